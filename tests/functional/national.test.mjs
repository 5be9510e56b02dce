import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import './contract.mjs';
import { beginAt, codes, fill, fresh, pass } from './filling.mjs';
import { root, Server } from './server.mjs';
import { smallWorld } from './small_world.mjs';
import { Transcript } from './transcript.mjs';

const many = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`shop${at}`, { name: `云岭第${at + 1}分店`, staff: { 办税员: 'bookkeeper' } }]));
const registry = () => smallWorld({
  taxpayers: {
    tea: { name: '云岭茶业有限公司', staff: { 法定代表人: 'boss', 办税员: ['clerk', 'waiting'] }, states: { waiting: '待确认' } },
    mill: { name: '云岭面粉有限公司', staff: { 财务负责人: 'boss' } },
    agency: { name: '云岭税务师事务所', kind: '涉税专业服务机构', staff: { 法定代表人: 'agent' } },
    builder: { name: '云岭建筑安装有限公司', kind: '跨区域报验户', staff: { 法定代表人: 'mason' } },
    source: { name: '云岭物业租赁部', kind: '跨区税源登记户', staff: { 法定代表人: 'mason' } },
    other: { name: '云岭其他登记户', kind: '其他登记户', staff: { 法定代表人: 'mason' } },
    gone: { name: '云岭迁出企业', kind: '迁出省外户', staff: { 法定代表人: 'mason' } },
    ...many,
  },
});

let server;
let world;
before(async () => {
  server = new Server({ profile: 'national-2024', registry: registry() });
  world = server.world;
  await server.start();
});
after(() => server.remove());

const named = (key) => world.people[key];
const passwords = new Map();
const client = () => new Client(server.base);

/** Up to the identity page, or to the end. */
async function toIdentity(one, who, entrance, taxpayer) {
  const { document, phone } = named(who);
  let flow = await beginAt(one, 'sign-in', entrance);
  flow = await pass(one, flow, { taxpayer: taxpayer && world.taxpayers[taxpayer].number, account: document, password: passwords.get(who) ?? document.slice(-6) });
  flow = await pass(one, flow, {}, { phone });
  if (flow.step.id === 'new-password') {
    flow = await pass(one, flow, { new_password: fresh, repeat_password: fresh });
    passwords.set(who, fresh);
  }
  return flow;
}
const me = async (one) => (await one.get('/v1/me')).json;

test('NT-01 four entrances, and one for all identities', async () => {
  const bureau = await client().open();
  assert.deepEqual(bureau.entrances.filter((one) => one.kind !== 'office').map((one) => [one.title, one.kind]), [['企业业务', 'enterprise'], ['自然人业务', 'self'], ['代理业务', 'agency'], ['特定主体', 'enterprise'], ['多合一', 'any']]);
});

test('NT-01 without a taxpayer number one picks one of all identities, oneself among them', async () => {
  const one = client();
  const flow = await toIdentity(one, 'boss', 'any');
  const [{ choices, searchable, style }] = flow.step.inputs;
  assert.deepEqual(choices.map((item) => item.title).sort(), ['云岭茶业有限公司', '云岭面粉有限公司', '本人']);
  assert.equal(searchable, undefined);
  assert.equal(style, 'cards');
  const tea = choices.find((item) => item.title === '云岭茶业有限公司');
  assert.match(tea.detail, new RegExp(`法定代表人.*${world.taxpayers.tea.number}`));
  assert.equal((await pass(one, flow, { identity: tea.id })).state, 'done');
  assert.equal((await me(one)).identity.principal.name, '云岭茶业有限公司');
  const other = client();
  assert.equal((await pass(other, await toIdentity(other, 'boss', 'any'), { identity: 'self' })).state, 'done');
  assert.equal((await me(other)).identity.kind, 'self');
});

test('NT-01 what cannot be used is shown with its reason, and cannot be taken', async () => {
  const one = client();
  const flow = await toIdentity(one, 'waiting', 'any');
  const closed = flow.step.inputs[0].choices.find((item) => item.title === '云岭茶业有限公司');
  assert.equal(closed.disabled, true);
  assert.match(closed.reason, /确认/);
  assert.deepEqual(codes(await fill(one, flow, { identity: closed.id })), { identity: 'identity-not-usable' });
  assert.equal((await one.get('/v1/me')).status, 401);
});

