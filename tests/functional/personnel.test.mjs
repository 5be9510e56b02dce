// What an enterprise's managers do with its people, over HTTP: LN-14 to LN-20, WH-09.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { personnelPaths, unseen } from './contract.mjs';
import { freePeople } from './registry.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

let server;
let boss;
let office;
let others;
let manager;
let functions;
const inDays = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);
before(async () => {
  server = await new Server().start();
  const everybody = await people(server);
  boss = everybody.find((one) => one.enterprises.some((it) => it.role === 'legal-representative'));
  office = boss.enterprises.find((it) => it.role === 'legal-representative');
  others = freePeople(server);
  manager = (await signIn(server, boss, { entrance: 'enterprise', taxpayer: office.number })).client;
  functions = (await manager.get('/v1/enterprise/personnel')).json.functions.map((node) => node.id);
});
after(() => server.remove());

const form = (person, more = {}) => ({ name: person.name, document_kind: 'resident-id', document_number: person.document, role: 'tax-handler', functions: functions.slice(0, 1), ends: inDays(100), ...more });
const row = async (id) => (await manager.get('/v1/enterprise/personnel')).json.personnel.find((one) => one.id === id);

/** Proposes, confirms, and acts for the enterprise. */
async function join(person, more = {}) {
  const made = await manager.post('/v1/enterprise/personnel', form(person, more));
  assert.equal(made.status, 201, made.text);
  const { client } = await signIn(server, person);
  const confirmed = await client.post(`/v1/me/associations/${made.json.id}/confirm`, { version: made.json.version });
  assert.equal(confirmed.status, 200, confirmed.text);
  assert.equal((await client.post('/v1/me/identity', { identity: made.json.id })).status, 200);
  return { client, id: made.json.id };
}
const change = async (id, what, more = {}) => manager.post(`/v1/enterprise/personnel/${id}/${what}`, { version: (await row(id)).version, ...more });

test('LN-20 a frozen person is refused on the next request and cannot sign in until thawed', async () => {
  const [worker] = others;
  const { client, id } = await join(worker);
  assert.equal((await client.get('/v1/me')).status, 200);
  const frozen = await change(id, 'freeze');
  assert.equal(frozen.json.state, 'frozen', frozen.text);
  assert.deepEqual(frozen.json.actions, ['withdraw', 'thaw', 'change']);
  assert.equal((await client.get('/v1/me')).status, 401);
  const refused = await signIn(server, worker, { entrance: 'enterprise', taxpayer: office.number });
  assert.equal(refused.flow.notices.at(-1).code, 'association-frozen');
  assert.match(refused.flow.notices.at(-1).text, /法定代表人或财务负责人解冻/); // who can thaw
  assert.equal((await change(id, 'freeze')).json.code, 'mandate-not-in-force');
  assert.equal((await change(id, 'thaw')).json.state, 'in-force');
  assert.equal((await change(id, 'thaw')).json.code, 'mandate-not-frozen');
  assert.equal((await signIn(server, worker, { entrance: 'enterprise', taxpayer: office.number })).flow.state, 'done');
  const told = (await (await signIn(server, worker)).client.get('/v1/me/notices')).json.notices.map((one) => one.code);
  assert.ok(told.includes('association-frozen') && told.includes('association-thawed'));
});

