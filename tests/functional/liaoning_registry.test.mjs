// What has to stand in the registry, and works once it does: a missing handler, a cross-region payer's authorities, agreements
// (LN-30, LN-31, LN-32, QD-14).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import './contract.mjs';
import { beginAt, choice, pass } from './filling.mjs';
import { addHandler, liaoning } from './liaoning_world.mjs';
import { csvFile, importFiles } from './registry.mjs';
import { Server } from './server.mjs';
import { signIn } from './signing.mjs';
import { smallWorld } from './small_world.mjs';

const personRow = (number, { name, document }) => ({ 纳税人识别号: number, 人员类别: '办税员', 姓名: name, 身份证件种类: '居民身份证', 身份证件号码: document, 移动电话: '', 固定电话: '', 有效期起: '2025-01-01', 有效期止: '9999-12-31', 关联状态: '正常' });
const collectedRow = ({ name, document, phone }) => ({ 姓名: name, 身份证件种类: '居民身份证', 身份证件号码: document, 手机号码: phone, 采集日期: '2025-02-01', 采集方式: '办税服务厅' });

test('LN-31 LN-32 a handler who is missing in the registry is told where to go, and signs in after the next import', async () => {
  const world = liaoning();
  try {
    await world.start();
    const boss = await world.signIn('tea', 'boss');
    const miller = world.person('miller'); // known, but not as this enterprise's handler
    const refused = await addHandler(boss, miller);
    assert.equal(refused.json.inputs.document_number.code, 'person-not-found');
    assert.match(refused.json.inputs.document_number.text, /变更税务登记.*办税服务厅.*App的人脸采集尚未开通/);
    const client = world.client();
    const flow = await pass(client, await beginAt(client, 'sign-in', 'ordinary'), world.firm('tea'));
    assert.equal(choice(flow, 'person', miller.name), undefined);
    await importFiles(world, csvFile(world, 'people2.csv', [personRow(world.number('tea'), miller)]), csvFile(world, 'collected2.csv', [collectedRow(miller)]));
    const after = world.client();
    const again = await pass(after, await beginAt(after, 'sign-in', 'ordinary'), world.firm('tea'));
    const synced = (await after.submit(again, { sync_staff: true })).json;
    assert.ok(choice(synced, 'person', miller.name));
    const { permissions } = (await boss.get('/v1/enterprise/permissions')).json;
    const added = await boss.post('/v1/enterprise/personnel', { name: miller.name, document_kind: 'resident-id', document_number: miller.document, role: 'tax-handler', permission: permissions[0].id, ends: null });
    assert.equal(added.status, 201, added.text);
    const own = await world.signIn('tea', 'miller');
    assert.equal((await own.get('/v1/me')).json.identity.role, 'tax-handler');
  } finally {
    await world.remove();
  }
});

test('QD-14 a cross-region payer switches among its competent authorities, and to no other', async () => {
  const server = new Server({
    profile: 'qingdao-2023',
    registry: smallWorld({ taxpayers: { builder: { name: '云岭建筑安装有限公司', kind: '跨区域报验户', staff: { 法定代表人: 'mason' } }, shop: { name: '云岭百货有限公司', staff: { 法定代表人: 'mason' } } } }),
  });
  try {
    const { builder, shop } = server.world.taxpayers;
    const first = '13702110000';
    const second = '13702120000';
    server.import(csvFile(server, 'cross.csv', [{ 社会信用代码: builder.number, 纳税人识别号: builder.number, 纳税人名称: builder.name, 主管税务机关代码: first, 其他主管税务机关代码: second, 纳税人类型: '跨区域报验户', 纳税人状态: '正常' }]));
    await server.start();
    const { client } = await signIn(server, server.world.people.mason, { entrance: 'specific', taxpayer: builder.number });
    const authority = async () => (await client.get('/v1/me')).json.identity.authority;
    assert.deepEqual(await authority(), { code: first, choices: [first, second] });
    const switched = await client.post('/v1/me/authority', { authority: second });
    assert.equal(switched.status, 200, switched.text);
    assert.deepEqual(await authority(), { code: second, choices: [first, second] });
    const refused = await client.post('/v1/me/authority', { authority: '13702130000' });
    assert.equal(refused.json.inputs.authority.code, 'authority-not-a-choice');
    assert.match(refused.json.inputs.authority.text, /跨区域报验/);
    const { entries } = (await client.get('/v1/me/activity')).json;
    assert.ok(entries.some((one) => one.kind === 'authority-switched'));
    const plain = (await signIn(server, server.world.people.mason, { entrance: 'enterprise', taxpayer: shop.number })).client;
    assert.equal((await plain.get('/v1/me')).json.identity.authority, undefined);
    assert.equal((await plain.post('/v1/me/authority', { authority: second })).status, 422);
    const bad = csvFile(server, 'bad.csv', [{ 社会信用代码: builder.number, 纳税人识别号: builder.number, 纳税人名称: builder.name, 主管税务机关代码: first, 其他主管税务机关代码: '1370', 纳税人类型: '跨区域报验户', 纳税人状态: '正常' }]);
    await server.stop();
    assert.throws(() => server.import(bad), (error) => /其他主管税务机关代码/.test(error.stdout));
  } finally {
    await server.remove();
  }
});

