// Hundreds of people proposed with one file: a preview of each line, a report of each line, and nothing of it where it was a preview
// (LN-16, LN-17).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import './contract.mjs';
import { csvFile } from './registry.mjs';
import { Server } from './server.mjs';
import { people as demoPeople, signIn } from './signing.mjs';

const kMany = 600;
const kMost = 1000;
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const characters = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨'];
/** Invented people with valid numbers. */
const invented = (n) => Array.from({ length: n }, (_, i) => {
  const digits = `110101${1960 + (i % 40)}0${1 + (i % 9)}1${i % 10}${String(i).padStart(3, '0')}`;
  const sum = weights.reduce((all, weight, at) => all + weight * Number(digits[at]), 0);
  const name = [i % 16, (i >> 4) % 16, (i >> 8) % 16].map((at) => characters[at]).join('');
  return { name, document: digits + '10X98765432'[sum % 11], phone: `139${String(i).padStart(8, '0')}` };
});

let server, manager, crowd;
before(async () => {
  server = new Server();
  crowd = invented(kMost);
  server.import(csvFile(server, 'crowd.csv', crowd.map(({ name, document, phone }) => ({ 姓名: name, 身份证件种类: '居民身份证', 身份证件号码: document, 手机号码: phone, 采集日期: '2025-02-01', 采集方式: '办税服务厅' }))));
  await server.start();
  const boss = (await demoPeople(server)).find((one) => one.enterprises.some(({ role }) => role === 'legal-representative'));
  const { number } = boss.enterprises.find(({ role }) => role === 'legal-representative');
  manager = (await signIn(server, boss, { entrance: 'enterprise', taxpayer: number })).client;
});
after(() => server.remove());

const line = ({ name, document }, { role = '办税员', ends = '' } = {}) => [name, '居民身份证', document, role, ends].join(',');
const post = (lines, more = {}) => manager.post('/v1/enterprise/personnel/batch', { file: Buffer.from(['姓名,证件类型,证件号码,身份,有效期止', ...lines].join('\r\n')).toString('base64'), ...more });
const standing = async () => (await manager.get('/v1/enterprise/personnel')).json.personnel.length;
const fault = ({ inputs }) => Object.entries(inputs).map(([input, { code }]) => `${input} ${code}`).join();

test('LN-16 LN-17 a file of hundreds: every fault stands at its line, a preview and a file with faults do nothing, the good ones are added when asked', async () => {
  const had = await standing();
  const some = crowd.slice(0, kMany);
  const lines = some.map((one) => line(one));
  // Faults in the middle, each at a line of its own: the first line holds the headings.
  const wrong = new Map([
    [201, [line({ ...some[199], document: some[199].document.slice(0, -1) + (some[199].document.endsWith('1') ? '2' : '1') }), 'document_number document-bad-check-digit']],
    [302, [line(some[300], { role: '皇帝' }), 'role not-a-choice']],
    [303, [line(some[301], { ends: '2020-01-01' }), 'ends mandate-ends-too-early']],
    [304, [line({ ...some[302], name: some[0].name }), 'document_number person-not-found']],
    [305, ['', '']],
    [400, [line(some[10]), 'role mandate-exists']], // the same person twice
    [kMany, [line(some[598], { ends: '明天' }), 'ends date-malformed']],
  ]);
  for (const [at, [text]] of wrong) lines[at - 2] = text;
  wrong.delete(305); // a blank line is none
  const check = ({ status, text, json }, done) => {
    assert.equal(status, 200, text);
    assert.deepEqual([json.done, json.good, json.bad], [done, kMany - 1 - wrong.size, wrong.size]);
    assert.deepEqual(json.lines.filter(({ good }) => !good).map((one) => [one.line, fault(one)]), [...wrong].map(([at, [, said]]) => [at, said]));
    assert.ok(json.lines.filter(({ good }) => good).every((one) => one.state === 'pending' && one.ends && one.role_title === '办税员'));
  };
  check(await post(lines, { preview: true }), false);
  check(await post(lines), false);
  assert.equal(await standing(), had);
  check(await post(lines, { skip_bad: true }), true);
  assert.equal(await standing(), had + kMany - 1 - wrong.size);
  const again = await post(lines.slice(0, 3), { preview: true });
  assert.deepEqual(again.json.lines.map(fault), Array(3).fill('role mandate-exists'));
});

test('LN-16 a file may name a thousand people and no more', async () => {
  const over = await post([...crowd, crowd[0]].map((one) => line(one)), { preview: true });
  assert.equal(over.json.inputs.file.code, 'batch-too-long');
  const most = await post(crowd.map((one) => line(one)), { preview: true });
  assert.equal(most.json.lines.length, kMost);
});
