// OpenID Connect Back-Channel Logout as it goes over the wire: what the bureau posts, how soon, how often, and what a system refuses.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { jose, oidc } from '../../functional/libraries.mjs';
import { liaoning } from '../../functional/liaoning_world.mjs';
import { discover, obtain, register } from '../../functional/relying.mjs';
import { until } from '../kannel/kannel.mjs';
import { Browser } from './browser.mjs';
import { DemoSystem } from './demo_systems.mjs';

const event = 'http://schemas.openid.net/event/backchannel-logout';
const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
let world; let config; let ear; let address; let answers = [];
const heard = { fees: [], listener: [] };
const fees = new DemoSystem('fee-system', { FUNCTION: 'social-insurance' });

before(async () => {
  ear = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    heard[request.url.slice(1)].push({ at: Date.now(), token: new URLSearchParams(text).get('logout_token'), type: request.headers['content-type'] });
    response.writeHead(answers.shift() ?? 204).end();
  }).listen(0, '127.0.0.1');
  await once(ear, 'listening');
  address = `http://127.0.0.1:${ear.address().port}`;
  world = liaoning();
  await fees.register(world, { backchannel_logout_uri: `${address}/fees` });
  const secrets = register(world, { client_id: 'listener', grant_types: ['authorization_code', 'refresh_token', exchange], backchannel_logout_uri: `${address}/listener` });
  await world.start();
  await fees.start(world);
  config = await discover(world, 'listener', secrets.listener);
});
after(async () => {
  ear?.close();
  await fees.stop();
  await world?.remove();
});

const verified = (token, audience) => jose.jwtVerify(token, jose.createRemoteJWKSet(new URL(`${world.base}/oauth2/jwks`)), { issuer: world.base, audience, typ: 'logout+jwt' });
const hearing = (who, count = 1) => until(`${who} hears`, async () => heard[who].length >= count, 12_000);

test('§2.4, §2.5: a logout token of the right form comes by POST within a second, for the sid of the ID token', async () => {
  const client = await world.signIn('tea', 'boss');
  const { tokens } = await obtain(config, client);
  const ended = Date.now();
  await client.post('/v1/me/sign-out', {});
  await hearing('listener');
  const [{ at, token, type }] = heard.listener.splice(0);
  assert.ok(at - ended < 1000, `${at - ended} ms`);
  assert.equal(type, 'application/x-www-form-urlencoded');
  const { payload } = await verified(token, 'listener');
  assert.deepEqual(payload.events, { [event]: {} });
  assert.equal(payload.sid, tokens.claims().sid);
  assert.equal(payload.sub, tokens.claims().sub);
  assert.ok(payload.jti && payload.exp - payload.iat <= 120);
  assert.equal('nonce' in payload, false);
});

test('§2.7: who does not answer well is told again, with another token', async () => {
  const client = await world.signIn('tea', 'boss');
  await obtain(config, client);
  answers = [503];
  await client.post('/v1/me/sign-out', {});
  await hearing('listener', 2);
  const [first, second] = heard.listener.splice(0);
  assert.notEqual((await verified(first.token, 'listener')).payload.jti, (await verified(second.token, 'listener')).payload.jti);
});

test('RFC 8693: another identity has a sid of its own, and hears of its end, too', async () => {
  const client = await world.signIn('tea', 'boss');
  const { tokens } = await obtain(config, client);
  const other = await oidc.genericGrantRequest(config, exchange, { subject_token: tokens.access_token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token', authorization_details: JSON.stringify([{ type: 'tax_mandate', principal: world.number('pure') }]) });
  const sids = [tokens.claims().sid, other.claims().sid];
  assert.notEqual(sids[0], sids[1]);
  await client.post('/v1/me/sign-out', {});
  await hearing('listener', 2);
  const said = await Promise.all(heard.listener.splice(0).map(async ({ token }) => (await verified(token, 'listener')).payload.sid));
  assert.deepEqual(said.sort(), sids.sort());
});

const tell = async (token) => (await fetch(`${fees.base}/backchannel-logout`, { method: 'POST', body: new URLSearchParams({ logout_token: token }) })).status;
const open = async (browser) => (await browser.go(`${fees.base}/session`)).status === 204;

test('§2.6: a system refuses the token of another audience, an ID token, a forged one, and the right one a second time', async () => {
  const client = await world.signIn('tea', 'boss');
  const browser = new Browser(client);
  await browser.go(`${fees.base}/sign-in`);
  const { tokens } = await obtain(config, client);
  await client.post('/v1/me/sign-out', {});
  await Promise.all([hearing('fees'), hearing('listener')]);
  const [{ token: right }] = heard.fees.splice(0);
  const [{ token: foreign }] = heard.listener.splice(0);
  const { privateKey } = await jose.generateKeyPair('ES256');
  const forged = await new jose.SignJWT(jose.decodeJwt(right)).setProtectedHeader(jose.decodeProtectedHeader(right)).sign(privateKey);
  for (const bad of [foreign, tokens.id_token, forged, `${right}x`, '']) assert.equal(await tell(bad), 400);
  assert.equal(await open(browser), true, 'nothing wrong ended it');
  assert.equal(await tell(right), 200);
  assert.equal(await open(browser), false);
  assert.equal(await tell(right), 400);
});
