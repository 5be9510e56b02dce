import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import './contract.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

let server;
let boss;
let office;
let worker;
before(async () => {
  server = await new Server().start();
  const everybody = await people(server);
  boss = everybody.find((one) => one.enterprises.some((it) => it.role === 'legal-representative'));
  office = boss.enterprises.find((it) => it.role === 'legal-representative');
  worker = everybody.find((one) => one.enterprises.length > 0 && ![...one.enterprises, ...one.not_usable].some((it) => it.number === office.number));
});
after(() => server.remove());

const proposal = (person, more = {}) => ({
  name: person.name, document_kind: 'resident-id', document_number: person.document, role: 'tax-handler', functions: ['filing'], ...more,
});
const inDays = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

test('SX-05 SX-06 SX-07 SX-10 SX-12 an association from its proposal to its release', async () => {
  const manager = (await signIn(server, boss, { entrance: 'enterprise', taxpayer: office.number })).client;
  const before = await manager.get('/v1/enterprise/personnel');
  assert.equal(before.status, 200, before.text);
  const functions = before.json.functions.map((node) => node.id);
  const good = proposal(worker, { functions: functions.slice(0, 1), ends: inDays(300) });

  // Every broken rule is named at once, at its field.
  const bad = await manager.post('/v1/enterprise/personnel', proposal(worker, { document_number: worker.document.slice(0, -1) + (worker.document.endsWith('1') ? '2' : '1'), role: 'emperor', functions: ['nothing'] }));
  assert.equal(bad.status, 422);
  assert.deepEqual(Object.keys(bad.json.inputs).sort(), ['document_number', 'functions', 'role']);
  const late = await manager.post('/v1/enterprise/personnel', { ...good, ends: inDays(4000) });
  assert.equal(late.json.inputs.ends.code, 'mandate-ends-too-late');
  const self = await manager.post('/v1/enterprise/personnel', { ...proposal(boss), functions: good.functions, ends: good.ends });
  assert.equal(self.json.inputs.document_number.code, 'mandate-own-authority');

  const made = await manager.post('/v1/enterprise/personnel', good);
  assert.equal(made.status, 201, made.text);
  assert.equal(made.json.state, 'pending');
  const twice = await manager.post('/v1/enterprise/personnel', good);
  assert.equal(twice.json.inputs.role.code, 'mandate-exists');

  // Only a confirmed association signs in.
  const early = await signIn(server, worker, { entrance: 'enterprise', taxpayer: office.number });
  assert.equal(early.flow.state, 'refused');
  assert.equal(early.flow.notices.at(-1).code, 'association-pending');

  const person = (await signIn(server, worker)).client;
  const waiting = (await person.get('/v1/me/associations')).json.associations.find((one) => one.id === made.json.id);
  assert.match(waiting.question, /是否确认成为该企业的办税员/);
  assert.deepEqual(waiting.actions, ['confirm', 'refuse', 'dispute']);
  const stale = await person.post(`/v1/me/associations/${waiting.id}/confirm`, { version: 99 });
  assert.equal(stale.status, 409);
  const confirmed = await person.post(`/v1/me/associations/${waiting.id}/confirm`, { version: waiting.version });
  assert.equal(confirmed.status, 200, confirmed.text);
  assert.equal(confirmed.json.state, 'in-force');
  const again = await person.post(`/v1/me/associations/${waiting.id}/confirm`, { version: confirmed.json.version });
  assert.equal(again.json.code, 'mandate-not-pending');
  const stranger = await manager.post(`/v1/me/associations/${waiting.id}/release`, { version: confirmed.json.version });
  assert.equal(stranger.status, 404);

  // Switching, without signing in again.
  const switched = await person.post('/v1/me/identity', { identity: made.json.id });
  assert.equal(switched.json.identity.principal.number, office.number);
  assert.equal((await person.get('/v1/me')).json.identity.principal.number, office.number);
  assert.equal((await person.get('/v1/enterprise/personnel')).status, 403);
  assert.equal((await person.post('/v1/me/identity', { identity: '999999' })).status, 403);

  // Released: out at once, and the enterprise sees it.
  const released = await person.post(`/v1/me/associations/${waiting.id}/release`, { version: confirmed.json.version });
  assert.equal(released.status, 200, released.text);
  assert.equal((await person.get('/v1/me')).status, 401);
  const seen = (await manager.get('/v1/enterprise/personnel')).json.personnel.find((one) => one.id === made.json.id);
  assert.equal(seen.state, 'released');
  assert.ok((await manager.get('/v1/me/notices')).json.notices.some((one) => one.code === 'association-released'));
  const gone = await signIn(server, worker, { entrance: 'enterprise', taxpayer: office.number });
  assert.equal(gone.flow.notices.at(-1).code, 'association-released');
});

