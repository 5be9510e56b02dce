import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import './contract.mjs';
import { Server, binary } from './server.mjs';
import { people, signIn } from './signing.mjs';

let server;
let everybody;
before(async () => {
  server = await new Server().start();
  everybody = await people(server);
});
after(() => server.remove());

async function opened() {
  const client = new Client(server.base);
  await client.open();
  return client;
}

const bodies = [
  ['malformed', '{"kind":', 400], ['not an object', '[1]', 400], ['a text', '"x"', 400], ['trailing', '{} {}', 400],
  ['a key twice', '{"kind":"sign-in","kind":"sign-in"}', 400], ['deeply nested', '['.repeat(5000), 400], ['empty', '', 400],
  ['an unknown kind', '{"kind":"steal"}', 422], ['a kind of the wrong type', '{"kind":7}', 422],
  ['an unknown entrance', '{"kind":"sign-in","entrance":"nowhere"}', 422],
];
for (const [what, body, status] of bodies) {
  test(`bad input: ${what} is answered ${status} as problem+json with a stable code`, async () => {
    const answer = await (await opened()).post('/v1/flows', body);
    assert.equal(answer.status, status, answer.text);
    assert.match(answer.headers.get('content-type'), /^application\/problem\+json/);
    assert.match(answer.json.code, /^[a-z-]+$/);
  });
}

test('bad input: another media type 415, a huge body 413, an unknown path 404, another method 405', async () => {
  const client = await opened();
  assert.equal((await client.post('/v1/flows', 'kind=sign-in', { 'Content-Type': 'text/plain' })).status, 415);
  assert.equal((await client.post('/v1/flows', '{"kind":"sign-in"}', { 'Content-Type': 'application/json; charset=gb18030' })).status, 415);
  assert.equal((await client.post('/v1/flows', 'x'.repeat(200000))).status, 413);
  assert.equal((await client.get('/v1/nothing')).status, 404);
  assert.equal((await client.request('PUT', '/v1/flows', {})).status, 405);
});

test('bad input: wrongly typed inputs, a stale step, a replayed and a foreign flow', async () => {
  const client = await opened();
  const { json: flow } = await client.begin('sign-in', 'self');
  assert.equal((await client.post(`/v1/flows/${flow.id}`, { step: flow.step.id, inputs: { account: { deep: 1 } } })).status, 400);
  assert.equal((await client.post(`/v1/flows/${flow.id}`, { step: 'sms', inputs: {} })).status, 409);
  assert.equal((await client.post(`/v1/flows/${flow.id}`, { step: flow.step.id, alternative: 'face' })).status, 422);
  assert.equal((await client.post(`/v1/flows/${flow.id}`, { step: flow.step.id, back: true })).status, 422);
  assert.equal((await (await opened()).get(`/v1/flows/${flow.id}`)).status, 404);
  assert.equal((await client.get('/v1/flows/never-begun')).status, 404);
  const { flow: done, client: signedIn } = await signIn(server, everybody[0]);
  assert.equal((await signedIn.post(`/v1/flows/${done.id}`, { step: 'sms', inputs: { sms_code: '123456' } })).status, 410);
});

test('bad input: a request of another site, and one without the CSRF token, is refused', async () => {
  const { client } = await signIn(server, everybody[0]);
  assert.equal((await client.post('/v1/me/sign-out', {}, { 'Sec-Fetch-Site': 'cross-site' })).json.code, 'cross-site');
  assert.equal((await client.post('/v1/me/sign-out', {}, { Origin: 'https://evil.example' })).json.code, 'cross-site');
  assert.equal((await client.post('/v1/me/sign-out', {}, { 'X-CSRF-Token': 'x' })).json.code, 'csrf');
  assert.equal((await client.get('/v1/me')).status, 200);
  assert.equal((await client.post('/v1/me/sign-out')).status, 204);
  assert.equal((await client.get('/v1/me')).status, 401);
});

test('a native client has no cookie: it gets its session in the answer', async () => {
  const native = new Client(server.base);
  const begun = await native.post('/v1/flows', { kind: 'sign-in', entrance: 'self', client: 'native' });
  assert.equal(begun.status, 201, begun.text);
  assert.equal(native.cookies.size, 0);
});

test('X-03 the data directory reveals no name, document number or phone', async () => {
  const secrets = everybody.flatMap((one) => [one.name, one.document, one.phone]).map((text) => Buffer.from(text));
  for (const file of readdirSync(server.data).filter((name) => name.startsWith('taxgate.db'))) {
    const octets = readFileSync(join(server.data, file));
    for (const secret of secrets) assert.equal(octets.indexOf(secret), -1, file);
  }
});

test('X-04 audit verify is good, and finds a changed and a removed entry', async () => {
  await server.stop();
  const verify = (folder) => {
    try {
      return { code: 0, text: execFileSync(binary, ['audit', 'verify', '--data', folder], { encoding: 'utf8' }) };
    } catch (error) {
      return { code: error.status, text: error.stdout };
    }
  };
  assert.match(verify(server.data).text, /^good: \d+ entries/m);
  for (const [what, sql] of [['changed', "DROP TRIGGER audit_no_update; UPDATE audit SET kind = 'nothing' WHERE seq = 3"], ['missing', 'DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE seq = 3']]) {
    const copy = join(server.folder, what);
    mkdirSync(join(copy, 'keys'), { recursive: true });
    for (const file of ['taxgate.db', 'keys/keyring', 'keys/master.key']) copyFileSync(join(server.data, file), join(copy, file));
    execFileSync('sqlite3', [join(copy, 'taxgate.db'), sql]);
    const found = verify(copy);
    assert.equal(found.code, 1, found.text);
    assert.match(found.text, new RegExp(`${what}: entries 3 to 3`));
  }
  await server.start();
});

test('X-04 audit verify beside a server that goes on writing sees one state of the log', async () => {
  const verify = () => new Promise((done) => {
    execFile(binary, ['audit', 'verify', '--data', server.data], (error, stdout, stderr) => done({ code: error?.code ?? 0, text: stdout + stderr }));
  });
  const { client } = await signIn(server, everybody.find((one) => one.phone));
  let writing = true;
  const writers = Array.from({ length: 4 }, async () => {
    while (writing) assert.equal((await client.post('/v1/me/identity', { identity: 'self' })).status, 200); // an event each
  });
  const counts = [];
  for (let i = 0; i < 12; ++i) {
    const { code, text } = await verify();
    assert.equal(code, 0, text);
    const [, entries, proved] = /^good: (\d+) entries, (\d+) proved, 0 faults$/m.exec(text);
    assert.equal(proved, entries);
    counts.push(Number(entries));
  }
  writing = false;
  await Promise.all(writers);
  assert.ok(counts.at(-1) > counts[0], `the log grew meanwhile: ${counts}`);
});

test('kill -9 loses nothing that was acknowledged', async () => {
  const { client } = await signIn(server, everybody[0]);
  await server.stop('SIGKILL');
  await server.start();
  client.base = server.base;
  assert.equal((await client.get('/v1/me')).status, 200);
});
