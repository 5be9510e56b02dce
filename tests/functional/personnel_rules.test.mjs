// What a bureau's profile decides about people: functions by permission identity (LN-11, LN-17), who may be added (LN-16), how many
// hold a role, lent management (WH-09).
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import './contract.mjs';
import { csvFile, freePeople, importFiles } from './registry.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

const servers = [];
/** A server whose tax handlers follow `role` (lines of TOML) and whose enterprises add people by `add`. */
async function serverWith(role, add) {
  const server = new Server();
  servers.push(server);
  const text = readFileSync(server.profile, 'utf8').replace(/(\[\[role\]\]\nid = "tax-handler"\n)/, `$1${role}\n`);
  writeFileSync(server.profile, `${text}\n[personnel]\nadd = "${add}"\n`);
  await server.start();
  const everybody = await people(server);
  const boss = everybody.find((one) => one.enterprises.some((it) => it.role === 'legal-representative'));
  const office = boss.enterprises.find((it) => it.role === 'legal-representative');
  const manager = (await signIn(server, boss, { entrance: 'enterprise', taxpayer: office.number })).client;
  const functions = (await manager.get('/v1/enterprise/personnel')).json.functions.map((node) => node.id);
  return { server, boss, office, manager, functions, free: freePeople(server) };
}
const asked = (one) => ({ name: one.name, document_kind: 'resident-id', document_number: one.document });
const inDays = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
const give = (one, more) => ({ ...asked(one), role: 'tax-handler', ends: inDays(90), ...more });
after(() => Promise.all(servers.map((server) => server.remove())));

test('LN-16 LN-17 LN-11 one whom the registry names is found, and works by the permission identity that is given', async () => {
  const { server, manager, office, functions, free: [clerk, stranger] } = await serverWith('by_identity = true', 'registered');
  await importFiles(server, csvFile(server, 'handler.csv', [{
    纳税人识别号: office.number, 人员类别: '办税员', 姓名: clerk.name, 身份证件种类: '居民身份证', 身份证件号码: clerk.document, 移动电话: clerk.phone,
    固定电话: '', 有效期起: '2026-01-01', 有效期止: inDays(300), 关联状态: '正常',
  }]));
  const search = async (one) => (await manager.post('/v1/enterprise/personnel/search', asked(one))).json;
  assert.equal((await search(stranger)).found, false); // collected, but not this enterprise's
  assert.equal((await search(clerk)).found, true);
  // Named by the registry, but not added yet: no function.
  const early = (await signIn(server, clerk, { entrance: 'enterprise', taxpayer: office.number })).client;
  assert.deepEqual((await early.get('/v1/me')).json.identity.functions, []);
  const none = await manager.post('/v1/enterprise/personnel', give(clerk));
  assert.equal(none.json.inputs.permission.code, 'permission-make-first');
  const identity = (await manager.post('/v1/enterprise/permissions', { name: '申报', functions: functions.slice(0, 1) })).json;
  assert.equal((await manager.post('/v1/enterprise/personnel', give(clerk))).json.inputs.permission.code, 'permission-none');
  assert.equal((await manager.post('/v1/enterprise/personnel', give(stranger, { permission: identity.id }))).json.inputs.document_number.code, 'person-not-found');
  const added = await manager.post('/v1/enterprise/personnel', give(clerk, { permission: identity.id }));
  assert.equal(added.status, 201, added.text);
  assert.equal(added.json.permission, identity.id);
  assert.deepEqual((await early.get('/v1/me')).json.identity.functions.map((one) => one.id), functions.slice(0, 1));
});