test('SX-12 SX-05 the enterprise renews and withdraws; the open session is refused on its next request', async () => {
  const manager = (await signIn(server, boss, { entrance: 'enterprise', taxpayer: office.number })).client;
  const functions = (await manager.get('/v1/enterprise/personnel')).json.functions.map((node) => node.id).slice(0, 1);
  const made = (await manager.post('/v1/enterprise/personnel', proposal(worker, { functions, ends: inDays(10) }))).json;
  const person = (await signIn(server, worker)).client;
  await person.post(`/v1/me/associations/${made.id}/confirm`, { version: made.version });
  await person.post('/v1/me/identity', { identity: made.id });
  const me = await person.get('/v1/me');
  assert.equal(me.json.identity.ends_soon, true);
  const row = (await manager.get('/v1/enterprise/personnel')).json.personnel.find((one) => one.id === made.id);
  const renewed = await manager.post(`/v1/enterprise/personnel/${made.id}/renew`, { version: row.version, ends: inDays(200) });
  assert.equal(renewed.status, 200, renewed.text);
  assert.equal(renewed.json.ends, inDays(200));
  assert.equal((await person.get('/v1/me')).json.identity.ends_soon, false);
  const withdrawn = await manager.post(`/v1/enterprise/personnel/${made.id}/withdraw`, { version: renewed.json.version });
  assert.equal(withdrawn.json.state, 'withdrawn');
  assert.equal((await person.get('/v1/me')).status, 401);
  const own = (await manager.get('/v1/enterprise/personnel')).json.personnel.find((one) => one.role === 'legal-representative' && one.state === 'in-force');
  assert.deepEqual(own.actions, []);
  const refused = await manager.post(`/v1/enterprise/personnel/${own.id}/withdraw`, { version: own.version });
  assert.equal(refused.status, 403);
});

test('SX-12 what comes with the registration is not released: no action, and a refusal that says what to do', async () => {
  const { client } = await signIn(server, boss, { entrance: 'enterprise', taxpayer: office.number });
  const own = (await client.get('/v1/me/associations')).json.associations.find((one) => one.role === 'legal-representative' && one.principal.number === office.number);
  assert.deepEqual(own.actions, ['dispute']);
  assert.match(own.note, /变更税务登记/);
  const refused = await client.post(`/v1/me/associations/${own.id}/release`, { version: own.version });
  assert.equal(refused.status, 422);
  assert.equal(refused.json.code, 'mandate-from-registry');
  assert.equal(refused.json.detail, own.note);
  assert.equal((await client.get('/v1/me')).json.identity.principal.number, office.number, 'the session goes on');
});

test('X-04 a person sees what was done in their name', async () => {
  const person = (await signIn(server, worker)).client;
  const { entries } = (await person.get('/v1/me/activity?limit=50')).json;
  for (const kind of ['session-opened', 'mandate-confirmed', 'identity-switched', 'mandate-released']) {
    assert.ok(entries.some((entry) => entry.kind === kind), kind);
  }
});
