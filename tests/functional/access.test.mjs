// Downstream systems ask who may act for whom (OpenID AuthZEN Authorization API 1.0), and why somebody could on a former day.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import { accessPaths, unseen } from './contract.mjs';
import { act, addHandler, liaoning } from './liaoning_world.mjs';

let world, boss, agent, system;
before(async () => {
  world = liaoning();
  await world.start();
  boss = await world.signIn('tea', 'boss');
  agent = await world.signIn('agency', 'agent', { entrance: 'agency' });
  system = new Client(world.base, { locale: 'en' });
});
after(() => world.remove());

const by = (who) => ({ type: 'person', id: '-', properties: { document_kind: 'resident-id', document_number: world.person(who).document } });
const taxpayer = (key) => ({ type: 'taxpayer', id: world.number(key) });
const question = (who, action, key, more = {}) => ({ subject: by(who), action: { name: action }, resource: taxpayer(key), ...more });
const post = (path, body, headers) => system.post(`/access/v1/${path}`, body, headers);
async function ask(...words) {
  const answer = await post('evaluation', question(...words));
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}
const code = (answer) => answer.context.reason_admin.code;
/** All pages of a search, and how many there were. */
async function everything(what, body, limit) {
  const all = [];
  let pages = 0;
  for (let token; token !== ''; ++pages) {
    const { json, status, text } = await post(`search/${what}`, { ...body, page: { limit, ...(token ? { token } : {}) } });
    assert.equal(status, 200, text);
    assert.equal(json.page.count, json.results.length);
    assert.ok(json.results.length <= limit);
    all.push(...json.results);
    token = json.page.next_token;
  }
  return { all, pages };
}
/** The person who manages the taxpayer's people, by id. */
const managerOf = async (key) => (await post('search/subject', { subject: { type: 'person' }, action: { name: 'personnel' }, resource: taxpayer(key) })).json.results[0];

