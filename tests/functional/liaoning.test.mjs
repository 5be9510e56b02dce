import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import './contract.mjs';
import { beginAt, choice, codes, fill, fresh, pass, wrong } from './filling.mjs';
import { Server } from './server.mjs';
import { smallWorld } from './small_world.mjs';
import { Transcript } from './transcript.mjs';

const registry = () => smallWorld({
  taxpayers: {
    tea: { name: '云岭茶业有限公司', staff: { 法定代表人: 'boss', 财务负责人: 'head', 办税员: ['clerk', 'nophone', 'uncollected'] } },
    mill: { name: '云岭面粉有限公司', staff: { 法定代表人: 'miller' } },
    pure: { name: '云岭社区服务站', kind: '纯社保户', staff: { 法定代表人: 'boss' } },
    agency: { name: '云岭税务师事务所', kind: '涉税专业服务机构', staff: { 法定代表人: 'agent' } },
  },
  people: { nophone: { phone: false }, uncollected: { collected: false } },
});

let server;
let secrets;
let world;
before(async () => {
  server = new Server({ profile: 'liaoning-2020', registry: registry() });
  world = server.world;
  secrets = Object.fromEntries(Object.entries(world.taxpayers).map(([key, { number }]) => [key, server.counter('password', '--taxpayer', number)]));
  await server.start();
});
after(() => server.remove());

const client = () => new Client(server.base);
const named = (key) => world.people[key];
const firm = (key, password = secrets[key]) => ({ taxpayer: world.taxpayers[key].number, enterprise_password: password });

async function toPeople(one, key = 'tea', entrance = 'ordinary') {
  let flow = await pass(one, await beginAt(one, 'sign-in', entrance), firm(key));
  if (flow.step.inputs[0].choices.length === 0) {
    const synced = await one.submit(flow, { sync_staff: true });
    assert.equal(synced.status, 200, synced.text);
    flow = synced.json;
  }
  return flow;
}
const choose = (one, flow, key) => pass(one, flow, { person: choice(flow, 'person', named(key).name).id });

/** The whole ordinary sign-in, with a personal password where it is asked for. */
async function ordinary(key, who, { entrance, password = fresh } = {}) {
  const one = client();
  let flow = await choose(one, await toPeople(one, key, entrance), who);
  assert.equal(flow.step.id, 'sms');
  flow = await pass(one, flow, {}, { phone: named(who).phone });
  if (flow.step.id === 'set-password') flow = await pass(one, flow, { new_password: password, repeat_password: password });
  if (flow.step.id === 'client') flow = await pass(one, flow, { client: 'agency' });
  assert.equal(flow.state, 'done');
  return one;
}

test('LN-01 the entrances are grouped: enterprise in two ways, individual, agency', async () => {
  const bureau = await client().open();
  const forTaxpayers = bureau.entrances.filter((one) => one.kind !== 'office');
  assert.deepEqual(forTaxpayers.map((one) => one.title), ['企业登录·普通登录', '企业登录·快捷登录', '自然人登录', '代理机构登录']);
});

test('LN-02 each input of the ordinary sign-in that is missing or wrong has its own message', async () => {
  const one = client();
  const flow = await beginAt(one, 'sign-in', 'ordinary');
  const empty = await one.submit(flow, {});
  assert.deepEqual(codes(empty), { taxpayer: 'missing', enterprise_password: 'missing', captcha: 'missing', consent_terms: 'consent-missing' });
  const unticked = await fill(one, empty.json.flow, { ...firm('tea'), consent_terms: false });
  assert.deepEqual(codes(unticked), { consent_terms: 'consent-missing' });
  const badCaptcha = await fill(one, unticked.json.flow, { ...firm('tea'), captcha: '00000x' });
  assert.deepEqual(codes(badCaptcha), { captcha: 'captcha-wrong' });
  const badPassword = await fill(one, badCaptcha.json.flow, firm('tea', wrong));
  assert.deepEqual(codes(badPassword), { enterprise_password: 'enterprise-password-wrong' });
  const nobody = await fill(one, badPassword.json.flow, { ...firm('tea', wrong), taxpayer: '91350100M000100Y43' });
  assert.deepEqual(nobody.json.inputs, badPassword.json.inputs, 'X-05');
});

