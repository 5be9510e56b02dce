import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import './contract.mjs';
import { Server } from './server.mjs';
import { goOn, initial, newPassword, people, requestCode, signIn } from './signing.mjs';

let server;
let everybody;
before(async () => {
  server = await new Server({ profile: 'qingdao-2023' }).start();
  everybody = await people(server);
});
after(() => server.remove());

async function attempt(account, password) {
  const client = new Client(server.base);
  const begun = await client.begin('sign-in', 'self');
  return client.credentials(begun.json, { account, password });
}

test('QD-06 QD-07 after the forced change one signs in again, with two factors', async () => {
  const person = everybody[0];
  const client = new Client(server.base);
  const begun = await client.begin('sign-in', 'self');
  const first = await client.credentials(begun.json, { account: person.document, password: initial(person) });
  assert.equal(first.json.step.id, 'sms');
  const done = await goOn(client, first.json, person);
  assert.equal(done.json.state, 'done');
  assert.match(done.json.result.next, /^\/\?/);
  assert.equal((await client.get('/v1/me')).status, 401);
  assert.equal((await attempt(person.document, initial(person))).status, 422);
  const { flow } = await signIn(server, person);
  assert.equal(flow.result.next, '/home');
});

test('QD-06 a new password that breaks rules is refused with each of them, a well-known one too', async () => {
  const person = everybody[3];
  const client = new Client(server.base);
  const begun = await client.begin('sign-in', 'self');
  const first = await client.credentials(begun.json, { account: person.document, password: initial(person) });
  await requestCode(client, first.json, first.json.step.inputs[0]);
  const change = await client.submit(first.json, { sms_code: await client.smsCode(person.phone) });
  assert.equal(change.json.step.id, 'new-password', change.text);
  const tried = async (text, repeat = text) => (await client.submit(change.json, { new_password: text, repeat_password: repeat })).json.inputs;
  assert.equal((await tried('Ab1')).new_password.code, 'password-too-short');
  assert.equal((await tried('alllowercase')).new_password.code, 'password-too-few-classes');
  assert.equal((await tried('Password123')).new_password.code, 'password-common');
  assert.equal((await tried(`Xy#${person.document}`.slice(0, 20), undefined)).new_password !== undefined, true);
  assert.equal((await tried('Sunrise#2026', 'Sunrise#2027')).repeat_password.code, 'password-repeat-differs');
});

for (const exists of [true, false]) {
  test(`QD-16 X-05 five failures lock until the next day 00:00 (${exists ? 'an account' : 'no account'})`, async () => {
    const account = exists ? everybody[1].document : '440524188001010014';
    for (let i = 0; i < 4; ++i) assert.equal((await attempt(account, `Wrong#${i}xyz1`)).status, 422);
    const locked = await attempt(account, 'Wrong#5xyz1');
    assert.equal(locked.status, 423, locked.text);
    const until = new Date(new Date(locked.json.until).getTime() + 8 * 3600000).toISOString();
    assert.match(until, /T00:00:00.000Z$/);
    assert.deepEqual(locked.json.open_methods.map((one) => one.id), ['recovery']);
    assert.equal((await attempt(account, exists ? initial(everybody[1]) : 'Other#Pass1')).status, 423);
  });
}

test('QD-08 QD-16 X-08 忘记密码 sets a new password and unlocks at once, and never signs in by itself', async () => {
  const person = everybody[1];
  const client = new Client(server.base);
  const begun = await client.begin('recovery');
  const inputs = { name: person.name, document_kind: 'resident-id', document_number: person.document, phone: person.phone, captcha: await client.captcha(begun.json) };
  const sms = await client.submit(begun.json, inputs);
  assert.equal(sms.json.step.id, 'sms', sms.text);
  const done = await goOn(client, sms.json, person);
  assert.equal(done.json.state, 'done');
  assert.equal((await client.get('/v1/me')).status, 401);
  const again = await attempt(person.document, newPassword);
  assert.equal(again.status, 200, again.text);
});

