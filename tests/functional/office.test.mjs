// The office: officers sign in with two factors, see masked data, and do nothing of high risk alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import './contract.mjs';
import { appoint, approved, atDesk, because, findPerson, findTaxpayer, found } from './office_desk.mjs';
import { Server } from './server.mjs';
import { goOn, people as demoPeople, signIn } from './signing.mjs';

let server, officers, people, clerk, second, boss, administrator;
before(async () => {
  server = new Server();
  ({ officers, people } = appoint(server, ['clerk', 'clerk', 'administrator', 'administrator', 'clerk']));
  await server.start();
  [clerk, second, administrator, boss] = await Promise.all(officers.slice(0, 4).map((one) => atDesk(server, one)));
});
after(() => server.remove());

const enterprise = async () => (await demoPeople(server)).flatMap((one) => one.enterprises)[0];

test('X-09 an officer signs in with two factors, after changing the password that somebody else has set', async () => {
  const client = new Client(server.base);
  const begun = await client.begin('sign-in', 'office');
  const officer = officers[4];
  const wrong = await client.credentials(begun.json, { account: officer.document, password: 'Not#Mine1' });
  assert.equal(wrong.status, 422);
  const right = await client.credentials(wrong.json.flow, { account: officer.document, password: officer.password });
  assert.equal(right.json.step.id, 'sms');
  const done = await goOn(client, right.json, officer, { password: 'Harbour#77' });
  assert.equal(done.json.state, 'done');
  const me = (await client.get('/v1/me')).json;
  assert.equal(me.identity.kind, 'office');
  assert.equal(me.identity.role, 'clerk');
  assert.equal(me.session.methods.length, 2);
  const office = (await client.get('/v1/office')).json;
  assert.equal(office.officer.name, officer.name);
  assert.ok(office.actions.some((one) => one.kind === 'password-reset' && one.second_person));
  assert.ok(office.actions.some((one) => one.kind === 'unlock' && !one.second_person));
});

test('X-09 who is no officer is refused at the officers\' entrance, and told where to go', async () => {
  const { flow } = await signIn(server, people[0], { entrance: 'office' });
  assert.equal(flow.state, 'refused');
  assert.match(flow.notices.at(-1).text, /工作人员/);
});

test('X-09 a taxpayer\'s session can do nothing of the office, an officer\'s nothing of a taxpayer', async () => {
  const { client } = await signIn(server, people[1]);
  for (const answer of [await client.get('/v1/office'), await client.get('/v1/office/requests'), await client.post('/v1/office/search', { phone: people[0].phone })]) {
    assert.equal(answer.status, 403);
    assert.equal(answer.json.code, 'not-an-officer');
  }
  for (const answer of [await clerk.get('/v1/me/identities'), await clerk.post('/v1/me/identity', { identity: 'self' }), await clerk.get('/v1/me/associations'), await clerk.get('/v1/enterprise/personnel')]) {
    assert.equal(answer.status, 403);
    assert.equal(answer.json.code, 'office-session');
  }
  assert.equal((await clerk.get('/v1/session')).json.identity, 'office');
});

test('X-09 what a search shows is masked; a reason shows it once, and the person sees that', async () => {
  const person = people[2];
  const masked = await findPerson(clerk, person.document);
  assert.notEqual(masked.name, person.name);
  assert.ok(!JSON.stringify(masked).includes(person.document) && !JSON.stringify(masked).includes(person.phone));
  const none = await clerk.post(`/v1/office/persons/${masked.id}/reveal`, { reason: ' ' });
  assert.equal(none.json.inputs.reason.code, 'office-reason');
  const shown = await clerk.post(`/v1/office/persons/${masked.id}/reveal`, { reason: because });
  assert.equal(shown.json.document, person.document);
  assert.equal(shown.json.phone, person.phone);
  const { client } = await signIn(server, person);
  const { entries } = (await client.get('/v1/me/activity')).json;
  assert.ok(entries.some((one) => one.kind === 'office-revealed'));
  assert.equal((await clerk.post('/v1/office/persons/99999999/reveal', { reason: because })).status, 404);
});

