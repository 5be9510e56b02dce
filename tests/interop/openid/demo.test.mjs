// The demo's downstream systems on the real binary: who comes in, who does not, and how a session ends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { beginAt, pass } from '../../functional/filling.mjs';
import { act, addHandler, liaoning } from '../../functional/liaoning_world.mjs';
import { until } from '../kannel/kannel.mjs';
import { Browser } from './browser.mjs';
import { DemoSystem } from './demo_systems.mjs';

let world; let boss;
const fees = new DemoSystem('fee-system', { FUNCTION: 'social-insurance' });
const invoices = new DemoSystem('invoices', { LEAST_LEVEL: '2', FEE_SYSTEM: 'http://fees.example/' });

before(async () => {
  world = liaoning();
  for (const one of [fees, invoices]) await one.register(world);
  await world.start();
  for (const one of [fees, invoices]) await one.start(world);
  boss = await world.signIn('tea', 'boss');
});
after(async () => {
  for (const one of [fees, invoices]) await one.stop();
  await world?.remove();
});

const pure = async () => {
  const client = world.client();
  await pass(client, await beginAt(client, 'sign-in', 'ordinary'), world.firm('pure'));
  return client;
};
const enter = async (client, system) => {
  const browser = new Browser(client);
  return { browser, at: await browser.go(`${system.base}/sign-in`) };
};

test('SS-01 LN-13 a pure payer comes into the fee system, sees for whom, and opens no invoice', async () => {
  const { browser, at } = await enter(await pure(), fees);
  assert.equal(at.status, 200, at.text);
  assert.match(at.text, /云岭社区服务站/);
  assert.match(at.text, /单位账户/);
  assert.match(at.text, /class="chip">社保费</);
  assert.match((await browser.post(`${fees.base}/pay`, {})).text, /缴清/);
  const other = await browser.go(`${invoices.base}/sign-in`);
  assert.match(other.text, /没有开具发票的功能/);
  assert.match(other.text, /fees\.example/);
  assert.equal((await browser.go(`${invoices.base}/issue`)).status, 403);
});

test('SS-01 a legal representative pays, too; a handler without the function is told why not', async () => {
  const { at } = await enter(boss, fees);
  assert.match(at.text, /云岭茶业有限公司/);
  assert.ok(at.text.includes(world.person('boss').name));
  assert.equal((await addHandler(boss, world.person('clerk'))).status, 201);
  const clerk = await enter(await world.signIn('tea', 'clerk'), fees);
  assert.equal(clerk.at.status, 403);
  assert.match(clerk.at.text, /没有社保费功能/);
  assert.equal((await clerk.browser.post(`${fees.base}/pay`, {})).status, 403);
});

test('nobody without a session, from another browser, or from another page', async () => {
  const stranger = new Browser(world.client());
  assert.match((await stranger.go(fees.base)).text, /用电子税务局账号登录/);
  assert.equal((await stranger.go(`${fees.base}/session`)).status, 401);
  const begun = await new Browser(boss).go(`${fees.base}/sign-in`, { until: (url) => url.pathname === '/callback' });
  assert.equal((await stranger.go(begun.url)).status, 400);
  const { browser } = await enter(boss, fees);
  assert.equal((await browser.post(`${fees.base}/pay`, {}, { headers: { Origin: 'http://evil.example' } })).status, 403);
});

test('invoices: a function and the level let one issue; another identity is a tab of its own', async () => {
  const { browser, at } = await enter(boss, invoices);
  assert.match(at.text, /还没有开具过发票/);
  const done = await browser.post(`${invoices.base}/issue`, { buyer: '青山<商贸>有限公司', amount: '1234.50' });
  assert.match(done.text, /青山&lt;商贸&gt;有限公司/);
  assert.match(done.text, /1,234\.50/);
  const pureTab = await browser.post(`${invoices.base}/identity`, { principal: world.number('pure') });
  assert.equal(pureTab.url.search, '?as=1', pureTab.text);
  assert.match(pureTab.text, /云岭社区服务站/);
  assert.match((await browser.go(`${invoices.base}/`)).text, /<h1>云岭茶业有限公司/);
  const foreign = await browser.post(`${invoices.base}/identity`, { principal: world.number('mill') });
  assert.equal(foreign.status, 403);
  assert.match(foreign.text, /不能代表这家企业/);
});