test('SS-03 the counter gives out another card password, to be changed before it is used', async () => {
  const world = liaoning();
  try {
    const issued = world.counterForm('card-password', { document_number: world.person('boss').document });
    await world.start();
    const boss = await world.signIn('tea', 'boss');
    assert.equal((await boss.post('/v1/me/card/use', { password: '123456' })).json.inputs.password.code, 'card-password-wrong');
    assert.equal((await boss.post('/v1/me/card/use', { password: issued })).json.code, 'card-initial');
    assert.equal((await boss.post('/v1/me/card/password', { password: issued, new_password: 'Lantern#51' })).json.state, 'set');
    assert.equal((await boss.post('/v1/me/card/use', { password: 'Lantern#51' })).status, 200);
  } finally {
    await world.remove();
  }
});

test('LN-30 an import brings the agencies\' agreements, which the enterprise recognises or refuses', async () => {
  const world = liaoning();
  try {
    const agreement = (number, more = {}) => ({ 代理机构纳税人识别号: world.number('agency'), 委托方纳税人识别号: world.number('tea'), 协议编号: number, 协议有效期起: '2025-01-01', 协议有效期止: '长期', ...more });
    assert.match(world.import(csvFile(world, 'agreements.csv', [agreement('XY-1'), agreement('XY-2', { 委托方纳税人识别号: world.number('mill') })])), /2/);
    await world.start();
    const boss = await world.signIn('tea', 'boss');
    const listed = async (one) => (await one.get('/v1/enterprise/engagements')).json.engagements;
    const [waiting] = await listed(boss);
    assert.equal(waiting.state, 'pending');
    assert.equal(waiting.agency.name, '云岭税务师事务所');
    assert.deepEqual(waiting.functions.map((one) => one.id), ['declaration', 'payment', 'inquiry']);
    assert.equal((await boss.get('/v1/me')).json.pending_engagements, 1);
    assert.equal((await boss.post(`/v1/enterprise/engagements/${waiting.id}/confirm`, { version: waiting.version })).json.state, 'in-force');
    const miller = await world.signIn('mill', 'miller');
    const [refused] = await listed(miller);
    assert.equal((await miller.post(`/v1/enterprise/engagements/${refused.id}/refuse`, { version: refused.version })).json.state, 'refused');
    await importFiles(world, csvFile(world, 'agreements.csv', [agreement('XY-1'), agreement('XY-2', { 委托方纳税人识别号: world.number('mill') })]));
    assert.equal((await listed(miller)).length, 1, 'what was decided stays');
    assert.equal((await listed(boss))[0].state, 'in-force');
    await world.stop();
    assert.throws(() => world.import(csvFile(world, 'own.csv', [agreement('XY-3', { 代理机构纳税人识别号: world.number('tea') })])), (error) => /代理机构与委托方是同一纳税人/.test(error.stdout));
  } finally {
    await world.remove();
  }
});
