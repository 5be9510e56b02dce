// Two tabs of one browser share the session. The one that still shows the former identity must not act under the new one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import './contract.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

let server;
let boss;
let tab;
let own;
let other;
let neighbour;
before(async () => {
  server = await new Server().start();
  const everybody = await people(server);
  const leads = (one) => one.enterprises.some((it) => it.role === 'legal-representative');
  boss = everybody.find((one) => leads(one));
  const office = boss.enterprises.find((it) => it.role === 'legal-representative');
  tab = (await signIn(server, boss, { entrance: 'enterprise', taxpayer: office.number })).client;
  own = (await tab.get('/v1/me')).json.identity.id;
  other = 'self';
  neighbour = everybody.find((one) => one !== boss && one.phone && everybody.filter((it) => it.phone === one.phone).length === 1);
});
after(() => server.remove());

/** What the tab that believes to be `identity` asks. */
const believing = (identity) => ({
  get: (path) => tab.get(path, { 'X-Taxgate-Identity': identity }),
  post: (path, body) => tab.post(path, body, { 'X-Taxgate-Identity': identity }),
  delete: (path) => tab.request('DELETE', path, undefined, { 'X-Taxgate-Identity': identity }),
});

test('SX-10 a tab that shows the session\'s identity is served, and so is one that says nothing', async () => {
  assert.equal((await believing(own).get('/v1/enterprise/personnel')).status, 200);
  assert.equal((await tab.get('/v1/enterprise/personnel')).status, 200);
});

test('SX-10 after a second tab has switched, the first one reads and changes nothing', async () => {
  assert.equal((await believing(own).post('/v1/me/identity', { identity: other })).status, 200);
  const stale = believing(own);
  const asked = [];
  for (const path of ['/v1/session', '/v1/me/identities', '/v1/me/associations', '/v1/me/sessions', '/v1/me/activity', '/v1/me/notices', '/v1/enterprise/personnel']) asked.push(await stale.get(path));
  for (const path of ['/v1/me/associations/1/confirm', '/v1/me/associations/1/refuse', '/v1/me/associations/1/release', '/v1/enterprise/personnel',
    '/v1/enterprise/personnel/1/withdraw', '/v1/enterprise/personnel/1/renew']) asked.push(await stale.post(path, { version: 1 }));
  for (const path of ['/v1/me/sessions/end-others', '/v1/me/notices/1/read']) asked.push(await stale.post(path));
  asked.push(await stale.post('/v1/me/identity', { identity: own }), await stale.delete('/v1/me/sessions/1'));
  for (const answer of asked) {
    assert.equal(answer.status, 409, answer.text);
    assert.equal(answer.json.code, 'identity-changed');
    assert.equal(answer.json.identity, other);
  }
  assert.equal((await tab.get('/v1/me')).json.identity.id, other, 'the stale switch was not made');
});

test('SX-10 a tab that names its person too finds out that somebody else has signed in', async () => {
  const { person, identity } = (await tab.get('/v1/me')).json;
  assert.equal((await believing(`${person.id}/${identity.id}`).get('/v1/me/notices')).status, 200);
  const second = (await signIn(server, neighbour)).client;
  const session = tab.cookies.get('taxgate_session');
  tab.cookies.set('taxgate_session', second.cookies.get('taxgate_session'));
  assert.equal((await tab.get('/v1/me')).json.identity.id, identity.id, 'self as well');
  assert.equal((await believing(`${person.id}/${identity.id}`).get('/v1/me/notices')).json.code, 'identity-changed');
  tab.cookies.set('taxgate_session', session);
  for (const nonsense of ['', '/', `${person.id}/`, `/${identity.id}`, 'selfish']) {
    const answer = await believing(nonsense).get('/v1/me/notices');
    assert.equal(answer.status, 409, nonsense);
  }
});

test('X-10 the refusal is said in three languages', async () => {
  const texts = [];
  for (const locale of ['zh-CN', 'zh-TW', 'en']) {
    const { json } = await tab.get('/v1/me/notices', { 'X-Taxgate-Identity': own, 'Accept-Language': locale });
    texts.push(json.detail);
  }
  assert.match(texts[0], /另一个窗口/);
  assert.match(texts[1], /另一個視窗/);
  assert.match(texts[2], /another window/);
});

test('SX-10 a stale tab finds out who it is, and may sign out', async () => {
  const me = await believing(own).get('/v1/me');
  assert.equal(me.status, 200);
  assert.equal(me.json.identity.id, other);
  assert.equal((await believing(me.json.identity.id).get('/v1/me/notices')).status, 200);
  assert.equal((await believing(own).post('/v1/me/sign-out')).status, 204);
  assert.equal((await believing(own).get('/v1/me/notices')).status, 401);
});