test('LN-18 a change holds for the open session at once; nobody edits their own authority', async () => {
  const [, worker] = others;
  const { client, id } = await join(worker);
  const ids = async () => (await client.get('/v1/me')).json.identity.functions.map((one) => one.id);
  assert.deepEqual(await ids(), functions.slice(0, 1));
  const changed = await change(id, 'change', { role: 'tax-handler', functions: functions.slice(1, 3), ends: inDays(50) });
  assert.equal(changed.status, 200, changed.text);
  assert.deepEqual(await ids(), functions.slice(1, 3));
  const wrong = await change(id, 'change', { role: 'tax-handler', functions: ['nothing'], ends: inDays(4000) });
  assert.equal(wrong.status, 422);
  assert.deepEqual(Object.keys(wrong.json.inputs).sort(), ['ends', 'functions']);
  assert.equal((await manager.post(`/v1/enterprise/personnel/${id}/change`, { version: 99, role: 'tax-handler', functions })).status, 409);
  // A role that its person must confirm is theirs only then: until it is, they are out.
  const promoted = await change(id, 'change', { role: 'finance-head', functions: functions.slice(0, 1), ends: inDays(50) });
  assert.equal(promoted.json.state, 'pending', promoted.text);
  assert.equal((await client.get('/v1/me')).status, 401);
  const head = (await signIn(server, worker)).client;
  await head.post(`/v1/me/associations/${id}/confirm`, { version: promoted.json.version });
  await head.post('/v1/me/identity', { identity: id });
  const own = (await head.get('/v1/enterprise/personnel')).json.personnel.find((one) => one.id === id);
  assert.deepEqual(own.actions, []);
  for (const [what, more] of [['change', { role: 'finance-head', functions }], ['freeze', {}], ['withdraw', {}]]) {
    const refused = await head.post(`/v1/enterprise/personnel/${id}/${what}`, { version: own.version, ...more });
    assert.equal(refused.status, 403, refused.text);
    assert.equal(refused.json.code, 'mandate-own-authority');
  }
  // Nobody gives what they do not hold: this head has one function.
  const above = await head.post('/v1/enterprise/personnel', form(others[2], { functions: functions.slice(1, 2) }));
  assert.equal(above.json.inputs.functions.code, 'function-above-own');
});

test('LN-14 a handler neither sees nor calls the management of people', async () => {
  const [, , , worker] = others;
  const { client, id } = await join(worker);
  assert.equal((await client.get('/v1/me')).json.can.manage_personnel, false);
  for (const path of ['/v1/enterprise/personnel', '/v1/enterprise/permissions', '/v1/enterprise/engagements', '/v1/agency/engagements']) {
    const refused = await client.get(path);
    assert.equal(refused.status, 403);
    assert.equal(refused.json.code, 'not-a-manager');
    assert.ok(refused.json.detail.length > 10);
  }
  for (const path of [`${id}/freeze`, `${id}/thaw`, `${id}/change`, 'search', 'batch']) {
    assert.equal((await client.post(`/v1/enterprise/personnel/${path}`, { version: 1 })).status, 403, path);
  }
  assert.equal((await manager.get('/v1/agency/engagements')).json.code, 'not-an-agency');
});

test('LN-19 deleting somebody ends identity, rights and open sessions at once', async () => {
  const [, , , , worker] = others;
  const { client, id } = await join(worker);
  assert.equal((await change(id, 'withdraw')).json.state, 'withdrawn');
  assert.equal((await client.get('/v1/me')).status, 401);
  assert.equal((await change(id, 'withdraw')).json.code, 'mandate-over');
  const gone = await signIn(server, worker, { entrance: 'enterprise', taxpayer: office.number });
  assert.equal(gone.flow.notices.at(-1).code, 'association-withdrawn');
});