test('a frozen mandate: its session here is over within a second, and nothing can be issued', async () => {
  const permission = await boss.post('/v1/enterprise/permissions', { name: '开票', description: '', functions: ['invoice'] });
  assert.equal((await addHandler(boss, world.person('other'), { permission: permission.json.id })).status, 201);
  const { browser, at } = await enter(await world.signIn('tea', 'other'), invoices);
  assert.match(at.text, /开具发票/);
  assert.equal((await browser.go(`${invoices.base}/session`)).status, 204);
  assert.equal((await act(boss, world.person('other'), 'freeze')).status, 200);
  await until('the system hears of it', async () => (await browser.go(`${invoices.base}/session`)).status === 401, 1000);
  const late = await browser.post(`${invoices.base}/issue`, { buyer: '迟到', amount: '1' });
  assert.doesNotMatch(late.text, /迟到/);
});

test('signing out ends every identity of every tab', async () => {
  const client = await world.signIn('tea', 'boss');
  const { browser } = await enter(client, invoices);
  await browser.post(`${invoices.base}/identity`, { principal: world.number('pure') });
  for (const as of [0, 1]) assert.equal((await browser.go(`${invoices.base}/session?as=${as}`)).status, 204);
  await client.post('/v1/me/sign-out', {});
  await until('both are over', async () => (await browser.go(`${invoices.base}/session?as=1`)).status === 401, 2000);
});

test('NT-05 RFC 9470: below the level one is sent to a stronger sign-in, and told when there is none', async () => {
  const strict = new DemoSystem('invoices');
  const other = liaoning();
  try {
    await strict.register(other);
    await other.start();
    await strict.start(other);
    const client = await other.signIn('tea', 'boss');
    const { browser } = await enter(client, strict);
    const asked = await browser.go(`${strict.base}/issue`);
    assert.equal(asked.status, 403);
    assert.match(asked.text, /4 级（人脸）/);
    const up = await browser.go(`${strict.base}/sign-in?for=level`, { until: (url) => url.pathname === '/' && url.searchParams.has('continue') });
    const again = await other.signIn('tea', 'boss'); // the strongest sign-in that there is
    browser.client = again;
    const back = await browser.go(new URL(up.url.searchParams.get('continue'), other.base));
    assert.equal(back.status, 403);
    assert.match(back.text, /认证等级没有达到/);
  } finally {
    await strict.stop();
    await other.remove();
  }
});

test('RP-initiated logout ends the session here, at the bureau, and in the other system', async () => {
  const client = await world.signIn('tea', 'boss');
  const { browser } = await enter(client, fees);
  await browser.go(`${invoices.base}/sign-in`);
  assert.equal((await browser.go(`${invoices.base}/session`)).status, 204);
  const out = await browser.post(`${fees.base}/sign-out`, {});
  assert.equal(out.url.pathname, '/signed-out', out.text);
  assert.equal((await client.get('/v1/me')).status, 401);
  await until('the other system hears of it', async () => (await browser.go(`${invoices.base}/session`)).status === 401, 2000);
});

test('back-channel logout: signing out at the bureau ends the session of a system at once; a forged token ends none', async () => {
  const client = await world.signIn('tea', 'boss');
  const { browser } = await enter(client, fees);
  const forged = await fetch(`${fees.base}/backchannel-logout`, { method: 'POST', body: new URLSearchParams({ logout_token: 'e30.e30.e30' }) });
  assert.equal(forged.status, 400);
  assert.equal((await browser.go(`${fees.base}/session`)).status, 204);
  await client.post('/v1/me/sign-out', {});
  await until('the system hears of it', async () => (await browser.go(`${fees.base}/session`)).status === 401, 2000);
});
