// Agencies act for their clients (NT-03, LN-30); a changed legal representative hands over (SX-12).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engagementPaths, unseen } from './contract.mjs';
import { csvFile, freePeople, importFiles } from './registry.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

const agency = { number: '91370200MA3ABCD15L', name: '青山税务师事务所有限公司' };
let server;
let boss;
let office;
let chief;
let staff;
let heir;
const inDays = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
const person = (number, role, one, state = '正常') => ({
  纳税人识别号: number, 人员类别: role, 姓名: one.name, 身份证件种类: '居民身份证', 身份证件号码: one.document,
  移动电话: one.phone, 固定电话: '', 有效期起: '2020-01-01', 有效期止: '9999-12-31', 关联状态: state,
});
before(async () => {
  server = new Server();
  [chief, staff, heir] = freePeople(server);
  server.import(
    csvFile(server, 'agency-taxpayers.csv', [{
      社会信用代码: agency.number, 纳税人识别号: agency.number, 纳税人名称: agency.name, 主管税务机关代码: '13702000000',
      纳税人状态: '正常', 纳税人类型: '涉税专业服务机构', 注册地址: '', 登记日期: '2020-01-01', 行业代码: '7241', '注册资本（元）': '1', 登记序号: '9',
    }]),
    csvFile(server, 'agency-people.csv', [person(agency.number, '法定代表人', chief), person(agency.number, '办税员', staff)]),
  );
  await server.start();
  boss = (await people(server)).find((one) => one.enterprises.some((it) => it.role === 'legal-representative'));
  office = boss.enterprises.find((it) => it.role === 'legal-representative');
});
after(() => server.remove());

const managing = async (one, number) => (await signIn(server, one, { entrance: 'enterprise', taxpayer: number })).client;
const functionsOf = async (client) => (await client.get('/v1/enterprise/personnel')).json.functions.map((node) => node.id);

test('NT-03 LN-30 an engagement from its proposal to its end', async () => {
  const agent = await managing(chief, agency.number);
  const client = await managing(boss, office.number);
  const functions = await functionsOf(client);
  const offer = { client: office.number, agreement: '代理协议 2026-1', functions: functions.slice(0, 2), ends: inDays(200) };
  const bad = await agent.post('/v1/agency/engagements', { client: '91370200MA3NOBODY0', agreement: '', functions: [], ends: inDays(-1) });
  assert.equal(bad.status, 422);
  assert.deepEqual(Object.keys(bad.json.inputs).sort(), ['agreement', 'client', 'ends', 'functions']);
  assert.equal((await agent.post('/v1/agency/engagements', { ...offer, client: agency.number })).json.inputs.client.code, 'engagement-with-oneself');
  assert.equal((await client.post('/v1/agency/engagements', offer)).json.code, 'not-an-agency');
  const made = await agent.post('/v1/agency/engagements', offer);
  assert.equal(made.status, 201, made.text);
  assert.equal(made.json.state, 'pending');
  assert.equal((await agent.post('/v1/agency/engagements', offer)).json.inputs.client.code, 'engagement-exists');

  // Until the client confirms, nobody of the agency acts for it.
  const worker = (await signIn(server, staff)).client;
  const theirs = (await worker.get('/v1/me/associations')).json.associations.find((one) => one.principal.number === agency.number);
  if (theirs.state === 'pending') await worker.post(`/v1/me/associations/${theirs.id}/confirm`, { version: theirs.version });
  const through = async () => (await worker.get('/v1/me/identities')).json.identities.find((one) => one.agency);
  assert.equal(await through(), undefined);
  assert.equal((await worker.post('/v1/me/identity', { identity: `${theirs.id}-${made.json.id}` })).status, 403);

  assert.equal((await client.get('/v1/me')).json.pending_engagements, 1); // 代理机构认定
  assert.ok((await client.get('/v1/me/notices')).json.notices.some((one) => one.code === 'engagement-proposed' && one.text.includes(agency.name)));
  const waiting = (await client.get('/v1/enterprise/engagements')).json.engagements[0];
  assert.deepEqual(waiting.actions, ['confirm', 'refuse']);
  const wrongSide = await agent.post(`/v1/enterprise/engagements/${waiting.id}/confirm`, { version: waiting.version });
  assert.equal(wrongSide.json.code, 'engagement-not-yours');
  const confirmed = await client.post(`/v1/enterprise/engagements/${waiting.id}/confirm`, { version: waiting.version });
  assert.equal(confirmed.json.state, 'in-force', confirmed.text);
  assert.equal((await client.post(`/v1/enterprise/engagements/${waiting.id}/confirm`, { version: confirmed.json.version })).json.code, 'engagement-not-pending');

  // Its people act for the client, within the engagement, and the session says so.
  const identity = await through();
  assert.equal(identity.principal.number, office.number);
  const switched = await worker.post('/v1/me/identity', { identity: identity.id });
  assert.equal(switched.status, 200, switched.text);
  const me = (await worker.get('/v1/me')).json;
  assert.equal(me.identity.agency.number, agency.number);
  assert.equal(me.identity.principal.number, office.number);
  assert.ok(me.identity.functions.every((one) => offer.functions.includes(one.id)));
  assert.equal((await worker.get('/v1/session')).json.identity, identity.id);
  assert.equal((await worker.get('/v1/enterprise/personnel')).status, 403);
  await agent.post('/v1/me/identity', { identity: (await agent.get('/v1/me/identities')).json.identities.find((one) => one.agency).id });
  assert.equal((await agent.get('/v1/enterprise/personnel')).status, 403); // an agency never manages its client's people
  await agent.post('/v1/me/identity', { identity: (await agent.get('/v1/me/identities')).json.identities.find((one) => one.kind === 'agency').id });

  // An amendment waits; what was agreed holds.
  const amended = await agent.post(`/v1/agency/engagements/${waiting.id}/amend`, { version: confirmed.json.version, functions: functions.slice(0, 1), ends: inDays(300) });
  assert.equal(amended.json.state, 'amended', amended.text);
  assert.equal((await worker.get('/v1/me')).status, 200);
  const agreed = await client.post(`/v1/enterprise/engagements/${waiting.id}/confirm`, { version: amended.json.version });
  assert.deepEqual(agreed.json.functions.map((one) => one.id), functions.slice(0, 1));
  assert.ok((await worker.get('/v1/me')).json.identity.functions.every((one) => one.id === functions[0]));

  // The client's own person for the same business is refused, at once and with the reason.
  const hired = await client.post('/v1/enterprise/personnel', { name: staff.name, document_kind: 'resident-id', document_number: staff.document, role: 'tax-handler', functions: functions.slice(0, 1), ends: inDays(100) });
  assert.equal(hired.status, 201, hired.text);
  assert.equal((await worker.get('/v1/me')).status, 200); // proposed only
  const other = (await signIn(server, staff)).client;
  await other.post(`/v1/me/associations/${hired.json.id}/confirm`, { version: hired.json.version });
  assert.equal((await worker.get('/v1/me')).status, 401);
  const refused = await other.post('/v1/me/identity', { identity: identity.id });
  assert.equal(refused.status, 403);
  assert.match(refused.json.detail, /不能同时以代理机构人员身份/);
  const mine = (await other.get('/v1/me/identities')).json.identities.find((one) => one.id === identity.id);
  assert.equal(mine.usable, false);
  const row = (await client.get('/v1/enterprise/personnel')).json.personnel.find((one) => one.id === hired.json.id);
  await client.post(`/v1/enterprise/personnel/${row.id}/withdraw`, { version: row.version });

  // Cancelled: sessions for it end at once.
  const again = await other.post('/v1/me/identity', { identity: identity.id });
  assert.equal(again.status, 200, again.text);
  const ended = await client.post(`/v1/enterprise/engagements/${waiting.id}/end`, { version: agreed.json.version });
  assert.equal(ended.json.state, 'ended', ended.text);
  assert.equal((await other.get('/v1/me')).status, 401);
  assert.equal((await agent.get('/v1/agency/engagements')).json.engagements[0].state, 'ended');
  assert.ok((await agent.get('/v1/me/notices')).json.notices.some((one) => one.code === 'engagement-ended'));
});

