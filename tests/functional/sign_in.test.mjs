import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import './contract.mjs';
import { Server } from './server.mjs';
import { goOn, initial, people, requestCode, signIn } from './signing.mjs';

let server;
let everybody;
before(async () => {
  server = await new Server().start();
  everybody = await people(server);
});
after(() => server.remove());

const handler = () => everybody.find((one) => one.enterprises.length > 0 && one.phone);

test('SX-01 the bureau has three entrances, each with what it asks for', async () => {
  const bureau = await new Client(server.base).open();
  const entrances = bureau.entrances.filter((one) => one.kind !== 'office');
  assert.deepEqual(entrances.map((one) => one.title), ['企业业务', '自然人业务', '代理业务']);
  assert.deepEqual(entrances.map((one) => one.kind), ['enterprise', 'self', 'agency']);
});

test('SX-04 X-08 an initial password opens nothing before the second factor and the change', async () => {
  const person = handler();
  const client = new Client(server.base);
  const begun = await client.begin('sign-in', 'self');
  const first = await client.credentials(begun.json, { account: person.document.toLowerCase(), password: initial(person).toLowerCase() });
  assert.equal(first.status, 200, first.text);
  assert.equal(first.json.step.id, 'sms');
  assert.equal((await client.get('/v1/me')).status, 401);
  const done = await goOn(client, first.json, person);
  assert.equal(done.json.state, 'done');
  assert.equal(done.json.result.next, '/home');
  const me = await client.get('/v1/me');
  assert.equal(me.status, 200, me.text);
  assert.equal(me.json.person.name, person.name);
  assert.equal(me.json.person.secret, 'set');
  assert.equal(me.json.identity.kind, 'self');
});

test('X-05 a wrong password and no such account are told alike', async () => {
  const person = everybody[0];
  const client = new Client(server.base);
  const answers = [];
  for (const account of [person.document, '11010519491231002X']) {
    const begun = await client.begin('sign-in', 'self');
    const answer = await client.credentials(begun.json, { account, password: 'Wrong#Password1' });
    assert.equal(answer.status, 422, answer.text);
    answers.push(answer.json.inputs);
  }
  assert.deepEqual(answers[0], answers[1]);
});

test('SX-02 SX-06 enterprise business needs an association, and says why not', async () => {
  const person = handler();
  const foreign = everybody.flatMap((one) => one.enterprises).find((one) => !person.enterprises.some((own) => own.number === one.number));
  const { flow } = await signIn(server, person, { entrance: 'enterprise', taxpayer: foreign.number });
  assert.equal(flow.state, 'refused');
  assert.equal(flow.notices.at(-1).code, 'association-none');
  const { client } = await signIn(server, person, { entrance: 'enterprise', taxpayer: person.enterprises[0].number });
  const me = await client.get('/v1/me');
  assert.equal(me.json.identity.principal.number, person.enterprises[0].number);
});

test('the bureau sends what its pages wear: colour, help line, slogan, the words beside the logo', async () => {
  for (const [locale, slogan] of [['zh-CN', '便捷办税　安全登录'], ['en', 'File and pay your taxes, safely signed in']]) {
    const { theme } = await new Client(server.base, { locale }).open();
    assert.equal(theme.slogan, slogan);
    assert.match(theme.logo_text, /山西|Shanxi/);
    assert.match(theme.colour, /^#[0-9a-f]{6}$/);
    assert.equal(theme.phone, '12366');
  }
});

test('SX-06 SX-08 the demo lists people as they are now: who may act, who not yet or no more, and whose number it is', async () => {
  const others = everybody.flatMap((one) => one.not_usable);
  for (const [state, title] of [['pending', '待确认'], ['expired', '已到期']]) {
    assert.ok(others.some((one) => one.state === state && one.state_title === title), state);
  }
  const [waiting] = everybody.filter((one) => one.not_usable.some(({ state }) => state === 'pending'));
  const { flow } = await signIn(server, waiting, { entrance: 'enterprise', taxpayer: waiting.not_usable.find(({ state }) => state === 'pending').number });
  assert.equal(flow.notices.at(-1).code, 'association-pending', 'what is listed as not usable is not');
  for (const person of everybody.filter((one) => one.phone && one.enterprises.length).slice(0, 2)) {
    const { client } = await signIn(server, person, { entrance: 'enterprise', taxpayer: person.enterprises[0].number });
    assert.equal((await client.get('/v1/me')).json.identity.principal.number, person.enterprises[0].number, 'and what is listed as usable is');
  }
  const twins = everybody.filter((one) => one.phone && everybody.some((it) => it !== one && it.phone === one.phone));
  assert.equal(twins.length, 2, 'the demo has a number of two persons');
  await signIn(server, twins[0]);
  const now = await people(server);
  assert.equal(now.find((one) => one.document === twins[0].document).phone, twins[0].phone);
  assert.equal(now.find((one) => one.document === twins[1].document).phone, undefined, 'taken over');
});

test('X-05 X-06 a new flow says when the number may have another code, whoever asks', async () => {
  const strict = await new Server({ settings: { resend_seconds: 60 } }).start();
  try {
    const person = (await people(strict)).find((one) => one.phone);
    const until = ({ json }) => json.step.inputs.find((input) => input.type === 'code').request.available_at;
    const first = new Client(strict.base);
    const begun = await first.begin('sign-in', 'self');
    const asked = await first.credentials(begun.json, { account: person.document, password: initial(person) });
    assert.ok(Date.parse(until(asked)) <= Date.now() + 1000);
    const limit = until(await requestCode(first, asked.json, asked.json.step.inputs[0]));

    const second = new Client(strict.base);
    const again = await second.credentials((await second.begin('sign-in', 'self')).json, { account: person.document, password: initial(person) });
    assert.equal(until(again), limit);
    const refused = await second.submit(again.json, { request_sms_code: true });
    assert.equal(refused.status, 429);

    // At recovery it goes by the number that was typed: the same for the person and for one that there is not.
    const shown = [];
    for (const [name, document_number] of [[person.name, person.document], ['王不在', '11010519491231002X']]) {
      const client = new Client(strict.base);
      const { json: flow } = await client.begin('recovery');
      const captcha = await client.captcha(flow);
      const answer = await client.submit(flow, { name, document_kind: 'resident-id', document_number, phone: person.phone, captcha });
      assert.equal(answer.status, 200, answer.text);
      shown.push(until(answer));
      assert.equal(until(await client.get(`/v1/flows/${flow.id}`)), limit, 'a reload says the same');
    }
    assert.deepEqual(shown, [limit, limit]);
  } finally {
    await strict.remove();
  }
});