test('NT-03 the decision point says where it is', async () => {
  const { json } = await system.get('/.well-known/authzen-configuration');
  assert.equal(json.policy_decision_point, world.base);
  assert.equal(json.access_evaluation_endpoint, `${world.base}/access/v1/evaluation`);
  assert.equal((await fetch(json.search_action_endpoint, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' })).status, 400);
});

test('SX-12 the legal representative may, by a mandate; a stranger may not, and is told why in their language', async () => {
  const yes = await ask('boss', 'invoice-issue', 'tea');
  assert.equal(yes.decision, true);
  assert.equal(code(yes), 'allowed-as');
  assert.equal(yes.context.mandates_used.length, 1);
  assert.match(yes.context.reason_user.en, /^Allowed as /);
  const no = await ask('miller', 'invoice-issue', 'tea');
  assert.deepEqual([no.decision, code(no), no.context.mandates_used], [false, 'association-none', []]);
  const chinese = await new Client(world.base).post('/access/v1/evaluation', question('miller', 'act', 'tea'));
  assert.match(chinese.json.context.reason_user['zh-CN'], /未与该企业/);
});

test('X-04 whoever is unknown is a no with its reason, never 404; a person is known by id, too', async () => {
  assert.equal(code(await ask('boss', 'invoice-nothing', 'tea')), 'action-unknown');
  const unknown = async (changed) => code((await post('evaluation', { ...question('boss', 'act', 'tea'), ...changed })).json);
  assert.equal(await unknown({ subject: { type: 'person', id: '999999' } }), 'subject-unknown');
  assert.equal(await unknown({ subject: { type: 'person', id: 'x' } }), 'subject-unknown');
  assert.equal(await unknown({ subject: { ...by('boss'), type: 'robot' } }), 'subject-unknown');
  assert.equal(await unknown({ resource: { type: 'taxpayer', id: '91350100M000100Y43' } }), 'resource-unknown');
  assert.equal(await unknown({ resource: { ...taxpayer('tea'), type: 'car' } }), 'resource-unknown');
  const person = await managerOf('tea');
  assert.equal(await unknown({ subject: person }), 'allowed-as');
});

test('X-02 what is malformed is 400 and names the member; the client\'s own name of the request comes back', async () => {
  const whole = question('boss', 'act', 'tea');
  for (const [member, body] of Object.entries({
    'subject': { ...whole, subject: undefined },
    'subject.type': { ...whole, subject: { id: '1' } },
    'subject.id': { ...whole, subject: { type: 'person', id: 7 } },
    'subject.properties': { ...whole, subject: { type: 'person', id: '7', properties: [] } },
    'action.name': { ...whole, action: {} },
    'resource.id': { ...whole, resource: { type: 'taxpayer', id: '' } },
    'context': { ...whole, context: 'x' },
  })) {
    const answer = await post('evaluation', body, { 'X-Request-ID': `bfe9eb29-${member}` });
    assert.equal(answer.status, 400, member);
    assert.equal(answer.json.code, 'malformed');
    assert.deepEqual(Object.keys(answer.json.inputs), [member]);
    assert.match(answer.json.detail, new RegExp(`“${member}”`));
  }
  const named = await post('evaluation', whole, { 'X-Request-ID': 'bfe9eb29-ab87' });
  assert.equal(named.headers.get('x-request-id'), 'bfe9eb29-ab87');
  assert.equal((await post('evaluation', '[]')).status, 400);
});

test('X-04 many at once: defaults, the three semantics, one malformed item, too many', async () => {
  const answers = async (body) => (await post('evaluations', body)).json.evaluations.map((one) => one.decision);
  const three = { subject: by('boss'), action: { name: 'act' }, evaluations: ['tea', 'mill', 'tea'].map((key) => ({ resource: taxpayer(key) })) };
  const one = (semantic) => ({ ...three, options: { evaluations_semantic: semantic } });
  assert.deepEqual(await answers(three), [true, false, true]);
  assert.deepEqual(await answers(one('execute_all')), [true, false, true]);
  assert.deepEqual(await answers(one('deny_on_first_deny')), [true, false]);
  assert.deepEqual(await answers(one('permit_on_first_permit')), [true]);
  const single = await post('evaluations', question('boss', 'act', 'tea'));
  assert.equal(single.json.decision, true);
  const wrong = await post('evaluations', one('guess'));
  assert.deepEqual([wrong.status, Object.keys(wrong.json.inputs)], [400, ['options.evaluations_semantic']]);
  const bad = await post('evaluations', { ...three, evaluations: [{ resource: taxpayer('tea') }, { resource: { type: 'taxpayer' } }] });
  assert.deepEqual([bad.status, Object.keys(bad.json.inputs)], [400, ['evaluations.1.resource.id']]);
  assert.equal((await answers({ ...three, evaluations: Array(1000).fill({ resource: taxpayer('tea') }) })).length, 1000);
  const many = await post('evaluations', { ...three, evaluations: Array(1001).fill({}) });
  assert.deepEqual([many.status, many.json.code], [422, 'too-many-evaluations']);
});

test('LN-20 X-04 a frozen handler is a no at once; the log says what was when', async () => {
  const made = await addHandler(boss, world.person('clerk'));
  assert.ok([200, 201].includes(made.status), made.text);
  const [granted] = (await post('search/action', { subject: by('clerk'), resource: taxpayer('tea') })).json.results.slice(1);
  assert.equal((await ask('clerk', granted.name, 'tea')).decision, true);
  assert.equal(code(await ask('clerk', 'personnel', 'tea')), 'function-not-granted');
  assert.equal((await act(boss, world.person('clerk'), 'freeze')).status, 200);
  assert.equal(code(await ask('clerk', granted.name, 'tea')), 'association-frozen');
  assert.equal((await act(boss, world.person('clerk'), 'thaw')).status, 200);

  const explain = async (at, who = 'clerk') => {
    const { json, text, status } = await post('explain', question(who, who === 'clerk' ? granted.name : 'act', 'tea', { at }));
    assert.equal(status, 200, text);
    return json;
  };
  const now = await explain(new Date().toISOString());
  assert.equal(now.decision, true);
  assert.equal(now.recorded, true);
  const kinds = now.history.map((entry) => entry.kind);
  assert.deepEqual(kinds.slice(-3), ['mandate-changed', 'mandate-frozen', 'mandate-thawed']);
  assert.equal(kinds[0], 'mandate-registered');
  assert.equal(now.history[0].actor, null);
  const [changed, frozen, thawed] = now.history.slice(-3);
  assert.notEqual(frozen.actor, null);
  const then = await explain(frozen.at);
  assert.deepEqual([then.decision, code(then), then.history.length], [false, 'association-frozen', now.history.length - 1]);
  assert.equal((await explain(changed.at)).decision, true);
  assert.equal((await explain(thawed.at.replace('Z', '+00:00'))).decision, true);
  const before = await explain('2020-01-01T00:00:00Z');
  assert.deepEqual([before.decision, code(before), before.history], [false, 'association-none', []]);
  assert.equal((await explain(new Date().toISOString(), 'miller')).decision, false);
  assert.deepEqual(Object.keys((await post('explain', question('clerk', 'act', 'tea', { at: 'today' }))).json.inputs), ['at']);
});

test('NT-03 LN-30 an agency\'s person may within the engagement; searches list them; its end is a no', async () => {
  assert.equal(code(await ask('agent', 'act', 'tea')), 'association-none');
  const made = await agent.post('/v1/agency/engagements', { client: world.number('tea'), agreement: 'A-1', functions: ['declaration'], ends: null });
  assert.equal(made.status, 201, made.text);
  assert.equal(code(await ask('agent', 'declaration-vat', 'tea')), 'engagement-pending');
  const confirmed = await boss.post(`/v1/enterprise/engagements/${made.json.id}/confirm`, { version: made.json.version });
  assert.equal(confirmed.status, 200, confirmed.text);
  const yes = await ask('agent', 'declaration-vat', 'tea');
  assert.deepEqual([yes.decision, yes.context.engagement], [true, made.json.id]);
  assert.equal(code(await ask('agent', 'payment', 'tea')), 'engagement-function');

  const who = { subject: { type: 'person' }, action: { name: 'declaration-vat' }, resource: taxpayer('tea') };
  const { all, pages } = await everything('subject', who, 1);
  const whole = await everything('subject', who, 200);
  assert.equal(whole.pages, 1);
  assert.deepEqual(all, whole.all);
  assert.ok(pages >= all.length && all.length >= 2);
  assert.equal(new Set(all.map((one) => one.id)).size, all.length);
  for (const subject of all) assert.equal((await post('evaluation', { ...who, subject })).json.decision, true);

  const forWhom = { subject: by('agent'), action: { name: 'declaration-vat' }, resource: { type: 'taxpayer' } };
  const { all: clients } = await everything('resource', forWhom, 1);
  assert.deepEqual(clients.map((one) => one.id).sort(), [world.number('agency'), world.number('tea')].sort());
  const what = await everything('action', { subject: by('agent'), resource: taxpayer('tea') }, 2);
  assert.deepEqual(what.all.map((one) => one.name).slice(0, 3), ['act', 'declaration', 'declaration-vat']);
  assert.ok(!what.all.some((one) => one.name === 'payment'));

  const first = await post('search/subject', { ...who, page: { limit: 1 } });
  const other = await post('search/subject', { ...who, action: { name: 'act' }, page: { token: first.json.page.next_token } });
  assert.deepEqual([other.status, Object.keys(other.json.inputs)], [400, ['page.token']]);
  assert.equal((await post('search/subject', { ...who, page: { limit: 0 } })).status, 400);
  const nobody = await post('search/subject', { ...who, resource: { type: 'taxpayer', id: 'none' } });
  assert.deepEqual([nobody.json.results, code(nobody.json)], [[], 'resource-unknown']);

  const { engagements } = (await boss.get('/v1/enterprise/engagements')).json;
  const ended = await boss.post(`/v1/enterprise/engagements/${made.json.id}/end`, { version: engagements[0].version });
  assert.equal(ended.status, 200, ended.text);
  assert.equal(code(await ask('agent', 'declaration-vat', 'tea')), 'engagement-ended');
  const told = (await post('explain', question('agent', 'declaration-vat', 'tea', { at: new Date().toISOString() }))).json;
  const agreed = told.history.find((entry) => entry.kind === 'engagement-confirmed');
  assert.equal(told.decision, false);
  assert.equal((await post('explain', question('agent', 'declaration-vat', 'tea', { at: agreed.at }))).json.decision, true);
});

test('X-04 the command line explains from the same log', async () => {
  const { id } = await managerOf('tea');
  const words = ['audit', 'explain', '--data', world.data, '--profile', world.profile, '--person', id, '--taxpayer', world.number('tea'), '--at'];
  await world.stop();
  assert.match(world.run(...words, new Date().toISOString()), /^\d+ .* mandate-registered by 0 \{.*\}\n(.*\n)*yes: allowed-as\n$/);
  assert.throws(() => world.run(...words, '2020-01-01T00:00:00+08:00'), (error) => error.status === 1 && error.stdout === 'no: association-none\n');
  assert.throws(() => world.run(...words, 'yesterday'), (error) => /--at takes a time/.test(error.stderr));
  await world.start();
});

test('X-09 every route of the decision point was seen', () => assert.deepEqual(unseen(accessPaths), []));

test('X-09 without demo mode nobody may ask who is no registered client', async () => {
  await world.stop();
  await world.start({ demo: false, options: ['--sms-url', 'http://127.0.0.1:9/', '--sms-user', 'nobody', '--sms-sender', '106'] });
  const stranger = new Client(world.base);
  for (const path of ['evaluation', 'evaluations', 'search/subject', 'search/resource', 'search/action', 'explain']) {
    const answer = await stranger.post(`/access/v1/${path}`, question('boss', 'act', 'tea', { at: '2026-01-01T00:00:00Z' }));
    assert.deepEqual([answer.status, answer.json.code], [401, 'unknown-client'], path);
    assert.match(answer.headers.get('www-authenticate'), /^Basic realm=.*Bearer/);
  }
  const far = new Client(world.base, { address: '192.0.2.7' });
  await world.stop();
  await world.start();
  assert.equal((await far.post('/access/v1/evaluation', question('boss', 'act', 'tea'))).status, 401);
});