test('LN-16 an uncollected person is entered by hand and must be collected first', async () => {
  const { server, manager, functions } = await serverWith('', 'by-hand');
  const newcomer = { name: '新来人', document: '11010519491231002X' };
  const search = async () => (await manager.post('/v1/enterprise/personnel/search', asked(newcomer))).json;
  const before_ = await search();
  assert.deepEqual([before_.found, before_.by_hand], [false, true]);
  assert.match(before_.note, /实名采集/);
  const made = await manager.post('/v1/enterprise/personnel', give(newcomer, { functions: functions.slice(0, 1) }));
  assert.equal(made.status, 201, made.text);
  assert.equal(made.json.state, 'uncollected');
  assert.deepEqual([(await search()).found, (await search()).collected], [true, false]);
  assert.ok(!made.json.actions.includes('freeze'));
  await importFiles(server, csvFile(server, 'collected.csv', [{
    姓名: newcomer.name, 身份证件种类: '居民身份证', 身份证件号码: newcomer.document, 手机号码: '13912349876', 采集日期: inDays(-1), 采集方式: '办税服务厅', 国籍: '中国',
  }]));
  const row = (await manager.get('/v1/enterprise/personnel')).json.personnel.find((one) => one.id === made.json.id);
  assert.equal(row.state, 'pending'); // goes on as any proposal
  const { client } = await signIn(server, { ...newcomer, phone: '13912349876' });
  assert.equal((await client.post(`/v1/me/associations/${row.id}/confirm`, { version: row.version })).json.state, 'in-force');
});

test('WH-09 at most so many people; management may be lent, and gives nothing above itself', async () => {
  const { server, manager, office, functions, free: [one, two, three] } = await serverWith('most_delegates = 2\nmay_manage = true\nconfirms = false', 'known');
  for (const it of (await manager.get('/v1/enterprise/personnel')).json.personnel) { // the registry's own make room
    if (it.role === 'tax-handler' && it.actions.includes('withdraw')) await manager.post(`/v1/enterprise/personnel/${it.id}/withdraw`, { version: it.version });
  }
  const lent = await manager.post('/v1/enterprise/personnel', give(one, { functions: functions.slice(0, 1), manages: true }));
  assert.equal(lent.json.state, 'in-force', lent.text); // nobody confirms here
  assert.equal(lent.json.manages, true);
  const helper = (await signIn(server, one, { entrance: 'enterprise', taxpayer: office.number })).client;
  assert.equal((await helper.get('/v1/me')).json.can.manage_personnel, true);
  const above = await helper.post('/v1/enterprise/personnel', give(two, { functions: functions.slice(0, 2), manages: true, ends: inDays(91) }));
  assert.deepEqual(Object.entries(above.json.inputs).map(([name, it]) => `${name}:${it.code}`).sort(), ['ends:ends-after-own', 'functions:function-above-own', 'manages:management-above-own']);
  const fine = await helper.post('/v1/enterprise/personnel', give(two, { functions: functions.slice(0, 1) }));
  assert.equal(fine.status, 201, fine.text);
  const third = await manager.post('/v1/enterprise/personnel', give(three, { functions: functions.slice(0, 1) }));
  assert.equal(third.json.inputs.role.code, 'mandate-too-many');
  assert.match(third.json.inputs.role.text, /最多可授权2人/);
  // The one released makes room.
  const worker = (await signIn(server, two)).client;
  await worker.post(`/v1/me/associations/${fine.json.id}/release`, { version: fine.json.version });
  assert.equal((await manager.post('/v1/enterprise/personnel', give(three, { functions: functions.slice(0, 1) }))).status, 201);
  // Who only borrowed management does not touch who manages.
  const mine = (await manager.get('/v1/enterprise/personnel')).json.personnel.find((it) => it.id === lent.json.id);
  assert.equal((await helper.post(`/v1/enterprise/personnel/${mine.id}/withdraw`, { version: mine.version })).json.code, 'mandate-own-authority');
  const row = (await manager.get('/v1/enterprise/personnel')).json.personnel.find((it) => it.id === lent.json.id);
  assert.equal((await manager.post(`/v1/enterprise/personnel/${row.id}/change`, { version: row.version, role: 'tax-handler', functions: functions.slice(0, 1), ends: inDays(90), manages: false })).status, 200);
  assert.equal((await helper.get('/v1/enterprise/personnel')).status, 403); // at once
});