test('X-09 a search is by one exact number', async () => {
  assert.equal((await found(clerk, { phone: people[3].phone })).persons.length, 1);
  const { number } = await enterprise();
  const taxpayer = await findTaxpayer(clerk, number);
  assert.ok(taxpayer.people.length > 0);
  assert.ok(taxpayer.people.every((one) => one.person.name.includes('*')));
  assert.match((await found(clerk, { taxpayer: number.slice(0, 10) })).note, /采集/);
  assert.equal((await clerk.post('/v1/office/search', { taxpayer: number, phone: people[3].phone })).json.inputs.search.code, 'office-search-one');
  assert.equal((await clerk.post('/v1/office/search', { document_kind: 'resident-id', document_number: '110101199003070000' })).status, 422);
});

test('X-09 own request cannot be approved by its maker; another officer\'s approval does it', async () => {
  const taxpayer = await findTaxpayer(clerk, (await enterprise()).number);
  const path = `/v1/office/taxpayers/${taxpayer.id}/password`;
  const begun = await clerk.post(path, { kind: 'enterprise-password', reason: because });
  assert.equal(begun.status, 202);
  const { request } = begun.json;
  assert.equal(begun.json.done, false);
  assert.deepEqual(request.actions, ['withdraw']);
  const own = await clerk.post(`/v1/office/requests/${request.id}/approve`, { version: request.version });
  assert.equal(own.status, 403);
  assert.equal(own.json.code, 'office-own-request');
  const seen = (await second.get('/v1/office/requests?state=open')).json.requests.find((one) => one.id === request.id);
  assert.deepEqual(seen.actions, ['approve', 'refuse']);
  assert.ok((await second.get('/v1/office')).json.to_check > 0);
  const done = await approved(begun, second);
  assert.equal(done.request.state, 'approved');
  assert.match(done.voucher.password, /^[A-Za-z0-9]{10}$/);
  const pdf = Buffer.from(done.voucher.file.base64, 'base64');
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  assert.match(pdf.toString('latin1'), /\/FontFile/);
  assert.ok(!pdf.includes(done.voucher.password));
  assert.ok((await findTaxpayer(clerk, taxpayer.number)).passwords[0].set_at);
});

test('LN-25 X-09 who asked takes the same voucher once after the approval; nobody else does, nor twice', async () => {
  const taxpayer = await findTaxpayer(clerk, (await enterprise()).number);
  const begun = await clerk.post(`/v1/office/taxpayers/${taxpayer.id}/password`, { kind: 'enterprise-password', reason: because });
  const { id } = begun.json.request;
  const take = (desk) => desk.post(`/v1/office/requests/${id}/voucher`, {});
  assert.equal((await take(clerk)).json.code, 'office-no-voucher');
  const { to_take } = (await clerk.get('/v1/office')).json;
  const { voucher } = await approved(begun, second);
  assert.equal((await clerk.get('/v1/office')).json.to_take, to_take + 1);
  const mine = (await clerk.get('/v1/office/requests')).json.requests.find((one) => one.id === id);
  assert.deepEqual([mine.state, mine.actions], ['approved', ['take-voucher']]);
  assert.equal((await take(second)).json.code, 'office-no-voucher');
  const taken = await take(clerk);
  assert.equal(taken.status, 200, taken.text);
  assert.deepEqual([taken.json.voucher.password, taken.json.voucher.issued_at], [voucher.password, voucher.issued_at]);
  assert.equal((await take(clerk)).json.code, 'office-no-voucher');
  assert.equal((await clerk.get('/v1/office')).json.to_take, to_take);
  const log = (await administrator.post('/v1/office/audit', { kind: 'office-voucher-taken' })).json.entries;
  assert.equal(log[0].actor.name[0], officers[0].name[0]);
});

test('X-09 an action of high risk wants a reason, and a password kind that the counter gives out', async () => {
  const taxpayer = await findTaxpayer(clerk, (await enterprise()).number);
  const path = `/v1/office/taxpayers/${taxpayer.id}/password`;
  assert.equal((await clerk.post(path, { kind: 'enterprise-password', reason: '' })).json.inputs.reason.code, 'office-reason');
  assert.equal((await clerk.post(path, { kind: 'personal-password', reason: because })).json.inputs.kind.code, 'office-password-kind');
  assert.equal((await clerk.post('/v1/office/taxpayers/99999999/password', { kind: 'enterprise-password', reason: because })).status, 404);
});

