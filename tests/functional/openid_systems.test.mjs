// The systems that a person is signed in to, in their own account: what they see, and what ending one ends.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import * as oidc from 'openid-client';
import * as jose from 'jose';
import { Client } from './client.mjs';
import { systemsPaths, unseen } from './contract.mjs';
import { discover, obtain, register } from './relying.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

let server; let ledger; let filing; let person; let stranger; let enterprise;
const grants = ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:token-exchange'];
const heard = { sids: [], waiting: [] };
const ear = createServer(async (request, answer) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  heard.sids.push(jose.decodeJwt(new URLSearchParams(body).get('logout_token')).sid);
  for (const go of heard.waiting.splice(0)) go();
  answer.end();
});
const heardAll = async (sids) => { while (!sids.every((sid) => heard.sids.includes(sid))) await new Promise((go) => { heard.waiting.push(go); }); };

before(async () => {
  await new Promise((listening) => { ear.listen(0, '127.0.0.1', listening); });
  server = new Server();
  const secrets = register(server,
    { client_id: 'ledger', client_name: '云账本', grant_types: grants, scope: 'openid profile phone offline_access', backchannel_logout_uri: `http://127.0.0.1:${ear.address().port}/logout` },
    { client_id: 'filing', client_name: '网上申报', grant_types: grants });
  await server.start();
  [ledger, filing] = [await discover(server, 'ledger', secrets.ledger), await discover(server, 'filing', secrets.filing)];
  const all = (await people(server)).filter((one) => one.phone);
  person = all.find((one) => one.enterprises.some(({ role }) => role !== 'legal-representative'));
  stranger = all.find((one) => one !== person);
  enterprise = person.enterprises.find(({ role }) => role !== 'legal-representative');
});
after(async () => {
  ear.close();
  await server?.remove();
});

const systems = async (client, language) => (await client.request('GET', '/v1/me/systems', undefined, language ? { 'Accept-Language': language } : undefined)).json.systems;
const active = async (config, tokens) => (await oidc.tokenIntrospection(config, tokens.access_token)).active;
const dead = (config, tokens) => assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
const forEnterprise = () => JSON.stringify([{ type: 'tax_mandate', principal: enterprise.number }]);

test('a row a system and identity: name, for whom, what it learns, since when, and whether it goes on', async () => {
  const { client } = await signIn(server, person);
  assert.deepEqual(await systems(client), []);
  await obtain(ledger, client, { scope: 'openid profile' });
  await obtain(ledger, client, { scope: 'openid phone' }); // the same system and identity once more
  await obtain(ledger, client, { authorization_details: forEnterprise() });
  await obtain(filing, client);
  const rows = await systems(client);
  assert.deepEqual(rows.map((row) => [row.client.name, row.identity_title, row.offline]), [['网上申报', '本人', false], ['云账本', enterprise.name, false], ['云账本', '本人', false]]);
  assert.deepEqual(rows[2].scopes.map(({ id }) => id).sort(), ['phone', 'profile']);
  assert.deepEqual((await systems(client, 'en'))[2].scopes.find(({ id }) => id === 'phone').title, 'Your mobile number');
  assert.ok(rows.every(({ since, ends }) => Date.parse(since) <= Date.now() && Date.parse(ends) > Date.now()));
  await client.post('/v1/me/sign-out', {});
});

test('ending one: its tokens are worth nothing at once, those exchanged from them neither; it hears of it; others stay', async () => {
  const { client } = await signIn(server, person);
  const one = (await obtain(ledger, client)).tokens;
  const again = (await obtain(ledger, client)).tokens;
  const child = await oidc.genericGrantRequest(ledger, grants[2], { subject_token: one.access_token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token', authorization_details: forEnterprise() });
  const other = (await obtain(filing, client)).tokens;
  const row = (await systems(client)).find((each) => each.client.id === 'ledger' && each.identity_title === '本人');
  assert.equal((await client.request('DELETE', `/v1/me/systems/${row.id}`)).status, 204);
  for (const tokens of [one, again, child]) assert.equal(await active(ledger, tokens), false);
  await dead(ledger, one);
  await dead(ledger, child);
  assert.equal(await active(filing, other), true);
  assert.deepEqual((await systems(client)).map((each) => each.client.id), ['filing']);
  await heardAll([one.claims().sid, again.claims().sid]);
  assert.equal((await client.get('/v1/me')).status, 200); // the bureau's own session stays
  const { entries } = (await client.get('/v1/me/activity')).json;
  assert.deepEqual(entries.filter(({ kind }) => kind === 'grant-ended').map(({ detail }) => detail), ['云账本']);
  assert.equal((await client.request('DELETE', `/v1/me/systems/${row.id}`)).status, 404);
  assert.equal((await client.get('/v1/me/activity')).json.entries.filter(({ kind }) => kind === 'grant-ended').length, 1);
});

test('offline access outlives the session; its person still sees it afterwards, and ends it', async () => {
  const before = (await signIn(server, person)).client;
  const { tokens } = await obtain(ledger, before, { scope: 'openid offline_access' });
  await before.post('/v1/me/sign-out', {});
  assert.ok(await active(ledger, tokens));
  const { client } = await signIn(server, person);
  const [row, ...more] = (await systems(client)).filter(({ offline }) => offline);
  assert.deepEqual(more, []);
  assert.deepEqual(row.scopes, []); // offline_access says itself by `offline`
  assert.equal((await client.request('DELETE', `/v1/me/systems/${row.id}`)).status, 204);
  assert.equal(await active(ledger, tokens), false);
  await dead(ledger, tokens);
});

test('nobody sees or ends another person\'s; nothing without a session', async () => {
  const { client } = await signIn(server, person);
  const { tokens } = await obtain(filing, client);
  const { client: other } = await signIn(server, stranger);
  const [row] = await systems(client);
  assert.deepEqual(await systems(other), []);
  assert.equal((await other.request('DELETE', `/v1/me/systems/${row.id}`)).status, 404);
  assert.equal((await other.request('DELETE', '/v1/me/systems/nothing')).status, 404);
  assert.equal(await active(filing, tokens), true);
  assert.equal((await new Client(server.base).get('/v1/me/systems')).status, 401);
});

test('SX-07 an authority that is over is no row any more', async () => {
  const { client } = await signIn(server, person);
  await obtain(ledger, client, { authorization_details: forEnterprise() });
  assert.ok((await systems(client)).some((row) => row.identity_title === enterprise.name));
  const row = (await client.get('/v1/me/associations')).json.associations.find((one) => one.principal.number === enterprise.number && one.actions.includes('release'));
  assert.equal((await client.post(`/v1/me/associations/${row.id}/release`, { version: row.version })).status, 200);
  assert.ok(!(await systems(client)).some((each) => each.identity_title === enterprise.name));
});

test('every operation is documented and was seen', () => {
  assert.deepEqual(unseen(systemsPaths), []);
});
