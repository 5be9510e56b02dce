// The personal passwords of an enterprise's people: reset, bound, invited, given (LN-11, LN-17, LN-21, LN-22).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { passwordPaths, unseen } from './contract.mjs';
import { beginAt, codes, fill, fresh, pass } from './filling.mjs';
import { act, addHandler, liaoning, member } from './liaoning_world.mjs';

let world;
let boss;
let head;
before(async () => {
  world = liaoning();
  await world.start();
  boss = await world.signIn('tea', 'boss');
  head = await world.signIn('tea', 'head');
});
after(() => world.remove());

const reset = '111111';
const next = 'Moonrise#27';
const say = (answer) => answer.json.detail;

/** An own password of the natural person, by 忘记密码. */
async function ownPassword(who, password) {
  const client = world.client();
  const { name, document, phone } = world.person(who);
  let flow = await pass(client, await beginAt(client, 'recovery', 'recovery'), { name, document_kind: 'resident-id', document_number: document, phone });
  flow = await pass(client, flow, {}, { phone });
  flow = await pass(client, flow, { new_password: password, repeat_password: password });
  assert.equal(flow.state, 'done');
}

test('LN-22 a reset password opens nothing but the page that changes it, beside a second factor, once', async () => {
  const clerk = world.person('clerk');
  const session = await world.signIn('tea', 'clerk');
  const done = await act(boss, clerk, 'reset-password');
  assert.equal(done.status, 200, done.text);
  assert.equal(done.json.one_time.secret, reset);
  assert.ok(Math.abs(Date.parse(done.json.one_time.expires_at) - Date.now() - 86400000) < 60000, '24 h');
  assert.equal(done.json.password, 'initial');
  assert.equal((await session.get('/v1/me')).status, 401, 'open sessions end');
  const client = world.client();
  const page = await world.passwordPage(client, 'tea', 'clerk');
  const former = await fill(client, page, { personal_password: fresh });
  assert.deepEqual(codes(former), { personal_password: 'personal-password-wrong' });
  let flow = await pass(client, former.json.flow, { personal_password: reset });
  assert.equal(flow.step.id, 'confirm', 'a second factor');
  assert.equal((await client.get('/v1/me')).status, 401);
  const again = world.client();
  const spent = await fill(again, await world.passwordPage(again, 'tea', 'clerk'), { personal_password: reset });
  assert.deepEqual(codes(spent), { personal_password: 'personal-password-spent' });
  assert.match(spent.json.inputs.personal_password.text, /短信登录.*再次重置/);
  flow = await pass(client, flow, {}, { phone: clerk.phone });
  assert.equal(flow.step.id, 'set-password');
  assert.equal((await client.get('/v1/me')).status, 401, 'no session with a reset password');
  const same = await fill(client, flow, { new_password: reset, repeat_password: reset });
  assert.equal(same.status, 422);
  flow = await pass(client, same.json.flow, { new_password: next, repeat_password: next });
  assert.equal(flow.state, 'done');
  assert.equal((await member(boss, clerk)).password, 'own');
});

test('LN-22 who was reset and comes by SMS sets a password, too', async () => {
  const other = world.person('other');
  await world.signIn('tea', 'other');
  assert.equal((await act(head, other, 'reset-password')).status, 200);
  const client = world.client();
  const flow = await pass(client, await world.choose(client, 'tea', 'other'), {}, { phone: other.phone });
  assert.equal(flow.step.id, 'set-password');
});

test('LN-10 LN-22 a reset is of the personal password: the quick sign-in, which never asks for it, stays with its own two factors', async () => {
  const { phone } = world.person('boss');
  assert.equal((await act(boss, world.person('boss'), 'reset-password')).status, 200);
  const client = world.client();
  const page = { ...world.firm('tea'), role: 'legal-representative', phone };
  const wrong = await fill(client, await beginAt(client, 'sign-in', 'quick'), { ...page, enterprise_password: reset }, { phone });
  assert.deepEqual(codes(wrong), { enterprise_password: 'enterprise-password-wrong' }, 'the reset password is no enterprise password');
  const done = await pass(client, wrong.json.flow, page, { phone });
  assert.equal(done.state, 'done');
  await pass(boss, await beginAt(boss, 'change-password', 'change-personal-password'), { personal_password: reset, new_password: next, repeat_password: next });
});