test('LN-03 LN-04 the list is empty until it is synced, and says who does not match', async () => {
  const one = client();
  const flow = await pass(one, await beginAt(one, 'sign-in', 'ordinary'), firm('tea'));
  assert.equal(flow.step.id, 'people');
  const [people] = flow.step.inputs;
  assert.deepEqual(people.choices, []);
  assert.equal(people.request.label, '同步办税人');
  const synced = (await one.submit(flow, { sync_staff: true })).json;
  assert.equal(synced.notices[0].text, '同步成功');
  assert.equal(synced.notices[1].text, '当前办税人与税务登记办税人信息不符，请通过变更税务登记维护办税人，并重新同步办税人信息。');
  const titles = synced.step.inputs[0].choices.map((one_) => `${one_.title} ${one_.detail}`);
  assert.ok(titles.includes(`${named('boss').name} 法人`) && titles.includes(`${named('clerk').name} 办税员`), titles.join());
  assert.ok(!titles.join().includes(named('uncollected').name));
});

test('LN-05 LN-10 at first the quick sign-in is refused, and so is a handler', async () => {
  const one = client();
  const quick = await fill(one, await beginAt(one, 'sign-in', 'quick'), { ...firm('mill'), role: 'legal-representative', phone: named('miller').phone, request_sms_code: true }, { phone: named('miller').phone });
  assert.deepEqual(codes(quick), { taxpayer: 'ordinary-sign-in-first' });
  const people = await toPeople(one);
  const clerk = await fill(one, people, { person: choice(people, 'person', named('clerk').name).id });
  assert.deepEqual(codes(clerk), { person: 'first-sign-in-by-managers' });
  assert.match(clerk.json.inputs.person.text, /首次登录必须选择法定代表人（业主）或财务负责人/);
});

test('LN-08 who has no personal password is told so, and the SMS way is offered', async () => {
  const one = client();
  const sms = await choose(one, await toPeople(one), 'head');
  const password = await one.post(`/v1/flows/${sms.id}`, { step: 'sms', alternative: 'password' });
  const refused = await fill(one, password.json, { personal_password: wrong });
  assert.deepEqual(codes(refused), { personal_password: 'personal-password-unset' });
  assert.match(refused.json.inputs.personal_password.text, /^尚未设置密码/);
  assert.deepEqual(refused.json.flow.step.alternatives.map((other) => other.id), ['sms']);
});

test('LN-06 LN-07 the first sign-in sets a personal password, which is not the enterprise password', async () => {
  const one = client();
  let flow = await choose(one, await toPeople(one), 'boss');
  assert.equal(flow.step.back, true);
  const back = await one.post(`/v1/flows/${flow.id}`, { step: 'sms', back: true });
  assert.equal(back.json.step.id, 'people', '取消');
  flow = await choose(one, back.json, 'boss');
  const sent = await one.submit(flow, { request_sms_code: true });
  assert.match(sent.json.step.inputs[0].request.sent_to, /^1\d\d\*{4}\d{4}$/);
  flow = await pass(one, sent.json, { sms_code: await one.smsCode(named('boss').phone) });
  assert.equal(flow.step.id, 'set-password');
  assert.equal((await one.get('/v1/me')).status, 401);
  for (const [password, code] of [[secrets.tea, 'password-same-as-enterprise'], ['short1A', 'password-too-short'], ['onlyletters', 'password-too-few-classes'], ['Far#TooLong12345', 'password-too-long']]) {
    const refused = await fill(one, flow, { new_password: password, repeat_password: password });
    assert.deepEqual(codes(refused), { new_password: code });
  }
  flow = await pass(one, flow, { new_password: fresh, repeat_password: fresh });
  assert.equal(flow.state, 'done');
  const me = (await one.get('/v1/me')).json;
  assert.equal(me.identity.principal.name, '云岭茶业有限公司');
  assert.equal(me.person.name, named('boss').name);
});

test('LN-08 LN-12 a personal password is asked for in its own name, and the code still follows', async () => {
  await ordinary('tea', 'boss');
  const one = client();
  const sms = await choose(one, await toPeople(one), 'boss');
  const page = (await one.post(`/v1/flows/${sms.id}`, { step: 'sms', alternative: 'password' })).json;
  const refused = await fill(one, page, { personal_password: secrets.tea });
  assert.deepEqual(codes(refused), { personal_password: 'personal-password-wrong' });
  assert.match(refused.json.inputs.personal_password.text, /个人密码，不是企业密码/);
  let flow = await pass(one, refused.json.flow, { personal_password: fresh });
  assert.equal(flow.step.id, 'confirm');
  flow = await pass(one, flow, {}, { phone: named('boss').phone });
  assert.equal(flow.state, 'done');
});