test('NT-01 many identities are searchable', async () => {
  const one = client();
  const flow = await toIdentity(one, 'bookkeeper', 'any');
  assert.equal(flow.step.inputs[0].choices.length, 10);
  assert.equal(flow.step.inputs[0].searchable, true);
});

test('NT-04 a specific subject signs in by its own entrance, and the others say which one is right', async () => {
  for (const taxpayer of ['builder', 'source', 'other', 'gone']) {
    const one = client();
    const flow = await toIdentity(one, 'mason', 'specific', taxpayer);
    assert.equal(flow.state, 'done', taxpayer);
    assert.equal((await me(one)).identity.principal.number, world.taxpayers[taxpayer].number);
  }
  const refused = await toIdentity(client(), 'mason', 'enterprise', 'builder');
  assert.equal(refused.state, 'refused');
  assert.match(refused.notices[0].text, /请从“特定主体”入口登录/);
  const back = await toIdentity(client(), 'boss', 'specific', 'tea');
  assert.equal(back.state, 'refused');
  assert.match(back.notices[0].text, /请从“企业业务”入口登录/);
});

test('NT-01 an agency has its own entrance', async () => {
  const one = client();
  assert.equal((await toIdentity(one, 'agent', 'agency', 'agency')).state, 'done');
  assert.equal((await me(one)).identity.kind, 'agency');
  assert.equal((await toIdentity(client(), 'boss', 'agency', 'tea')).state, 'refused');
});

test('NT-02 each role has functions of its own', async () => {
  const functions = async (who, taxpayer) => {
    const one = client();
    await toIdentity(one, who, 'enterprise', taxpayer);
    return (await me(one)).identity.functions.map((item) => item.id);
  };
  assert.ok((await functions('boss', 'tea')).includes('personnel'));
  const clerk = await functions('clerk', 'tea');
  assert.ok(clerk.includes('declaration') && !clerk.includes('personnel') && !clerk.includes('social-insurance'), clerk.join());
});

async function formerWay(profile, until) {
  const own = new Server({ profile, registry: registry(), settings: until ? { until: `"${until}"` } : {} });
  const { number } = own.world.taxpayers.tea;
  const password = own.counter('password', '--taxpayer', number);
  await own.start();
  return { own, number, password, boss: own.world.people.boss };
}

for (const [id, profile] of [['SX-03', 'shanxi-2023'], ['QD-01', 'qingdao-2023']]) {
  test(`${id} the former sign-in is open until its date`, async () => {
    const { own, number, password, boss } = await formerWay(profile, '2099-12-31');
    try {
      const one = new Client(own.base);
      let flow = await beginAt(one, 'sign-in', 'former');
      flow = await pass(one, flow, { taxpayer: number, enterprise_password: password });
      flow = await pass(one, flow, { person: flow.step.inputs[0].choices.find((item) => item.title === boss.name).id });
      flow = await pass(one, flow, {}, { phone: boss.phone });
      assert.equal(flow.state, 'done');
      assert.equal((await me(one)).person.name, boss.name);
    } finally {
      await own.remove();
    }
  });

  test(`${id} after its date it leads to the new one, with a message`, async () => {
    const { own } = await formerWay(profile);
    try {
      const one = new Client(own.base);
      assert.ok(!(await one.open()).entrances.some((way) => way.id === 'former'));
      const flow = await beginAt(one, 'sign-in', 'former');
      assert.equal(flow.entrance, 'enterprise');
      assert.equal(flow.notices[0].text, '“企业登录（旧版）”已于2023-06-30停用，请使用“企业业务”登录。');
    } finally {
      await own.remove();
    }
  });
}

test('QD-14 cross-region payers sign in as specific subjects', async () => {
  const own = new Server({ profile: 'qingdao-2023', registry: registry() });
  try {
    await own.start();
    const { mason } = own.world.people;
    const one = new Client(own.base);
    const to = async (entrance, password) => {
      const flow = await pass(one, await beginAt(one, 'sign-in', entrance), { taxpayer: own.world.taxpayers.builder.number, account: mason.document, password });
      return pass(one, flow, {}, { phone: mason.phone });
    };
    let flow = await to('specific', mason.document.slice(-6));
    flow = await pass(one, flow, { new_password: fresh, repeat_password: fresh });
    assert.equal(flow.result.next.startsWith('/?entrance='), true);
    assert.equal((await to('specific', fresh)).state, 'done');
    const refused = await to('enterprise', fresh);
    assert.match(refused.notices[0].text, /请从“特定主体”入口登录/);
  } finally {
    await own.remove();
  }
});