test('LN-15 LN-17 a permission identity is made, used, edited and deleted', async () => {
  const [, , , , , worker] = others;
  const none = await manager.get('/v1/enterprise/permissions');
  assert.deepEqual(none.json.permissions, []);
  assert.match(none.json.note, /先.*新建权限身份/);
  const empty = await manager.post('/v1/enterprise/permissions', { name: '开票', description: '', functions: [] });
  assert.equal(empty.status, 422);
  assert.equal(empty.json.inputs.functions.code, 'permission-empty');
  const made = await manager.post('/v1/enterprise/permissions', { name: '开票', description: '', functions: [], confirm_empty: true });
  assert.equal(made.status, 201, made.text);
  assert.match(made.json.warning, /没有勾选任何功能/);
  assert.equal((await manager.post('/v1/enterprise/permissions', { name: '开票', functions })).json.inputs.name.code, 'permission-name-taken');
  assert.equal((await manager.post('/v1/enterprise/permissions', { name: '', functions: ['nothing'] })).json.inputs.functions.code, 'not-a-choice');

  const { client } = await join(worker, { permission: made.json.id, functions: [] });
  const first = (await client.get('/v1/me')).json.identity;
  assert.deepEqual(first.functions, []);
  assert.match(first.note, /没有任何功能/); // told that no function is granted
  const edited = await manager.post(`/v1/enterprise/permissions/${made.json.id}`, { version: made.json.version, name: '开票与申报', functions: functions.slice(0, 2) });
  assert.equal(edited.status, 200, edited.text);
  assert.deepEqual((await client.get('/v1/me')).json.identity.functions.map((one) => one.id).sort(), functions.slice(0, 2).sort());
  const remove = (version) => manager.post(`/v1/enterprise/permissions/${made.json.id}/remove`, { version });
  const used = await remove(edited.json.version);
  assert.equal(used.json.code, 'permission-in-use');
  assert.match(used.json.detail, new RegExp(worker.name[0])); // by whom
  const listed = (await manager.get('/v1/enterprise/permissions')).json.permissions[0];
  assert.equal(listed.users.length, 1);
  const member = (await manager.get('/v1/enterprise/personnel')).json.personnel.find((one) => one.permission === made.json.id);
  await change(member.id, 'withdraw');
  assert.equal((await remove(1)).status, 409);
  assert.equal((await remove(edited.json.version)).status, 204);
  assert.equal((await remove(edited.json.version)).status, 404);
});

test('LN-16 a person to add is found by name, document type and number alone', async () => {
  const [, , , , , , worker] = others;
  const search = (more) => manager.post('/v1/enterprise/personnel/search', { name: worker.name, document_kind: 'resident-id', document_number: worker.document, ...more });
  const found = (await search()).json;
  assert.equal(found.found, true);
  assert.equal(found.collected, true);
  assert.ok(found.person.document.includes('*') && found.person.phone.includes('*'));
  const wrong = (await search({ name: '没有此人' })).json;
  assert.deepEqual([wrong.found, wrong.by_hand], [false, false]);
  assert.ok(wrong.note.length > 5);
  assert.equal((await search({ document_number: '1' })).status, 422);
});

test('SX-05 「not me」 takes the authority away; the enterprise is told and withdraws', async () => {
  const [, , , , , , , worker] = others;
  const { client, id } = await join(worker);
  const again = (await signIn(server, worker)).client;
  const mine = (await again.get('/v1/me/associations')).json.associations.find((one) => one.id === id);
  assert.ok(mine.actions.includes('dispute'));
  const disputed = await again.post(`/v1/me/associations/${id}/dispute`, { version: mine.version });
  assert.equal(disputed.json.state, 'disputed', disputed.text);
  assert.equal((await client.get('/v1/me')).status, 401);
  const refused = await signIn(server, worker, { entrance: 'enterprise', taxpayer: office.number });
  assert.equal(refused.flow.notices.at(-1).code, 'association-disputed');
  assert.match(refused.flow.notices.at(-1).text, /主管税务机关/); // who settles it
  assert.equal((await change(id, 'freeze')).status, 422);
  assert.ok((await manager.get('/v1/me/notices')).json.notices.some((one) => one.code === 'association-disputed'));
  assert.equal((await again.post(`/v1/me/associations/${id}/dispute`, { version: disputed.json.version })).json.code, 'mandate-over');
  assert.equal((await change(id, 'withdraw')).json.state, 'withdrawn');
});