test('LN-09 who has no mobile number gets the reason and what to correct', async () => {
  const one = client();
  const people = await toPeople(one);
  const flow = await pass(one, people, { person: choice(people, 'person', named('nophone').name).id });
  assert.equal(flow.state, 'refused');
  assert.match(flow.notices.at(-1).text, /必须修改到“移动电话”项目内/);
});

test('LN-10 LN-11 the quick sign-in is one page; a stranger\'s number and a handler who was not added are refused', async () => {
  await ordinary('tea', 'boss');
  const one = client();
  const flow = await beginAt(one, 'sign-in', 'quick');
  const page = { ...firm('tea'), role: 'legal-representative', phone: named('boss').phone };
  const stranger = await fill(one, flow, { ...page, phone: named('head').phone }, { phone: named('head').phone });
  assert.deepEqual(codes(stranger), { phone: 'phone-not-of-identity' });
  const badPassword = await fill(one, flow, { ...page, enterprise_password: wrong }, { phone: named('boss').phone });
  assert.deepEqual(codes(badPassword), { enterprise_password: 'enterprise-password-wrong' }, 'no code before the password');
  const clerk = await fill(one, flow, { ...page, role: 'tax-handler', phone: named('clerk').phone }, { phone: named('clerk').phone });
  assert.deepEqual(codes(clerk), { role: 'handler-not-added' });
  const done = await pass(one, flow, page, { phone: named('boss').phone });
  assert.equal(done.state, 'done');
  assert.equal((await one.get('/v1/me')).json.identity.principal.name, '云岭茶业有限公司');
});

test('LN-10 a code for one number does not open the identity of another', async () => {
  await ordinary('tea', 'boss');
  const one = client();
  const flow = await beginAt(one, 'sign-in', 'quick');
  const page = { ...firm('tea'), role: 'legal-representative', phone: named('boss').phone, consent_terms: true };
  const sent = await pass(one, flow, { ...page, sms_code: '' }).catch(() => undefined);
  assert.equal(sent, undefined);
  await new Promise((resolve) => { setTimeout(resolve, 1100); });
  assert.equal((await one.submit(flow, { ...page, request_sms_code: true })).status, 200);
  const code = await one.smsCode(named('boss').phone);
  const other = await one.submit(flow, { ...page, role: 'finance-head', phone: named('head').phone, sms_code: code });
  assert.deepEqual(codes(other), { sms_code: 'code-wrong' });
});

test('LN-13 a pure social insurance payer signs in by the ordinary way alone, into one function', async () => {
  const one = client();
  const done = await pass(one, await beginAt(one, 'sign-in', 'ordinary'), firm('pure'));
  assert.equal(done.state, 'done');
  const me = (await one.get('/v1/me')).json;
  assert.deepEqual(me.identity.functions.map((item) => item.id ?? item), ['social-insurance']);
  assert.equal(me.identity.principal.name, '云岭社区服务站');
  const quick = await fill(one, await beginAt(client(), 'sign-in', 'quick').then(() => beginAt(one, 'sign-in', 'quick')), { ...firm('pure'), role: 'legal-representative', phone: named('boss').phone }, { phone: named('boss').phone });
  assert.deepEqual(codes(quick), { taxpayer: 'wrong-entrance' });
  assert.match(quick.json.inputs.taxpayer.text, /普通登录/);
});

test('LN-23 LN-24 the personal password and, by a manager, the enterprise password are changed', async () => {
  const one = await ordinary('mill', 'miller');
  const personal = await beginAt(one, 'change-password', 'change-personal-password');
  const second = 'Moonrise#27';
  const refused = await fill(one, personal, { personal_password: wrong, new_password: second, repeat_password: second });
  assert.deepEqual(codes(refused), { personal_password: 'personal-password-wrong' });
  assert.equal((await pass(one, refused.json.flow, { personal_password: fresh, new_password: second, repeat_password: second })).state, 'done');
  const enterprise = await beginAt(one, 'change-password', 'change-enterprise-password');
  const other = 'Millstone#28';
  assert.equal((await pass(one, enterprise, { enterprise_password: secrets.mill, new_password: other, repeat_password: other })).state, 'done');
  const old = await fill(one, await beginAt(one, 'sign-in', 'ordinary'), firm('mill'));
  assert.deepEqual(codes(old), { enterprise_password: 'enterprise-password-wrong' });
  secrets.mill = other;
  assert.equal((await pass(one, old.json.flow, firm('mill'))).step.id, 'people');
});