test('X-09 two checkers race: one approves, the other is told that it is decided', async () => {
  const taxpayer = await findTaxpayer(clerk, (await enterprise()).number);
  const begun = await clerk.post(`/v1/office/taxpayers/${taxpayer.id}/password`, { kind: 'enterprise-password', reason: because });
  const { id, version } = begun.json.request;
  const answers = await Promise.all([second, administrator, boss].map((desk) => desk.post(`/v1/office/requests/${id}/approve`, { version })));
  assert.deepEqual(answers.map((one) => one.status).sort(), [200, 409, 409]);
  const now = (await second.get('/v1/office/requests')).json.requests.find((one) => one.id === id);
  assert.equal(now.state, 'approved');
  assert.equal((await second.post(`/v1/office/requests/${id}/approve`, { version: now.version })).json.code, 'office-request-over');
});

test('X-09 a request is refused with a reason, or withdrawn by its maker alone; then nothing is done', async () => {
  const taxpayer = await findTaxpayer(clerk, (await enterprise()).number);
  const ask = async () => (await clerk.post(`/v1/office/taxpayers/${taxpayer.id}/password`, { kind: 'enterprise-password', reason: because })).json.request;
  const first = await ask();
  assert.equal((await second.post(`/v1/office/requests/${first.id}/refuse`, { version: 1, reason: '' })).status, 422);
  const refused = (await second.post(`/v1/office/requests/${first.id}/refuse`, { version: 1, reason: '资料不齐，请补充' })).json;
  assert.equal(refused.state, 'refused');
  assert.equal(refused.answer, '资料不齐，请补充');
  const other = await ask();
  assert.equal((await second.post(`/v1/office/requests/${other.id}/withdraw`, { version: 1 })).json.code, 'office-not-maker');
  assert.equal((await clerk.post(`/v1/office/requests/${other.id}/withdraw`, { version: 9 })).status, 409);
  assert.equal((await clerk.post(`/v1/office/requests/${other.id}/withdraw`, { version: 1 })).json.state, 'withdrawn');
  assert.equal((await second.post(`/v1/office/requests/${other.id}/approve`, { version: 2 })).json.code, 'office-request-over');
  assert.deepEqual((await findTaxpayer(clerk, taxpayer.number)).passwords, taxpayer.passwords);
});

test('X-09 a dismissed officer is out at once, and nobody dismisses themselves', async () => {
  const desk = await atDesk(server, { ...officers[4], password: 'Harbour#77' });
  const list = (await boss.get('/v1/office/officers')).json.officers;
  const row = list.find((one) => one.name === officers[4].name);
  const own = list.find((one) => one.name === officers[3].name);
  assert.equal((await boss.post(`/v1/office/officers/${own.id}/dismiss`, { version: own.version, reason: because })).json.code, 'office-own-account');
  assert.equal((await boss.post(`/v1/office/officers/${row.id}/dismiss`, { version: row.version + 1, reason: because })).status, 409);
  assert.equal((await desk.get('/v1/office')).status, 200);
  const done = await approved(await boss.post(`/v1/office/officers/${row.id}/dismiss`, { version: row.version, reason: because }), administrator);
  assert.equal(done.officer.state, 'dismissed');
  assert.equal((await desk.get('/v1/office')).status, 401);
  const { flow } = await signIn(server, { ...officers[4], password: 'Harbour#77' }, { entrance: 'office' });
  assert.equal(flow.state, 'refused');
});

test('X-09 administrators add and change officers; a clerk does not, nor an administrator the counter\'s work', async () => {
  const person = people[4];
  const form = { document_kind: 'resident-id', document_number: person.document, role: 'clerk', office: '第二税务所', reason: because };
  assert.equal((await clerk.post('/v1/office/officers', form)).json.code, 'office-role');
  assert.equal((await boss.post('/v1/office/hall-codes', { document_kind: 'resident-id', document_number: person.document, name: person.name })).json.code, 'office-role');
  const bad = await boss.post('/v1/office/officers', { ...form, role: 'king', office: '', document_number: '11010119900307001X' });
  assert.deepEqual(Object.keys(bad.json.inputs).sort(), ['document_number', 'office', 'role']);
  const begun = await boss.post('/v1/office/officers', form);
  assert.equal((await second.post(`/v1/office/requests/${begun.json.request.id}/approve`, { version: 1 })).json.code, 'office-role');
  const { officer } = await approved(begun, administrator);
  assert.equal((await boss.post('/v1/office/officers', form)).json.inputs.document_number.code, 'officer-exists');
  const desk = await atDesk(server, person);
  const change = { version: officer.version, role: 'administrator', office: '第二税务所', ends: null, reason: because };
  const changing = await boss.post(`/v1/office/officers/${officer.id}/change`, change);
  await approved(changing, administrator);
  assert.equal((await desk.get('/v1/office')).json.officer.role, 'administrator');
  assert.equal((await boss.post(`/v1/office/officers/${officer.id}/change`, change)).status, 409);
});

