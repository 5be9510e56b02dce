// The counter's work: collection, hall codes, accounts and vouchers, locks, disputes; each with its refusal.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import { officePaths, unseen } from './contract.mjs';
import { liaoning } from './liaoning_world.mjs';
import { appoint, approved, atDesk, because, findPerson, findTaxpayer } from './office_desk.mjs';
import { Server } from './server.mjs';
import { initial, people as demoPeople, signIn } from './signing.mjs';

let server, people, clerk, second, boss, administrator;
before(async () => {
  server = new Server();
  const made = appoint(server, ['clerk', 'clerk', 'administrator', 'administrator']);
  people = made.people;
  await server.start();
  [clerk, second, boss, administrator] = await Promise.all(made.officers.map((one) => atDesk(server, one)));
});
after(() => server.remove());

const collect = (desk, form) => desk.post('/v1/office/collections', { document_kind: 'resident-id', phone: '13900001234', name: '赵一曼', ...form });

test('QD-04 X-09 the counter collects holders of all eleven documents', async () => {
  const documents = {
    'resident-id': '110101199003070038', 'hk-macau-permit': 'H12345678', 'taiwan-permit': '12345678', 'chinese-passport': 'E12345678',
    'foreign-permanent-resident-id': '911124198108030024', 'hk-macau-residence-permit': '810000199408230021', 'taiwan-residence-permit': '830000199201300022',
    'foreign-passport': 'K1234567', 'foreign-work-permit-a': 'USA110020230001', 'foreign-work-permit-b': 'USA110020230002', 'foreign-work-permit-c': 'USA110020230003',
  };
  const kinds = (await new Client(server.base).open()).document_kinds.map((one) => one.id);
  assert.deepEqual(kinds.sort(), Object.keys(documents).sort());
  let phone = 13900000000;
  for (const [kind, number] of Object.entries(documents)) {
    const answer = await collect(clerk, { document_kind: kind, document_number: number, phone: String(++phone) });
    assert.equal(answer.status, 200, `${kind}: ${answer.text}`);
    assert.equal(answer.json.person.level, 5);
  }
  for (const kind of kinds) {
    const bad = await collect(clerk, { document_kind: kind, document_number: '?' });
    assert.match(bad.json.inputs.document_number.code, /^document-/, kind);
  }
});

test('X-09 each field of a collection says what is wrong with it', async () => {
  const bad = await collect(clerk, { document_number: '110101199003070039', name: '1', phone: '010-88888888' });
  assert.deepEqual(Object.keys(bad.json.inputs).sort(), ['document_number', 'name', 'phone']);
  assert.equal(bad.json.inputs.document_number.code, 'document-bad-check-digit');
  assert.equal((await collect(clerk, { document_kind: 'library-card', document_number: '1' })).json.inputs.document_kind.code, 'document-kind-unknown');
});

test('X-09 a number in the place of another one wants a second person, and ends what is open', async () => {
  const person = people[0];
  const { client } = await signIn(server, person);
  const form = { name: person.name, document_number: person.document, phone: '13900009999', reason: because };
  const begun = await collect(clerk, form);
  assert.equal(begun.json.request.kind, 'phone-change');
  assert.ok(!JSON.stringify(begun.json.request).includes(person.document));
  assert.equal((await client.get('/v1/me')).status, 200);
  const done = await approved(begun, second);
  assert.match(done.person.phone, /^139.*9999$/);
  assert.equal((await client.get('/v1/me')).status, 401);
  assert.equal((await collect(clerk, { ...form, reason: undefined })).status, 200); // the number that the person has
});

test('SX-08 X-09 a number that somebody else has verified is not given to another', async () => {
  const holder = people[1];
  await signIn(server, holder);
  const other = people[2];
  const taken = await collect(clerk, { name: other.name, document_number: other.document, phone: holder.phone, reason: because });
  assert.equal(taken.json.inputs.phone.code, 'phone-in-use');
});

test('WH-10 X-09 a hall code is handed out once; not to who has an account', async () => {
  const form = { document_kind: 'resident-id', document_number: '110101199003070011', name: '李四光' };
  const answer = await clerk.post('/v1/office/hall-codes', form);
  assert.match(answer.json.hall_code.code, /^[A-Z0-9]{6}$/);
  const again = await clerk.post('/v1/office/hall-codes', form);
  assert.notEqual(again.json.hall_code.code, answer.json.hall_code.code);
  const person = people[3];
  await signIn(server, person);
  const refused = await clerk.post('/v1/office/hall-codes', { ...form, document_number: person.document, name: person.name });
  assert.equal(refused.json.inputs.document_number.code, 'already-registered');
});

test('X-09 a clerk ends a lock before its time, for a reason; where nothing is locked there is nothing to end', async () => {
  const person = people[4];
  const client = new Client(server.base);
  let answer = await client.begin('sign-in', 'self');
  for (let failure = 0; failure < 5; ++failure) answer = await client.credentials(answer.json.flow ?? answer.json, { account: person.document, password: 'Wrong#1234' });
  assert.equal(answer.status, 423);
  const found = await findPerson(clerk, person.document);
  assert.equal(found.locks[0].method, 'password');
  const path = `/v1/office/persons/${found.id}/unlock`;
  assert.equal((await clerk.post(path, { method: 'password', reason: '' })).status, 422);
  const done = await clerk.post(path, { method: 'password', reason: because });
  assert.deepEqual(done.json.person.locks, []);
  assert.equal((await clerk.post(path, { method: 'password', reason: because })).json.code, 'office-not-locked');
  const right = await client.credentials(answer.json.flow, { account: person.document, password: initial(person) });
  assert.equal(right.status, 200, right.text);
});