test('LN-22 managers reset themselves and handlers, not each other; a handler nobody', async () => {
  const refused = await act(boss, world.person('head'), 'reset-password');
  assert.equal(refused.status, 403);
  assert.equal(refused.json.code, 'password-of-others');
  assert.match(say(refused), /本人/);
  assert.ok(!(await member(boss, world.person('head'))).actions.includes('reset-password'));
  const own = await act(head, world.person('head'), 'reset-password');
  assert.equal(own.status, 200, own.text);
  assert.equal((await head.get('/v1/me')).status, 200, 'this session stays');
  const change = await beginAt(head, 'change-password', 'change-personal-password');
  const done = await pass(head, change, { personal_password: reset, new_password: next, repeat_password: next });
  assert.equal(done.state, 'done', 'the reset password is the old one');
  const clerk = await world.signIn('tea', 'third');
  const { id, version } = await member(boss, world.person('clerk'));
  const handler = await clerk.post(`/v1/enterprise/personnel/${id}/reset-password`, { version });
  assert.equal(handler.json.code, 'not-a-manager');
  const stale = await boss.post(`/v1/enterprise/personnel/${id}/reset-password`, { version: version + 7 });
  assert.equal(stale.status, 409);
});

test('LN-21 bound, the person\'s own password opens; unbound, the former one again', async () => {
  const third = world.person('third');
  const none = await act(boss, third, 'bind-password');
  assert.equal(none.json.code, 'password-no-own-account');
  assert.match(say(none), /忘记密码/);
  const own = 'Riverside#31';
  await ownPassword('third', own);
  const bound = await act(boss, third, 'bind-password');
  assert.equal(bound.json.password, 'bound', bound.text);
  assert.ok(bound.json.actions.includes('unbind-password'));
  assert.equal((await act(boss, third, 'bind-password')).json.code, 'password-bound');
  const enter = async (password) => {
    const client = world.client();
    return { client, answer: await fill(client, await world.passwordPage(client, 'tea', 'third'), { personal_password: password }) };
  };
  assert.deepEqual(codes((await enter(fresh)).answer), { personal_password: 'personal-password-wrong' });
  const entered = await enter(own);
  assert.equal(entered.answer.json.step.id, 'confirm');
  const done = await pass(entered.client, entered.answer.json, {}, { phone: third.phone });
  assert.equal(done.state, 'done');
  const change = await beginAt(entered.client, 'change-password', 'change-personal-password');
  assert.equal(change.notices[0].code, 'personal-password-bound');
  assert.equal((await act(boss, third, 'unbind-password')).json.password, 'own');
  assert.equal((await act(boss, third, 'unbind-password')).json.code, 'password-not-bound');
  assert.deepEqual(codes((await enter(own)).answer), { personal_password: 'personal-password-wrong' });
  assert.equal((await enter(fresh)).answer.json.step.id, 'confirm');
});