test('a province that never was signs people in: a file, and no line of C++', async () => {
  const own = new Server({ profile: 'qiyun', profileFile: join(root, 'tests/data/profiles/qiyun.toml'), registry: registry() });
  try {
    const { boss } = own.world.people;
    const { tea } = own.world.taxpayers;
    const password = own.counter('password', '--taxpayer', tea.number);
    await own.start();
    const one = new Client(own.base, { locale: 'en' });
    const bureau = await one.open();
    assert.deepEqual(bureau.entrances.map((way) => way.title), ['Guild hall']);
    let flow = await beginAt(one, 'sign-in', 'guild');
    assert.equal(flow.step.title, 'Whose books');
    flow = await pass(one, flow, { taxpayer: tea.number, enterprise_password: password });
    flow = await pass(one, flow, { person: flow.step.inputs[0].choices.find((item) => item.title === boss.name).id });
    assert.equal(flow.step.title, 'The code that we sent');
    flow = await pass(one, flow, {}, { phone: boss.phone });
    const short = await fill(one, flow, { new_password: 'Abc#12345', repeat_password: 'Abc#12345' });
    assert.deepEqual(codes(short), { new_password: 'password-too-short' });
    flow = await pass(one, short.json.flow, { new_password: 'quite long enough', repeat_password: 'quite long enough' });
    assert.equal(flow.state, 'done');
    assert.equal((await me(one)).identity.role_title, 'Master');
  } finally {
    await own.remove();
  }
});

/** A first sign-in by the initial password, as each bureau of that kind has it. */
async function firstSignIn(profile, about) {
  const own = new Server({ profile, registry: registry() });
  try {
    await own.start();
    const { clerk } = own.world.people;
    const { tea } = own.world.taxpayers;
    const one = new Transcript(own.base, {
      title: '企业业务：初始密码首次登录', about,
      names: { '{clerk}': clerk.name, '{clerk.document}': clerk.document, '{tea.number}': tea.number },
    });
    let flow = await pass(one, await beginAt(one, 'sign-in', 'enterprise'), { taxpayer: tea.number, account: clerk.document, password: clerk.document.slice(-6) });
    flow = await pass(one, flow, {}, { phone: clerk.phone });
    flow = await pass(one, flow, { new_password: fresh, repeat_password: fresh });
    if (flow.result.next !== '/home') {
      one.say('The bureau wants the new password at once.');
      flow = await pass(one, await beginAt(one, 'sign-in', 'enterprise'), { taxpayer: tea.number, account: clerk.document, password: fresh });
      flow = await pass(one, flow, {}, { phone: clerk.phone });
    }
    assert.equal(flow.state, 'done');
    one.end(`${profile}/first-sign-in`);
  } finally {
    await own.remove();
  }
}

test('SX-04 golden: the first sign-in', () => firstSignIn('shanxi-2023', 'The initial password opens nothing but its own change; then the session opens.'));
test('QD-06 golden: the first sign-in', () => firstSignIn('qingdao-2023', 'The initial password opens nothing but its own change; then one signs in again.'));

test('NT-01 golden: one of all identities', async () => {
  const own = new Server({ profile: 'national-2024', registry: registry() });
  try {
    await own.start();
    const { boss } = own.world.people;
    const one = new Transcript(own.base, {
      title: '多合一：登录后选择身份',
      about: 'Somebody signs in without a taxpayer number and picks one of all identities.',
      names: { '{boss}': boss.name, '{boss.document}': boss.document, '{tea.number}': own.world.taxpayers.tea.number, '{mill.number}': own.world.taxpayers.mill.number },
    });
    let flow = await pass(one, await beginAt(one, 'sign-in', 'any'), { account: boss.document, password: boss.document.slice(-6) });
    flow = await pass(one, flow, {}, { phone: boss.phone });
    flow = await pass(one, flow, { new_password: fresh, repeat_password: fresh });
    flow = await pass(one, flow, { identity: flow.step.inputs[0].choices.find((item) => item.title === '云岭茶业有限公司').id });
    assert.equal(flow.state, 'done');
    one.end('national-2024/any-identity');
  } finally {
    await own.remove();
  }
});