test('LN-24 without a manager\'s identity the enterprise password stays', async () => {
  const one = client();
  await pass(one, await beginAt(one, 'sign-in', 'ordinary'), firm('pure'));
  const flow = await beginAt(one, 'change-password', 'change-enterprise-password');
  assert.equal(flow.state, 'refused');
  assert.equal(flow.notices[0].code, 'secret-managers-only');
});

test('LN-26 LN-27 an individual without a password recovers first, then signs in with two factors', async () => {
  const one = client();
  const clerk = named('clerk');
  const self = await beginAt(one, 'sign-in', 'self');
  const initial = await fill(one, self, { account: clerk.document, password: clerk.document.slice(-6) });
  assert.deepEqual(codes(initial), { password: 'credentials-wrong' });
  const person = { name: clerk.name, document_kind: 'resident-id', document_number: clerk.document, phone: clerk.phone };
  let flow = await pass(one, await beginAt(one, 'recovery', 'recovery'), person);
  flow = await pass(one, flow, {}, { phone: clerk.phone });
  flow = await pass(one, flow, { new_password: fresh, repeat_password: fresh });
  assert.equal(flow.state, 'done');
  flow = await pass(one, await beginAt(one, 'sign-in', 'self'), { account: clerk.document, password: fresh });
  assert.equal(flow.step.id, 'sms');
  assert.equal((await pass(one, flow, {}, { phone: clerk.phone })).state, 'done');
});

test('LN-27 the enterprise password is recovered by who manages the enterprise, and by nobody else', async () => {
  for (const [who, end] of [['clerk', 'refused'], ['head', 'open']]) {
    const one = client();
    const { name, document, phone } = named(who);
    let flow = await pass(one, await beginAt(one, 'recovery', 'recovery-enterprise'), { taxpayer: world.taxpayers.tea.number, name, document_kind: 'resident-id', document_number: document, phone });
    flow = await pass(one, flow, {}, { phone });
    assert.equal(flow.state, end, who);
    if (end === 'refused') continue;
    const next = 'Teahouse#29';
    flow = await pass(one, flow, { new_password: next, repeat_password: next });
    assert.equal(flow.state, 'done');
    secrets.tea = next;
    assert.equal((await pass(one, await beginAt(one, 'sign-in', 'ordinary'), firm('tea'))).step.id, 'people');
  }
});

test('LN-28 an agency signs in by its own entrance: its password, then one of its people', async () => {
  const one = await ordinary('agency', 'agent', { entrance: 'agency' });
  assert.equal((await one.get('/v1/me')).json.identity.kind, 'agency');
  const wrongWay = await fill(client(), await beginAt(one, 'sign-in', 'ordinary'), firm('agency')).catch(() => undefined);
  const refused = wrongWay?.status === 422 ? wrongWay : await fill(one, await beginAt(one, 'sign-in', 'ordinary'), firm('agency'));
  assert.deepEqual(codes(refused), { taxpayer: 'wrong-entrance' });
  assert.match(refused.json.inputs.taxpayer.text, /代理机构登录/);
});

test('LN-02 five wrong enterprise passwords lock it, and leave the other ways open', async () => {
  const one = client();
  let flow = await beginAt(one, 'sign-in', 'ordinary');
  let answer;
  for (let tries = 0; tries < 5; ++tries) {
    answer = await fill(one, flow, firm('agency', wrong));
    flow = answer.json.flow;
  }
  assert.equal(answer.status, 423);
  assert.equal(answer.json.method, 'enterprise-password');
  assert.equal((await fill(one, flow, firm('agency'))).status, 423);
});