test('LN-11 LN-17 a handler signs in quickly once an identity is granted, and sets the password by the invitation, once', async () => {
  const other = world.person('other');
  const quick = async () => {
    const client = world.client();
    return fill(client, await beginAt(client, 'sign-in', 'quick'), { ...world.firm('tea'), role: 'tax-handler', phone: other.phone }, { phone: other.phone });
  };
  const before_ = await quick();
  assert.deepEqual(codes(before_), { role: 'handler-not-added' });
  assert.match(before_.json.inputs.role.text, /法定代表人或财务负责人/);
  assert.equal((await boss.get('/v1/enterprise/personnel')).json.first_password, 'invitation');
  const added = await addHandler(boss, other);
  assert.equal(added.status, 201, added.text);
  assert.match(added.json.one_time.secret, /^[A-Z2-9]{8}$/);
  const done = await quick();
  assert.equal(done.json.state, 'done', done.text);
  const invitation = (await act(boss, other, 'invite')).json.one_time.secret;
  const invited = { taxpayer: world.number('tea'), name: other.name, document_kind: 'resident-id', document_number: other.document };
  const client = world.client();
  const page = await beginAt(client, 'recovery', 'invitation');
  const former = await fill(client, page, { ...invited, invitation: added.json.one_time.secret });
  assert.deepEqual(codes(former), { invitation: 'invitation-wrong' }, 'the former one is void');
  const stranger = await fill(client, former.json.flow, { ...invited, document_number: world.person('miller').document, name: world.person('miller').name, invitation });
  assert.deepEqual(stranger.json.inputs, former.json.inputs, 'X-05');
  let flow = await pass(client, stranger.json.flow, { ...invited, invitation: invitation.toLowerCase() });
  flow = await pass(client, flow, {}, { phone: other.phone });
  flow = await pass(client, flow, { new_password: next, repeat_password: next });
  assert.equal(flow.state, 'done');
  const spent = await fill(client, await beginAt(client, 'recovery', 'invitation'), { ...invited, invitation });
  assert.deepEqual(codes(spent), { invitation: 'invitation-spent' });
  const entered = world.client();
  assert.equal((await pass(entered, await world.passwordPage(entered, 'tea', 'other'), { personal_password: next })).step.id, 'confirm');
});

test('LN-17 five wrong invitations lock it', async () => {
  const { name, document } = world.person('third');
  const client = world.client();
  let flow = await beginAt(client, 'recovery', 'invitation');
  let answer;
  for (let tries = 0; tries < 5; ++tries) {
    answer = await fill(client, flow, { taxpayer: world.number('tea'), name, document_kind: 'resident-id', document_number: document, invitation: 'WRONG222' });
    flow = answer.json.flow;
  }
  assert.equal(answer.status, 423);
  assert.equal(answer.json.method, 'invitation');
});

test('LN-17 LN-22 (preview) the manager gives the first password, and managers reset each other', async () => {
  const early = liaoning({ profile: 'liaoning-2020-preview' });
  try {
    await early.start();
    const first = await early.signIn('tea', 'boss');
    await early.signIn('tea', 'head');
    const clerk = early.person('clerk');
    for (const [typed, code] of [[undefined, 'missing'], ['short', 'password-too-short'], [early.secrets.tea, 'password-same-as-enterprise']]) {
      const refused = await addHandler(first, clerk, { personal_password: typed, permission: '' });
      assert.equal(refused.json.inputs.personal_password.code, code, refused.text);
      const { permissions } = (await first.get('/v1/enterprise/permissions')).json;
      for (const one of permissions) await first.post(`/v1/enterprise/permissions/${one.id}/remove`, { version: one.version });
    }
    const added = await addHandler(first, clerk, { personal_password: 'Given#Away1' });
    assert.equal(added.status, 201, added.text);
    assert.equal(added.json.one_time, undefined);
    const client = early.client();
    let flow = await pass(client, await early.passwordPage(client, 'tea', 'clerk'), { personal_password: 'Given#Away1' });
    assert.equal(flow.step.id, 'confirm');
    flow = await pass(client, flow, {}, { phone: clerk.phone });
    flow = await pass(client, flow, { new_password: next, repeat_password: next });
    assert.equal(flow.state, 'done');
    assert.equal((await act(first, early.person('head'), 'reset-password')).json.one_time.secret, reset);
    assert.equal((await act(first, clerk, 'invite')).json.code, 'password-no-invitation');
  } finally {
    await early.remove();
  }
});


test('every operation about passwords was answered well here', () => assert.deepEqual(unseen(passwordPaths), []));
