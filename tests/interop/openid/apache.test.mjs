// Apache with mod_auth_openidc in front of a page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Client } from '../../functional/client.mjs';
import { register } from '../../functional/relying.mjs';
import { Server } from '../../functional/server.mjs';
import { people, signIn } from '../../functional/signing.mjs';
import { free_ports, until } from '../kannel/kannel.mjs';
import { startApache } from './apache.mjs';
import { Browser } from './browser.mjs';

let server; let apache; let person; let page;
before(async () => {
  server = new Server();
  const [port] = await free_ports(1);
  const base = `http://127.0.0.1:${port}`;
  const secrets = register(server, { client_id: 'apache', grant_types: ['authorization_code', 'refresh_token'], scope: 'openid profile',
    redirect_uris: [`${base}/private/callback`], post_logout_redirect_uris: [`${base}/out.txt`], backchannel_logout_uri: `${base}/private/callback?logout=backchannel` });
  await server.start();
  apache = await startApache(server, port, { id: 'apache', secret: secrets.apache });
  page = `${base}/private/index.txt`;
  person = (await people(server)).find((one) => one.enterprises.length > 0 && one.phone);
});
after(async () => {
  await apache?.stop();
  await server?.remove();
});

const info = async (browser) => JSON.parse((await browser.go(`${apache.base}/private/callback?info=json`)).text);
const enter = async () => {
  const { client } = await signIn(server, person);
  const browser = new Browser(client);
  const at = await browser.go(page);
  assert.equal(at.status, 200, `${at.status} ${at.url} ${at.text} ${readFileSync(apache.log)}`);
  assert.equal(at.text, 'pages/private\n');
  return { client, browser };
};
const refreshing = (token) => `${apache.base}/private/callback?refresh=${encodeURIComponent(page)}&access_token=${encodeURIComponent(token)}`;
/** Where somebody without a session is sent. */
const leads = async (browser) => (await browser.go(page, { until: (url) => url.origin === server.base })).url;

test('mod_auth_openidc: sign-in, with the person in userinfo', async () => {
  const { browser } = await enter();
  const said = await info(browser);
  assert.equal(said.userinfo.name, person.name);
  assert.equal(said.id_token.authorization_details[0].identity, 'self');
});

test('mod_auth_openidc: refresh, twice, each time with another refresh token', async () => {
  const { browser } = await enter();
  const refreshTokens = [(await info(browser)).refresh_token];
  for (let round = 0; round < 2; ++round) {
    const answer = await browser.go(refreshing((await info(browser)).access_token));
    assert.equal(answer.url.href, page, readFileSync(apache.log, 'utf8'));
    refreshTokens.push((await info(browser)).refresh_token);
  }
  assert.equal(new Set(refreshTokens).size, 3);
});

test('mod_auth_openidc: nobody without a session; nobody signed in at the bureau sees its sign-in', async () => {
  const stranger = new Browser(new Client(server.base));
  const to = await leads(stranger);
  assert.equal(to.pathname, '/oauth2/authorize');
  assert.equal(to.searchParams.get('code_challenge_method'), 'S256');
  const at = await stranger.go(to);
  assert.match(at.url.search, /^\?continue=/);
});

test('mod_auth_openidc: an answer with another state, with another code, or from another issuer opens nothing', async () => {
  for (const [name, value] of [['state', 'another'], ['code', 'another'], ['iss', 'https://evil.example']]) {
    const browser = new Browser((await signIn(server, person)).client);
    const back = (await browser.go(page, { until: (url) => url.searchParams.has('code') })).url;
    back.searchParams.set(name, value);
    const answer = await browser.go(back, { until: (url) => url.href === page || (url.origin === server.base) });
    assert.notEqual(answer.url.href, page, name);
    assert.notEqual(answer.text, 'pages/private\n', name);
    assert.equal((await leads(browser)).origin, server.base, name);
  }
});

test('mod_auth_openidc: a page for a level is for those who have it', async () => {
  const { browser } = await enter();
  assert.equal((await browser.go(`${apache.base}/private/texts/index.txt`)).status, 200);
  assert.equal((await browser.go(`${apache.base}/private/faces/index.txt`)).status, 403);
});

test('mod_auth_openidc: a session is a session of one browser', async () => {
  const { browser } = await enter();
  const thief = new Browser(new Client(server.base));
  assert.equal((await leads(thief)).origin, server.base);
  assert.equal((await browser.go(page)).status, 200);
});

test('mod_auth_openidc: RP-initiated logout ends the session there and at the bureau', async () => {
  const { client, browser } = await enter();
  const out = await browser.go(`${apache.base}/private/callback?logout=${encodeURIComponent(`${apache.base}/out.txt`)}`);
  assert.equal(out.text, 'signed out\n', `${out.status} ${out.url} ${out.text}`);
  assert.equal((await client.get('/v1/me')).status, 401);
  assert.equal((await leads(browser)).origin, server.base);
});

test('mod_auth_openidc: back-channel logout ends the session there when the person signs out at the bureau', async () => {
  const { client, browser } = await enter();
  await client.post('/v1/me/sign-out', {});
  await until('Apache hears of it', async () => (await browser.go(page, { until: (url) => url.origin === server.base })).url.origin === server.base, 2000);
});

test('mod_auth_openidc: a refresh after the session has ended is refused', async () => {
  const { client, browser } = await enter();
  const { access_token: token } = await info(browser);
  await client.post('/v1/me/sign-out', {});
  const refused = (url) => url.origin === server.base || url.searchParams.has('error_code'); // after, or before the bureau's word
  assert.ok(refused((await browser.go(refreshing(token), { until: refused })).url));
});