test('X-09 a dispute is settled by two: upheld it ends the association, rejected it is in force again', async () => {
  const everybody = await demoPeople(server);
  const worker = everybody.find((one) => one.enterprises.some((it) => it.role === 'tax-handler'));
  const { client } = await signIn(server, worker);
  const mine = async () => (await client.get('/v1/me/associations')).json.associations.find((one) => one.role === 'tax-handler' && ['in-force', 'disputed', 'withdrawn', 'ended'].includes(one.state));
  const disputeIt = async () => {
    const one = await mine();
    assert.equal((await client.post(`/v1/me/associations/${one.id}/dispute`, { version: one.version })).status, 200);
  };
  const settle = async (upheld) => {
    const { association } = (await clerk.get('/v1/office/disputes')).json.disputes[0];
    const path = `/v1/office/disputes/${association.id}/settle`;
    assert.equal((await clerk.post(path, { version: association.version + 1, upheld, reason: because })).status, 409);
    return approved(await clerk.post(path, { version: association.version, upheld, reason: because }), second);
  };
  await disputeIt();
  await settle(false);
  assert.equal((await mine()).state, 'in-force');
  await disputeIt();
  const { id, version } = await mine();
  await settle(true);
  assert.notEqual((await client.get('/v1/me/associations')).json.associations.find((one) => one.id === id).state, 'in-force');
  assert.equal((await clerk.post(`/v1/office/disputes/${id}/settle`, { version: version + 1, upheld: true, reason: because })).json.code, 'mandate-not-disputed');
});

test('LN-25 X-09 the counter opens an account and resets its password: the voucher\'s password opens it, the former one no more', async () => {
  const world = liaoning();
  try {
    const { number, name } = world.world.taxpayers.tea;
    const clerks = ['third', 'miller'].map((key) => world.officer(world.person(key), 'clerk'));
    await world.start();
    const [maker, checker] = await Promise.all(clerks.map((one) => atDesk(world, one)));
    const taxpayer = await findTaxpayer(maker, number);
    const issue = (kind) => maker.post(`/v1/office/taxpayers/${taxpayer.id}/password`, { kind, reason: because });
    const reset = await issue('enterprise-password');
    assert.equal(reset.json.request.kind, 'password-reset');
    await world.choose(world.client(), 'tea', 'boss'); // until it is approved the former one holds
    const { voucher } = await approved(reset, checker);
    assert.equal(voucher.taxpayer.name, name);
    assert.equal(voucher.title, '电子税务局办税用户注册凭证');
    await assert.rejects(world.choose(world.client(), 'tea', 'boss'));
    world.secrets.tea = voucher.password;
    await world.choose(world.client(), 'tea', 'boss');
    assert.equal((await issue('agreement-password')).json.request.kind, 'account-open');
  } finally {
    await world.remove();
  }
});

test('SS-03 X-09 the counter resets the password of a social security card, with a second person', async () => {
  const world = liaoning();
  try {
    const clerks = ['third', 'miller'].map((key) => world.officer(world.person(key), 'clerk'));
    await world.start();
    const [maker, checker] = await Promise.all(clerks.map((one) => atDesk(world, one)));
    const person = await findPerson(maker, world.person('boss').document);
    const path = `/v1/office/persons/${person.id}/password`;
    assert.equal((await maker.post(path, { kind: 'enterprise-password', reason: because })).json.inputs.kind.code, 'office-password-kind');
    const { voucher } = await approved(await maker.post(path, { kind: 'card-password', reason: because }), checker);
    const head = await world.signIn('tea', 'boss');
    assert.equal((await head.post('/v1/me/card/use', { password: voucher.password })).json.code, 'card-initial');
    assert.equal((await head.post('/v1/me/card/password', { password: voucher.password, new_password: 'Lantern#51' })).json.state, 'set');
  } finally {
    await world.remove();
  }
});

test('X-09 every operation of the office is documented and was seen', async () => {
  const taxpayer = await findTaxpayer(clerk, (await demoPeople(server)).flatMap((one) => one.enterprises)[0].number);
  assert.equal((await clerk.post(`/v1/office/taxpayers/${taxpayer.id}/unlock`, { method: 'enterprise-password', reason: because })).json.code, 'office-not-locked');
  for (const path of ['/v1/office', '/v1/office/officers', '/v1/office/profile', '/v1/office/profile.svg', '/v1/office/requests']) assert.equal((await boss.get(path)).status, 200, path);
  assert.ok(administrator);
  const elsewhere = ['POST /v1/office/taxpayers/{id}/unlock', 'reveal', 'audit', 'officers', 'change', 'dismiss', 'withdraw', 'refuse', 'persons/{id}/password', 'voucher'];
  assert.deepEqual(unseen(officePaths).filter((one) => !elsewhere.some((word) => one.includes(word))), []);
});
