// Social insurance: where the pure payer lands, the client program's initial password, the card (LN-13, LN-33, SS-02, SS-03).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { insurancePaths, unseen } from './contract.mjs';
import { beginAt, pass } from './filling.mjs';
import { addHandler, liaoning } from './liaoning_world.mjs';

let world;
let boss;
before(async () => {
  world = liaoning();
  await world.start();
  boss = await world.signIn('tea', 'boss');
});
after(() => world.remove());

test('LN-13 SS-01 a pure payer lands in the fee system, which says what it received', async () => {
  const client = world.client();
  const done = await pass(client, await beginAt(client, 'sign-in', 'ordinary'), world.firm('pure'));
  assert.equal(done.result.next, '/social-insurance');
  const landed = (await client.get('/v1/fee-system')).json;
  assert.equal(landed.identity.principal.name, '云岭社区服务站');
  assert.deepEqual(landed.identity.functions.map((one) => one.id), ['social-insurance']);
  assert.equal(landed.person, null);
  assert.equal(landed.entrance, 'ordinary');
  assert.equal((await boss.get('/v1/fee-system')).json.person, world.person('boss').name);
  const added = await addHandler(boss, world.person('clerk'));
  assert.equal(added.status, 201, added.text);
  const handler = await world.signIn('tea', 'clerk');
  const refused = await handler.get('/v1/fee-system');
  assert.equal(refused.json.code, 'no-social-insurance');
  assert.match(refused.json.detail, /授权/);
});

test('LN-33 the client\'s initial password is read after proving once more, and every reading is recorded', async () => {
  const refused = await boss.post('/v1/enterprise/client-password');
  assert.equal(refused.status, 403);
  assert.equal(refused.json.code, 'confirm-first');
  assert.match(refused.json.detail, /再次验证身份/);
  await world.passConfirmation(boss, 'boss');
  const first = await boss.post('/v1/enterprise/client-password');
  assert.equal(first.status, 200, first.text);
  assert.equal(first.json.enterprise.name, '云岭茶业有限公司');
  assert.match(first.json.password, /^[A-Za-z2-9]{10}$/);
  const second = await boss.post('/v1/enterprise/client-password');
  assert.equal(second.json.password, first.json.password);
  const { entries } = (await boss.get('/v1/me/activity')).json;
  assert.equal(entries.filter((one) => one.kind === 'client-password-read').length, 2);
  assert.ok(entries.some((one) => one.kind === 'session-confirmed'));
  const other = await world.signIn('mill', 'miller');
  await world.passConfirmation(other, 'miller');
  assert.notEqual((await other.post('/v1/enterprise/client-password')).json.password, first.json.password);
});

test('LN-33 nobody reads it for the unit itself, for oneself, or without the function', async () => {
  const unit = world.client();
  await pass(unit, await beginAt(unit, 'sign-in', 'ordinary'), world.firm('pure'));
  assert.equal((await unit.post('/v1/enterprise/client-password')).json.code, 'confirm-first');
  assert.equal((await unit.get('/v1/me/card')).status, 404, 'a unit has no card');
  const flow = await beginAt(unit, 'confirm', '');
  assert.equal(flow.state, 'refused', 'a unit has no number to prove anything with');
  const handler = await world.signIn('tea', 'clerk');
  await world.passConfirmation(handler, 'clerk');
  assert.equal((await handler.post('/v1/enterprise/client-password')).json.code, 'no-social-insurance');
  await handler.post('/v1/me/identity', { identity: 'self' });
  assert.equal((await handler.post('/v1/enterprise/client-password')).json.code, 'enterprise-first');
});

test('SS-02 the card\'s own password is changed before it is used; the bank\'s is the bank\'s', async () => {
  const one = await world.signIn('tea', 'boss');
  const card = (await one.get('/v1/me/card')).json;
  assert.equal(card.state, 'initial');
  assert.match(card.bank, /发卡银行/);
  assert.match(card.application, /医保/);
  const initial = await one.post('/v1/me/card/use', { password: '123456' });
  assert.equal(initial.json.code, 'card-initial');
  assert.match(initial.json.detail, /先在本页修改/);
  const weak = await one.post('/v1/me/card/password', { password: '123456', new_password: '123456' });
  assert.equal(weak.status, 422);
  assert.ok(weak.json.inputs.new_password.text);
  const changed = await one.post('/v1/me/card/password', { password: '123456', new_password: 'Lantern#51' });
  assert.equal(changed.json.state, 'set', changed.text);
  assert.equal((await one.post('/v1/me/card/use', { password: 'Lantern#51' })).status, 200);
  const former = await one.post('/v1/me/card/use', { password: '123456' });
  assert.equal(former.json.inputs.password.code, 'card-password-wrong');
});

test('SS-03 a forgotten card password is reset by a verified sign-in; guesses lock', async () => {
  const one = await world.signIn('tea', 'head');
  assert.equal((await one.post('/v1/me/card/reset', { new_password: 'Lantern#52' })).json.code, 'confirm-first');
  await world.passConfirmation(one, 'head');
  assert.equal((await one.post('/v1/me/card/reset', { new_password: 'Lantern#52' })).json.state, 'set');
  let answer;
  for (let tries = 0; tries < 6; ++tries) answer = await one.post('/v1/me/card/use', { password: '999999' });
  assert.equal(answer.status, 423);
  assert.equal(answer.json.method, 'card-password');
  assert.equal((await one.post('/v1/me/card/use', { password: 'Lantern#52' })).status, 423);
});

test('every operation about social insurance was answered well here', () => assert.deepEqual(unseen(insurancePaths), []));
