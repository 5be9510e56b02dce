import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import './contract.mjs';
import { Server } from './server.mjs';
import { goOn, initial, people, signIn } from './signing.mjs';

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
  assert.deepEqual(bureau.entrances.map((one) => one.title), ['企业业务', '自然人业务', '代理业务']);
  assert.deepEqual(bureau.entrances.map((one) => one.kind), ['enterprise', 'self', 'agency']);
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
