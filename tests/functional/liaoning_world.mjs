// A small Liaoning: a tea company with a legal representative, a finance head and handlers, a flour mill, a pure social insurance
// payer and an agency; and how its people sign in.
import assert from 'node:assert/strict';
import { Client } from './client.mjs';
import { beginAt, choice, fresh, pass } from './filling.mjs';
import { Server } from './server.mjs';
import { smallWorld } from './small_world.mjs';

export const liaoning = (settings = {}) => new World({
  profile: 'liaoning-2020',
  registry: smallWorld({
    taxpayers: {
      tea: { name: '云岭茶业有限公司', staff: { 法定代表人: 'boss', 财务负责人: 'head', 办税员: ['clerk', 'other', 'third'] } },
      mill: { name: '云岭面粉有限公司', staff: { 法定代表人: 'miller' } },
      pure: { name: '云岭社区服务站', kind: '纯社保户', staff: { 法定代表人: 'boss' } },
      agency: { name: '云岭税务师事务所', kind: '涉税专业服务机构', staff: { 法定代表人: 'agent' } },
      idle: { name: '云岭会计服务所', kind: '涉税专业服务机构', staff: { 法定代表人: 'idler' } },
    },
  }),
  ...settings,
});

class World extends Server {
  constructor(options) {
    super(options);
    this.secrets = Object.fromEntries(Object.entries(this.world.taxpayers).map(([key, { number }]) => [key, this.counter('password', '--taxpayer', number)]));
  }

  client() { return new Client(this.base); }
  person(key) { return this.world.people[key]; }
  number(key) { return this.world.taxpayers[key].number; }
  firm(key, password = this.secrets[key]) { return { taxpayer: this.number(key), enterprise_password: password }; }

  /** The list of a taxpayer's people, and one of them chosen. */
  async choose(client, key, who, entrance = 'ordinary') {
    let flow = await pass(client, await beginAt(client, 'sign-in', entrance), this.firm(key));
    if (flow.step.inputs[0].choices.length === 0) flow = (await client.submit(flow, { sync_staff: true })).json;
    return pass(client, flow, { person: choice(flow, 'person', this.person(who).name).id });
  }

  /** The page of the personal password. */
  async passwordPage(client, key, who, entrance) {
    const sms = await this.choose(client, key, who, entrance);
    return (await client.post(`/v1/flows/${sms.id}`, { step: 'sms', alternative: 'password' })).json;
  }

  /** A whole sign-in by SMS, with a personal password where it is asked for. */
  async signIn(key, who, { entrance = 'ordinary', password = fresh, client: chosen = { client: 'agency' } } = {}) {
    const client = this.client();
    let flow = await this.choose(client, key, who, entrance);
    flow = await pass(client, flow, {}, { phone: this.person(who).phone });
    if (flow.step?.id === 'set-password') flow = await pass(client, flow, { new_password: password, repeat_password: password });
    if (flow.step?.id === 'client') flow = await pass(client, flow, chosen);
    assert.equal(flow.state, 'done');
    return client;
  }

  async passConfirmation(client, who) {
    const flow = await pass(client, await beginAt(client, 'confirm', ''), {}, { phone: this.person(who).phone });
    assert.equal(flow.state, 'done');
  }
}

/** How the row of one of the enterprise's people reads now. */
export async function member(manager, person) {
  const { personnel } = (await manager.get('/v1/enterprise/personnel')).json;
  return personnel.find((one) => one.person.name === person.name);
}
export async function act(manager, person, what, more = {}) {
  const { id, version } = await member(manager, person);
  return manager.post(`/v1/enterprise/personnel/${id}/${what}`, { version, ...more });
}

/** A permission identity with the given functions, and the person who was given it. */
export async function addHandler(manager, person, more = {}) {
  const functions = (await manager.get('/v1/enterprise/personnel')).json.functions.map((node) => node.id);
  const made = await manager.post('/v1/enterprise/permissions', { name: `身份${person.document.slice(-6)}`, description: '', functions: functions.slice(0, 2) });
  assert.equal(made.status, 201, made.text);
  return manager.post('/v1/enterprise/personnel', { name: person.name, document_kind: 'resident-id', document_number: person.document, role: 'tax-handler', permission: made.json.id, ends: null, ...more });
}