test('NT-03 a client refuses; an agency takes its proposal back', async () => {
  const agent = await managing(chief, agency.number);
  const client = await managing(boss, office.number);
  const offer = { client: office.number, agreement: '代理协议 2', functions: (await functionsOf(client)).slice(0, 1) };
  const first = (await agent.post('/v1/agency/engagements', offer)).json;
  assert.equal((await client.post(`/v1/enterprise/engagements/${first.id}/refuse`, { version: 9 })).status, 409);
  assert.equal((await client.post(`/v1/enterprise/engagements/${first.id}/refuse`, { version: first.version })).json.state, 'refused');
  const second = (await agent.post('/v1/agency/engagements', offer)).json;
  assert.equal((await agent.post(`/v1/agency/engagements/${second.id}/end`, { version: second.version })).json.code, 'engagement-not-in-force');
  assert.equal((await agent.post(`/v1/agency/engagements/${second.id}/withdraw`, { version: second.version })).json.state, 'withdrawn');
  assert.equal((await client.get('/v1/me')).json.pending_engagements, 0);
  const third = (await agent.post('/v1/agency/engagements', offer)).json;
  const agreed = (await client.post(`/v1/enterprise/engagements/${third.id}/confirm`, { version: third.version })).json;
  assert.equal((await agent.post(`/v1/agency/engagements/${third.id}/end`, { version: agreed.version })).json.state, 'ended');
});

test('SX-12 the registry changes the legal representative: the old authority and what depended on it end', async () => {
  const manager = await managing(boss, office.number);
  const given = (await manager.post('/v1/enterprise/personnel', { name: staff.name, document_kind: 'resident-id', document_number: staff.document, role: 'tax-handler', functions: (await functionsOf(manager)).slice(0, 1), ends: inDays(100) })).json;
  const worker = (await signIn(server, staff)).client;
  await worker.post(`/v1/me/associations/${given.id}/confirm`, { version: given.version });
  assert.equal((await worker.post('/v1/me/identity', { identity: given.id })).status, 200);
  await importFiles(server, csvFile(server, 'handover.csv', [person(office.number, '法定代表人', heir)]));
  assert.equal((await manager.get('/v1/me')).status, 401);
  assert.equal((await worker.get('/v1/me')).status, 401);
  const told = (await signIn(server, staff)).client;
  assert.ok((await told.get('/v1/me/notices')).json.notices.some((one) => one.code === 'association-handed-over'));
  assert.ok((await told.get('/v1/me/activity?limit=50')).json.entries.some((one) => one.kind === 'mandate-ended'));
  assert.equal((await told.get('/v1/me/associations')).json.associations.find((one) => one.id === given.id).state, 'ended');
  const next = await managing(heir, office.number);
  assert.equal((await next.get('/v1/me')).json.can.manage_personnel, true);
});

test('every operation about agencies was answered well here', () => assert.deepEqual(unseen(engagementPaths), []));
