import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import './contract.mjs';
import { beginAt, codes, fill, fresh, pass, wrong } from './filling.mjs';
import { Server } from './server.mjs';
import { smallWorld } from './small_world.mjs';
import { Transcript } from './transcript.mjs';

const registry = () => smallWorld({
  taxpayers: {
    tea: { name: '云岭茶业有限公司', staff: { 法定代表人: 'boss', 办税员: 'clerk' } },
    mill: { name: '云岭面粉有限公司', staff: { 法定代表人: 'miller', 办税员: 'clerk' }, states: { clerk: '已解除' } },
    bank: { name: '云岭村镇银行', staff: { 法定代表人: 'banker' } },
  },
  people: { newcomer: { collected: false }, late: { collected: false } },
});

const profile = 'shaanxi-withholding-2019';
let server;
let world;
let secrets;
let hallCodes;
const named = (key) => world.people[key];
before(async () => {
  server = new Server({ profile, registry: registry() });
  world = server.world;
  secrets = Object.fromEntries(Object.entries(world.taxpayers).map(([key, { number }]) => [key, server.counter('password', '--taxpayer', number, '--kind', 'declaration-password')]));
  const issue = (key) => server.counterForm('hall-code', { name: named(key).name, document_number: named(key).document });
  hallCodes = { voided: issue('newcomer'), newcomer: issue('newcomer'), late: issue('late'), boss: issue('boss'), clerk: issue('clerk') };
  await server.start();
});
after(() => server.remove());

const client = () => new Client(server.base);
const stated = (key, code = hallCodes[key]) => ({ hall_code: code, name: named(key).name, document_kind: 'resident-id', document_number: named(key).document });

async function toHallCode(one) {
  return pass(one, await beginAt(one, 'registration', 'register'));
}

const registered = new Map();
/** Registers with the counter's code; the login name. */
async function register(key) {
  if (registered.has(key)) return registered.get(key);
  const one = client();
  const { phone } = named(key);
  let flow = await pass(one, await toHallCode(one), stated(key));
  flow = await pass(one, flow, { new_phone: phone });
  flow = await pass(one, flow, {}, { phone });
  const name = `user_${key}`;
  flow = await pass(one, flow, { new_username: name, new_password: fresh, repeat_password: fresh, household: '陕西省西安市' });
  assert.equal(flow.state, 'done');
  registered.set(key, name);
  return name;
}

test('WH-10 a registration code is six digits and letters of one person; a new one voids the former', async () => {
  assert.match(hallCodes.newcomer, /^[0-9A-Z]{6}$/);
  const one = client();
  const page = await toHallCode(one);
  const voided = await fill(one, page, stated('newcomer', hallCodes.voided));
  assert.deepEqual(codes(voided), { hall_code: 'hall-code-wrong' });
  const others = await fill(one, voided.json.flow, stated('newcomer', hallCodes.late));
  assert.deepEqual(codes(others), { hall_code: 'hall-code-wrong' });
  const misnamed = await fill(one, others.json.flow, { ...stated('newcomer'), name: '王小明' });
  assert.deepEqual(codes(misnamed), { hall_code: 'hall-code-wrong' });
});

test('WH-11 WH-12 registration: consent, code, phone, then login name and password, each broken rule named', async () => {
  const one = client();
  const agree = await beginAt(one, 'registration', 'register');
  assert.deepEqual(codes(await one.submit(agree, {})), { consent_terms: 'consent-missing' });
  let flow = await pass(one, agree);
  flow = await pass(one, flow, stated('newcomer'));
  const { phone } = named('newcomer');
  flow = await pass(one, flow, { new_phone: phone });
  flow = await pass(one, flow, {}, { phone });
  const bad = await fill(one, flow, { new_username: '1', new_password: 'short 1', repeat_password: 'short 1', household: '陕西省西安市' });
  assert.equal(bad.json.inputs.new_username.text.split('\n').length, 2, bad.json.inputs.new_username.text);
  const weak = await fill(one, bad.json.flow, { new_username: '新来的_1', new_password: 'short 1', repeat_password: 'short 1', household: '陕西省西安市' });
  assert.equal(weak.json.inputs.new_password.text.split('\n').length, 2, weak.json.inputs.new_password.text);
  flow = await pass(one, weak.json.flow, { new_username: '新来的_1', new_password: fresh, repeat_password: fresh, household: '陕西省西安市' });
  assert.equal(flow.state, 'done');
  assert.equal(flow.notices[0].code, 'registered');
  const again = await fill(one, await toHallCode(one), stated('newcomer'));
  assert.deepEqual(codes(again), { hall_code: 'hall-code-used' });
});

