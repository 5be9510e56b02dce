// One server, several bureaus by host name: each has its own data, people, branding and texts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import './contract.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

let usual; // 127.0.0.1, and every name that no other bureau has
let other; // 127.0.0.2: its data and profile; the process is the usual one's
before(async () => {
  other = new Server({ profile: 'qingdao-2023' });
  usual = new Server({ address: '0.0.0.0', options: ['--bureau', '127.0.0.2', other.data, other.profile] });
  await usual.start();
  other.base = usual.base.replace('127.0.0.1', '127.0.0.2');
});
after(async () => {
  await usual.remove();
  await other.remove();
});

test('each host name leads to its own bureau: name, entrances, texts', async () => {
  const [first, second] = await Promise.all([usual, other].map(async ({ base }) => new Client(base).open()));
  assert.equal(first.profile, 'shanxi-2023');
  assert.equal(second.profile, 'qingdao-2023');
  assert.notEqual(first.name, second.name);
  assert.notDeepEqual(first.entrances.map(({ id }) => id), second.entrances.map(({ id }) => id));
  const localhost = await new Client(usual.base.replace('127.0.0.1', 'localhost')).open();
  assert.equal(localhost.profile, 'shanxi-2023', 'a name that no bureau has is the usual one');
});

test('a session of one bureau opens nothing in another', async () => {
  const [person] = await people(usual);
  const { client: visitor } = await signIn(usual, person);
  assert.equal((await visitor.get('/v1/me')).status, 200);
  visitor.base = other.base; // a browser would not send the cookies there; an attacker would
  const refused = await visitor.get('/v1/me');
  assert.equal(refused.status, 401);
  assert.equal(refused.json.code, 'no-session');
});

test('what one bureau is told stays with it', async () => {
  const here = new Client(other.base);
  const flow = (await here.begin('sign-in', (await here.open()).entrances[0].id)).json;
  assert.equal((await here.get(`/v1/flows/${flow.id}`)).status, 200);
  here.base = usual.base;
  assert.equal((await here.get(`/v1/flows/${flow.id}`)).status, 404);
});

test('a host name that is none, or is given twice, is refused before anything is served', async () => {
  await usual.stop(); // one process alone may open a data directory
  for (const hosts of [['with/slash'], ['127.0.0.2:80'], ['Twice.test', 'twice.test']]) {
    const data = [other.data, usual.data];
    const third = new Server({ options: hosts.flatMap((host, at) => ['--bureau', host, data[at], usual.profile]) });
    await assert.rejects(third.start(), /host name/, hosts.join());
    await third.remove();
  }
});