test('X-05 recovery for somebody unknown goes on the same way, and no code is ever sent', async () => {
  const client = new Client(server.base);
  const begun = await client.begin('recovery');
  const inputs = { name: '不存在', document_kind: 'resident-id', document_number: '440524188001010014', phone: '13900000000', captcha: await client.captcha(begun.json) };
  const sms = await client.submit(begun.json, inputs);
  assert.equal(sms.json.step.id, 'sms', sms.text);
  const sent = await requestCode(client, sms.json, sms.json.step.inputs[0]);
  assert.equal(sent.json.step.inputs[0].request.sent_to, '139****0000');
  const wrong = await client.submit(sent.json, { sms_code: '123456' });
  assert.equal(wrong.json.inputs.sms_code.code, 'code-wrong');
  const { json } = await client.get('/v1/demo/messages');
  assert.ok(!json.messages.some((message) => message.to === '13900000000'));
});

test('X-06 five wrong codes close the way, a new code does not reset the count, and a restart forgets nothing', async () => {
  const person = everybody[2];
  const client = new Client(server.base);
  const begun = await client.begin('sign-in', 'self');
  const first = await client.credentials(begun.json, { account: person.document, password: initial(person) });
  let flow = (await requestCode(client, first.json, first.json.step.inputs[0])).json;
  const real = await client.smsCode(person.phone);
  const wrong = real === '000000' ? '000001' : '000000';
  for (let i = 0; i < 3; ++i) assert.equal((await client.submit(flow, { sms_code: wrong })).status, 422);
  await server.stop();
  await server.start();
  client.base = server.base;
  flow = (await requestCode(client, flow, flow.step.inputs[0])).json;
  assert.equal((await client.submit(flow, { sms_code: wrong })).status, 422);
  assert.equal((await client.submit(flow, { sms_code: wrong })).status, 423);
  const other = new Client(server.base);
  const fresh = await other.begin('sign-in', 'self');
  const second = await other.credentials(fresh.json, { account: person.document, password: initial(person) });
  assert.equal((await other.submit(second.json, { request_sms_code: true })).status, 423);
});

test('QD-15 a username is set, signs in, and changes at most once a year', async () => {
  const person = everybody[0];
  const { client } = await signIn(server, person);
  const begun = await client.begin('change-username');
  const digits = await client.submit(begun.json, { ...(await rest(begun.json)), new_username: '12345' });
  assert.equal(digits.json.inputs.new_username.code, 'username-digits-alone');
  const done = await client.submit(begun.json, { ...(await rest(begun.json)), new_username: 'gate_青岛' });
  assert.equal(done.json.state, 'done', done.text);
  const me = (await client.get('/v1/me')).json;
  assert.equal(me.person.username, 'gate_青岛');
  assert.ok(me.person.username_changeable_at > new Date(Date.now() + 360 * 86400000).toISOString().slice(0, 10));
  const soon = await client.begin('change-username');
  assert.equal(soon.json.state, 'refused');
  assert.equal(soon.json.notices.at(-1).code, 'username-too-soon');
  const byName = await attempt('gate_青岛', newPassword);
  assert.equal(byName.json.step.id, 'sms', byName.text);
  async function rest(flow) {
    return flow.step.inputs.some((input) => input.name === 'old_password') ? { old_password: newPassword } : {};
  }
});

test('SX-08 one number, one person: who passes verification with a shared number keeps it, the others lose it and are told', async () => {
  const shared = everybody.map((one) => one.phone).find((phone, at, all) => all.indexOf(phone) !== at);
  assert.ok(shared, 'the demo has two people with one number');
  const [one, other] = everybody.filter((person) => person.phone === shared);
  await signIn(server, one);
  const blocked = await attempt(other.document, initial(other));
  assert.equal(blocked.json.state, 'refused');
  assert.equal(blocked.json.notices.at(-1).code, 'no-phone');
});