test('X-09 administrators see the profile in force, its proof and picture; the log is searched, masked, and the search is in it', async () => {
  assert.equal((await clerk.get('/v1/office/profile')).json.code, 'office-role');
  const profile = (await boss.get('/v1/office/profile')).json;
  assert.equal(profile.id, 'shanxi-2023');
  assert.match(profile.version, /^[0-9a-f]{64}$/);
  assert.ok(profile.paths.filter((path) => path.way === 'office').every((path) => path.factors.length >= 2));
  assert.match((await boss.get('/v1/office/profile.svg')).text, /<svg/);
  const person = await findPerson(boss, people[2].document);
  const today = new Date(Date.now() + 8 * 3600000).toISOString().slice(0, 10);
  const page = (await boss.post('/v1/office/audit', { person: person.id, kind: 'office-revealed', from: today, until: today })).json;
  assert.equal(page.entries[0].reason, because);
  assert.ok(page.entries[0].actor.name.includes('*'));
  const all = (await boss.post('/v1/office/audit', {})).json;
  assert.equal(all.entries.length, 50);
  assert.ok(all.entries.some((one) => one.kind === 'office-audit-searched'));
  const next = (await boss.post('/v1/office/audit', { before: all.next })).json;
  assert.ok(next.entries[0].seq < all.entries.at(-1).seq);
  assert.deepEqual((await boss.post('/v1/office/audit', { until: '2020-01-01' })).json.entries, []);
  assert.equal((await boss.post('/v1/office/audit', { from: 'yesterday' })).status, 422);
  assert.equal((await clerk.post('/v1/office/audit', {})).json.code, 'office-role');
});

test('X-09 a request that nobody approved in time is over: nobody approves it then, nor does anything come of it; another is made', async () => {
  const taxpayer = await findTaxpayer(clerk, (await enterprise()).number);
  const ask = () => clerk.post(`/v1/office/taxpayers/${taxpayer.id}/password`, { kind: 'enterprise-password', reason: because });
  const { request } = (await ask()).json;
  assert.equal(request.state, 'open');
  const { to_check } = (await second.get('/v1/office')).json;
  assert.ok(to_check > 0);
  // A day later, by the profile's `request_hours`; sessions are over by then, too.
  await server.stop();
  await server.start({ env: { LD_PRELOAD: '/usr/$LIB/faketime/libfaketimeMT.so.1', FAKETIME: '+25h', FAKETIME_DONT_FAKE_MONOTONIC: '1' } });
  const checker = await atDesk(server, officers[1]);
  const list = async (query = '') => (await checker.get(`/v1/office/requests${query}`)).json.requests;
  const now = (await list()).find((one) => one.id === request.id);
  assert.deepEqual([now.state, now.actions], ['expired', []]);
  assert.ok((await list('?state=open')).every((one) => one.id !== request.id));
  assert.ok((await list('?state=expired')).some((one) => one.id === request.id));
  assert.equal((await checker.get('/v1/office')).json.to_check, 0);
  const late = await checker.post(`/v1/office/requests/${request.id}/approve`, { version: request.version });
  assert.equal(late.status, 422);
  assert.equal(late.json.code, 'office-request-expired');
  assert.equal((await checker.post(`/v1/office/requests/${request.id}/refuse`, { version: request.version, reason: '已超过期限' })).json.code, 'office-request-expired');
  assert.deepEqual((await findTaxpayer(checker, taxpayer.number)).passwords, taxpayer.passwords);
  clerk = await atDesk(server, officers[0]);
  assert.equal((await clerk.post(`/v1/office/requests/${request.id}/withdraw`, { version: request.version })).json.code, 'office-request-expired');
  await approved(await ask(), checker);
});