test('WH-09 SX-12 before an end, its person and the managers are reminded, once', async () => {
  const [, , , , , , , , worker] = others;
  const { client, id } = await join(worker, { ends: inDays(10) });
  const notices = async (who, code) => (await who.get('/v1/me/notices')).json.notices.filter((one) => one.code === code);
  for (let round = 0; round < 2; ++round) {
    await server.stop();
    await server.start(); // the sweeper begins with a round
    for (let wait = 0; wait < 100 && !(await notices(client, 'association-ends-soon')).length; ++wait) await new Promise((go) => setTimeout(go, 50));
    assert.equal((await notices(client, 'association-ends-soon')).length, 1);
    assert.equal((await notices(manager, 'member-ends-soon')).filter((one) => one.text.includes(inDays(10))).length, 1);
  }
  assert.equal((await change(id, 'renew', { ends: inDays(200) })).status, 200);
  assert.equal((await client.get('/v1/me')).json.identity.ends_soon, false);
});

test('SX-05 many people at once: a preview, a report of each line, one transaction', async () => {
  const some = others.slice(9, 12);
  const line = (one, role = '办税员', ends = inDays(90)) => `${one.name},居民身份证,${one.document},${role},${ends}`;
  const csv = (lines) => Buffer.from(['姓名,证件类型,证件号码,身份,有效期止', ...lines].join('\r\n')).toString('base64');
  const post = (lines, more = {}) => manager.post('/v1/enterprise/personnel/batch', { file: csv(lines), ...more });
  const count = async () => (await manager.get('/v1/enterprise/personnel')).json.personnel.length;
  const had = await count();
  const preview = await post(some.map((one) => line(one)), { preview: true });
  assert.equal(preview.status, 200, preview.text);
  assert.deepEqual([preview.json.done, preview.json.good, preview.json.bad], [false, 3, 0]);
  assert.equal(preview.json.lines[0].state, 'pending');
  assert.equal(await count(), had);
  const bad = await post([line(some[0]), line(some[1], '皇帝'), line(some[2], '办税员', '明天'), line(some[0])]);
  assert.deepEqual([bad.json.done, bad.json.good, bad.json.bad], [false, 1, 3]);
  assert.equal(bad.json.lines[1].line, 3);
  assert.equal(bad.json.lines[1].inputs.role.code, 'not-a-choice');
  assert.equal(bad.json.lines[2].inputs.ends.code, 'date-malformed');
  assert.equal(bad.json.lines[3].inputs.role.code, 'mandate-exists'); // twice in the file
  assert.equal(await count(), had);
  const done = await post([line(some[0]), line(some[1], '皇帝'), line(some[2])], { skip_bad: true });
  assert.deepEqual([done.json.done, done.json.good, done.json.bad], [true, 2, 1]);
  assert.equal(await count(), had + 2);
  assert.equal((await post([])).json.inputs.file.code, 'batch-empty');
  assert.equal((await manager.post('/v1/enterprise/personnel/batch', { file: Buffer.from('a,b\n1,2').toString('base64') })).json.inputs.file.code, 'batch-headings');
  assert.equal((await manager.post('/v1/enterprise/personnel/batch', { file: '!' })).json.inputs.file.code, 'batch-unreadable');
});

test('X-02 a batch in GB18030 is read as well', async () => {
  const octets = Buffer.concat([
    Buffer.from([0xd0, 0xd5, 0xc3, 0xfb]), Buffer.from(','), // 姓名
    Buffer.from([0xd6, 0xa4, 0xbc, 0xfe, 0xc0, 0xe0, 0xd0, 0xcd]), Buffer.from(','), // 证件类型
    Buffer.from([0xd6, 0xa4, 0xbc, 0xfe, 0xba, 0xc5, 0xc2, 0xeb]), Buffer.from(','), // 证件号码
    Buffer.from([0xc9, 0xed, 0xb7, 0xdd]), Buffer.from('\n'), // 身份
    Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]), Buffer.from(`,resident-id,${boss.document},tax-handler\n`), // 张三
  ]);
  const answer = await manager.post('/v1/enterprise/personnel/batch', { file: octets.toString('base64'), preview: true });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.json.lines[0].name, '张三');
  assert.equal(answer.json.lines[0].inputs.document_number.code, 'person-not-found');
});

test('every operation about people was answered well here', () => assert.deepEqual(unseen(personnelPaths), []));
