// An agency's people act for a client, chosen while they sign in by its agreement password (LN-29, LN-30).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import './contract.mjs';
import { beginAt, choice, codes, fill, fresh, pass, wrong } from './filling.mjs';
import { liaoning } from './liaoning_world.mjs';

let world;
let boss;
let agent;
const agreement = 'Harbour#41';
before(async () => {
  world = liaoning();
  await world.start();
  boss = await world.signIn('tea', 'boss');
  agent = await world.signIn('agency', 'agent', { entrance: 'agency' });
});
after(() => world.remove());

/** The agency's third step. */
async function toClients(key = 'agency', who = 'agent') {
  const client = world.client();
  let flow = await world.choose(client, key, who, 'agency');
  flow = await pass(client, flow, {}, { phone: world.person(who).phone });
  if (flow.step.id === 'set-password') flow = await pass(client, flow, { new_password: fresh, repeat_password: fresh });
  assert.equal(flow.step.id, 'client');
  return { client, flow };
}

async function engage() {
  const functions = (await agent.get('/v1/enterprise/personnel')).json.functions.map((node) => node.id);
  const made = await agent.post('/v1/agency/engagements', { client: world.number('tea'), agreement: 'A-2026-1', functions: functions.slice(0, 2), ends: null });
  assert.equal(made.status, 201, made.text);
  return made.json;
}

test('LN-29 without a client one is told what is missing, and acts for the agency', async () => {
  const { client, flow } = await toClients('idle', 'idler');
  assert.deepEqual(flow.step.inputs[0].choices.map((one) => one.id), ['agency']);
  assert.match(flow.step.inputs[0].hint, /代理协议.*确认/);
  assert.equal((await pass(client, flow, { client: 'agency' })).state, 'done');
  assert.equal((await client.get('/v1/me')).json.identity.kind, 'agency');
});

test('LN-29 the third step: the client and its agreement password; the session says for whom it acts', async () => {
  const engagement = await engage();
  const waiting = await toClients();
  const shown = choice(waiting.flow, 'client', '云岭茶业有限公司');
  assert.equal(shown.disabled, true);
  assert.match(shown.reason, /确认/);
  const confirmed = await boss.post(`/v1/enterprise/engagements/${engagement.id}/confirm`, { version: engagement.version });
  assert.equal(confirmed.status, 200, confirmed.text);
  const { client, flow } = await toClients();
  const { id } = choice(flow, 'client', '云岭茶业有限公司');
  const unset = await fill(client, flow, { client: id, agreement_password: wrong });
  assert.deepEqual(codes(unset), { agreement_password: 'agreement-password-unset' });
  assert.match(unset.json.inputs.agreement_password.text, /法定代表人或财务负责人/);
  const change = await beginAt(boss, 'change-password', 'change-agreement-password');
  const same = await fill(boss, change, { enterprise_password: wrong, new_password: agreement, repeat_password: agreement });
  assert.deepEqual(codes(same), { enterprise_password: 'enterprise-password-wrong' });
  assert.equal((await pass(boss, same.json.flow, { enterprise_password: world.secrets.tea, new_password: agreement, repeat_password: agreement })).state, 'done');
  const none = await fill(client, unset.json.flow, { client: id });
  assert.deepEqual(codes(none), { agreement_password: 'missing' });
  const done = await pass(client, none.json.flow, { client: id, agreement_password: agreement });
  assert.equal(done.state, 'done');
  const me = (await client.get('/v1/me')).json;
  assert.equal(me.identity.principal.name, '云岭茶业有限公司');
  assert.equal(me.identity.agency.name, '云岭税务师事务所');
  assert.equal(me.can.manage_personnel, false);
  // Whoever came in for the agency itself does not reach a client without its password.
  const ids = (await agent.get('/v1/me/identities')).json.identities;
  const other = ids.find((one) => one.agency);
  assert.equal(other.usable, false);
  assert.match(other.reason, /协议密码/);
  assert.equal((await agent.post('/v1/me/identity', { identity: other.id })).json.code, 'identity-not-usable');
  // The client ends it, and the session with it.
  const { engagements } = (await boss.get('/v1/enterprise/engagements')).json;
  assert.equal((await boss.post(`/v1/enterprise/engagements/${engagement.id}/end`, { version: engagements[0].version })).status, 200);
  assert.equal((await client.get('/v1/me')).status, 401);
});

test('LN-29 wrong agreement passwords are counted, whoever types them, and lock', async () => {
  const engagement = await engage();
  await boss.post(`/v1/enterprise/engagements/${engagement.id}/confirm`, { version: engagement.version });
  let { client, flow } = await toClients();
  const { id } = choice(flow, 'client', '云岭茶业有限公司');
  let answer;
  for (let tries = 0; tries < 5; ++tries) {
    if (tries === 3) ({ client, flow } = await toClients());
    answer = await fill(client, flow, { client: id, agreement_password: wrong });
    if (tries < 4) assert.deepEqual(codes(answer), { agreement_password: 'agreement-password-wrong' });
    flow = answer.json.flow;
  }
  assert.equal(answer.status, 423);
  assert.equal(answer.json.method, 'agreement-password');
  assert.equal((await fill(client, flow, { client: id, agreement_password: agreement })).status, 423);
  assert.equal((await pass(client, flow, { client: 'agency' })).state, 'done', 'the agency itself stays open');
});