test('WH-01 one signs in by mobile, login name or identity card number, and only after registration', async () => {
  const name = await register('boss');
  for (const account of [name, named('boss').phone, named('boss').document]) {
    const one = client();
    const flow = await pass(one, await beginAt(one, 'sign-in', 'real-name'), { account, password: fresh });
    assert.equal(flow.state, 'done', account);
  }
  const one = client();
  const unregistered = await fill(one, await beginAt(one, 'sign-in', 'real-name'), { account: named('miller').document, password: named('miller').document.slice(-6) });
  assert.deepEqual(codes(unregistered), { password: 'credentials-wrong' });
});

test('WH-02 a captcha is asked after a wrong password, and in every window', async () => {
  const name = await register('late');
  const one = client();
  const first = await beginAt(one, 'sign-in', 'real-name');
  assert.ok(!first.step.inputs.some((input) => input.type === 'captcha'));
  const bad = await one.submit(first, { account: name, password: wrong });
  assert.ok(bad.json.flow.step.inputs.some((input) => input.type === 'captcha'));
  assert.deepEqual(codes(await one.submit(first, { account: name, password: fresh })), { captcha: 'missing' });
  const other = client();
  const elsewhere = await beginAt(other, 'sign-in', 'real-name');
  const needed = await other.submit(elsewhere, { account: name, password: fresh });
  assert.deepEqual(codes(needed), { captcha: 'captcha-needed' }, 'whatever the password was');
  const done = await fill(other, needed.json.flow, { account: name, password: fresh });
  assert.equal(done.status, 200, done.text);
});

test('WH-06 WH-08 an authorised handler needs no declaration password from 2020 on', async () => {
  const one = client();
  const done = await pass(one, await beginAt(one, 'sign-in', 'real-name'), { account: await register('boss'), password: fresh });
  assert.equal(done.state, 'done');
  assert.equal((await one.get('/v1/me')).json.identity.principal.name, '云岭茶业有限公司');
});

test('WH-06 WH-07 WH-08 of several units one is chosen, and an unauthorised person types its declaration password', async () => {
  const one = client();
  let flow = await pass(one, await beginAt(one, 'sign-in', 'real-name'), { account: await register('clerk'), password: fresh });
  assert.equal(flow.step.id, 'unit');
  const choices = flow.step.inputs[0].choices;
  assert.deepEqual(choices.map((item) => item.title).sort(), ['云岭茶业有限公司', '云岭面粉有限公司']);
  flow = await pass(one, flow, { unit: choices.find((item) => item.title === '云岭面粉有限公司').id });
  assert.equal(flow.step.id, 'declaration');
  assert.ok(!flow.step.inputs.some((input) => input.type === 'captcha'));
  const bad = await fill(one, flow, { declaration_password: wrong });
  assert.deepEqual(codes(bad), { declaration_password: 'declaration-password-wrong' });
  assert.ok(bad.json.flow.step.inputs.some((input) => input.type === 'captcha'), 'WH-07');
  flow = await pass(one, bad.json.flow, { declaration_password: secrets.mill });
  assert.equal(flow.state, 'done');
  const { identity } = (await one.get('/v1/me')).json;
  assert.equal(identity.principal.name, '云岭面粉有限公司');
  assert.equal(identity.role, 'declaration-password');
});

test('WH-06 who is associated with no unit names one by its number', async () => {
  const one = client();
  let flow = await pass(one, await beginAt(one, 'sign-in', 'real-name'), { account: '新来的_1', password: fresh });
  assert.deepEqual(flow.step.inputs.map((input) => input.name), ['taxpayer']);
  flow = await pass(one, flow, { taxpayer: world.taxpayers.bank.number });
  flow = await pass(one, flow, { declaration_password: secrets.bank });
  assert.equal(flow.state, 'done');
});

test('WH-03 WH-07 five wrong ones lock for 120 minutes, the account and the unit each for itself', async () => {
  const one = client();
  const locked = async (flow, inputs) => {
    let page = flow;
    for (let tries = 0; ; ++tries) {
      const answer = await fill(one, page, inputs);
      page = answer.json.flow ?? page;
      if (answer.status === 423 || tries > 6) return answer;
    }
  };
  const unit = await pass(one, await beginAt(one, 'sign-in', 'real-name'), { account: '新来的_1', password: fresh });
  const target = unit.step.id === 'unit' ? await pass(one, unit, unit.step.inputs[0].name === 'taxpayer' ? { taxpayer: world.taxpayers.mill.number } : { unit: unit.step.inputs[0].choices[0].id }) : unit;
  const ofUnit = await locked(target, { declaration_password: wrong });
  assert.equal(ofUnit.json.method, 'declaration-password');
  const minutes = (new Date(ofUnit.json.until) - Date.now()) / 60000;
  assert.ok(minutes > 118 && minutes <= 120, `${minutes}`);
  const ofPerson = await locked(await beginAt(one, 'sign-in', 'real-name'), { account: await register('late'), password: wrong });
  assert.equal(ofPerson.json.method, 'password');
  assert.deepEqual(ofPerson.json.open_methods.map((way) => way.id), ['recovery', 'register']);
});