test('LN-08 (preview) a personal password alone signs in', async () => {
  const early = new Server({ profile: 'liaoning-2020-preview', registry: registry() });
  try {
    const password = early.counter('password', '--taxpayer', early.world.taxpayers.tea.number);
    await early.start();
    const boss = early.world.people.boss;
    const one = new Client(early.base);
    const start = async () => {
      let flow = await pass(one, await beginAt(one, 'sign-in', 'ordinary'), { taxpayer: early.world.taxpayers.tea.number, enterprise_password: password });
      if (flow.step.inputs[0].choices.length === 0) flow = (await one.submit(flow, { sync_staff: true })).json;
      return pass(one, flow, { person: choice(flow, 'person', boss.name).id });
    };
    let flow = await pass(one, await start(), {}, { phone: boss.phone });
    flow = await pass(one, flow, { new_password: fresh, repeat_password: fresh });
    assert.equal(flow.state, 'done');
    flow = await start();
    const page = (await one.post(`/v1/flows/${flow.id}`, { step: 'sms', alternative: 'password' })).json;
    assert.equal((await pass(one, page, { personal_password: fresh })).state, 'done');
    assert.equal((await one.get('/v1/me')).json.person.name, boss.name);
  } finally {
    await early.remove();
  }
});

test('LN-03 LN-06 LN-07 golden: the first ordinary sign-in', async () => {
  const own = new Server({ profile: 'liaoning-2020', registry: registry() });
  try {
    const { number } = own.world.taxpayers.tea;
    const password = own.counter('password', '--taxpayer', number);
    await own.start();
    const { boss } = own.world.people;
    const one = new Transcript(own.base, {
      title: '企业登录·普通登录：首次登录',
      about: 'The first ordinary sign-in of an enterprise: its password, the people from the registry, a code, a personal password.',
      names: { '{taxpayer}': number, '{boss}': boss.name, '{boss.document}': boss.document, '{boss.phone}': boss.phone, ...Object.fromEntries(['head', 'clerk', 'nophone'].map((key) => [`{${key}}`, own.world.people[key].name])) },
    });
    let flow = await pass(one, await beginAt(one, 'sign-in', 'ordinary'), { taxpayer: number, enterprise_password: password });
    one.say('Nobody is listed yet: the people are taken over from the registry.');
    flow = (await one.submit(flow, { sync_staff: true })).json;
    flow = await pass(one, flow, { person: choice(flow, 'person', boss.name).id });
    flow = await pass(one, flow, {}, { phone: boss.phone });
    flow = await pass(one, flow, { new_password: fresh, repeat_password: fresh });
    assert.equal(flow.state, 'done');
    one.end('liaoning-2020/first-ordinary-sign-in');
  } finally {
    await own.remove();
  }
});

test('LN-08 golden (preview): a personal password alone', async () => {
  const own = new Server({ profile: 'liaoning-2020-preview', registry: registry() });
  try {
    const { number } = own.world.taxpayers.tea;
    const password = own.counter('password', '--taxpayer', number);
    await own.start();
    const { boss } = own.world.people;
    const one = new Transcript(own.base, {
      title: '企业登录·普通登录：个人密码登录',
      about: 'The announced system: the enterprise password, one of its people, and after the first sign-in the personal password alone.',
      names: { '{taxpayer}': number, '{boss}': boss.name, '{boss.document}': boss.document, '{boss.phone}': boss.phone, ...Object.fromEntries(['head', 'clerk', 'nophone'].map((key) => [`{${key}}`, own.world.people[key].name])) },
    });
    const start = async () => {
      let flow = await pass(one, await beginAt(one, 'sign-in', 'ordinary'), { taxpayer: number, enterprise_password: password });
      if (flow.step.inputs[0].choices.length === 0) flow = (await one.submit(flow, { sync_staff: true })).json;
      return pass(one, flow, { person: choice(flow, 'person', boss.name).id });
    };
    let flow = await pass(one, await start(), {}, { phone: boss.phone });
    flow = await pass(one, flow, { new_password: fresh, repeat_password: fresh });
    assert.equal(flow.state, 'done');
    one.say('The next time the personal password opens the enterprise by itself.');
    flow = await start();
    const page = (await one.post(`/v1/flows/${flow.id}`, { step: 'sms', alternative: 'password' })).json;
    const refused = await fill(one, page, { personal_password: wrong });
    assert.equal((await pass(one, refused.json.flow, { personal_password: fresh })).state, 'done');
    one.end('liaoning-2020-preview/personal-password');
  } finally {
    await own.remove();
  }
});