test('WH-08 the declaration password alone signs a unit in until 2019, and leads to the new way afterwards', async () => {
  const one = client();
  const after2019 = await beginAt(one, 'sign-in', 'declaration-password');
  assert.equal(after2019.entrance, 'real-name');
  assert.match(after2019.notices[0].text, /“申报密码登录”已于2019-12-31停用，请使用“实名登录”登录/);
  const then = new Server({ profile, registry: registry(), settings: { until: '"2099-12-31"' } });
  try {
    const { number } = then.world.taxpayers.tea;
    const password = then.counter('password', '--taxpayer', number, '--kind', 'declaration-password');
    await then.start();
    const unit = new Client(then.base);
    const flow = await beginAt(unit, 'sign-in', 'declaration-password');
    const bad = await fill(unit, flow, { taxpayer: number, declaration_password: wrong });
    assert.deepEqual(codes(bad), { declaration_password: 'declaration-password-wrong' });
    assert.equal((await pass(unit, bad.json.flow, { taxpayer: number, declaration_password: password })).state, 'done');
    const { identity, person } = (await unit.get('/v1/me')).json;
    assert.equal(person.name, '云岭茶业有限公司');
    assert.deepEqual(identity.functions.map((item) => item.id), ['withholding']);
  } finally {
    await then.remove();
  }
});

test('WH-07 the legal representative resets the declaration password, and nobody else', async () => {
  const boss = client();
  await pass(boss, await beginAt(boss, 'sign-in', 'real-name'), { account: await register('boss'), password: fresh });
  const next = 'Declare#30';
  const reset = await beginAt(boss, 'change-password', 'reset-declaration-password');
  assert.equal((await pass(boss, reset, { old_password: fresh, new_password: next, repeat_password: next })).state, 'done');
  const clerk = client();
  let flow = await pass(clerk, await beginAt(clerk, 'sign-in', 'real-name'), { account: await register('clerk'), password: fresh });
  if (flow.state === 'open') flow = await pass(clerk, flow, { unit: flow.step.inputs[0].choices.find((item) => item.title === '云岭茶业有限公司').id });
  assert.equal(flow.state, 'done');
  const refused = await beginAt(clerk, 'change-password', 'reset-declaration-password');
  assert.equal(refused.state, 'refused');
  assert.equal(refused.notices[0].code, 'secret-managers-only');
});

test('WH-06 WH-10 WH-11 golden: registration by code, then the unit\'s declaration password', async () => {
  const own = new Server({ profile, registry: registry() });
  try {
    const { newcomer } = own.world.people;
    const { bank } = own.world.taxpayers;
    const code = own.counterForm('hall-code', { name: newcomer.name, document_number: newcomer.document });
    const password = own.counter('password', '--taxpayer', bank.number, '--kind', 'declaration-password');
    await own.start();
    const one = new Transcript(own.base, {
      title: '大厅注册码注册，单位办税验证',
      about: 'Somebody registers by the code of the tax office, signs in, and acts for a unit by its declaration password.',
      names: { '{newcomer}': newcomer.name, '{newcomer.document}': newcomer.document, '{newcomer.phone}': newcomer.phone, '{bank.number}': bank.number },
    });
    let flow = await pass(one, await beginAt(one, 'registration', 'register'));
    flow = await pass(one, flow, { hall_code: code, name: newcomer.name, document_kind: 'resident-id', document_number: newcomer.document });
    flow = await pass(one, flow, { new_phone: newcomer.phone });
    flow = await pass(one, flow, {}, { phone: newcomer.phone });
    await pass(one, flow, { new_username: '云岭来客', new_password: fresh, repeat_password: fresh, household: '陕西省西安市' });
    one.say('Registered; now the sign-in. A wrong password brings the captcha.');
    const first = await beginAt(one, 'sign-in', 'real-name');
    const bad = await fill(one, first, { account: '云岭来客', password: wrong });
    flow = await pass(one, bad.json.flow, { account: '云岭来客', password: fresh });
    flow = await pass(one, flow, { taxpayer: bank.number });
    flow = await pass(one, flow, { declaration_password: password });
    assert.equal(flow.state, 'done');
    one.end('shaanxi-withholding-2019/register-and-sign-in');
  } finally {
    await own.remove();
  }
});
