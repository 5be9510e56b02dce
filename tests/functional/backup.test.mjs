// What docs/operate.md promises of a back-up: taken while people sign in, restored elsewhere, it is the bureau of that instant.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import './contract.mjs';
import { Server, binary } from './server.mjs';
import { people, signIn } from './signing.mjs';

let server;
before(async () => { server = await new Server().start(); });
after(() => server.remove());

test('X-03 X-04 a back-up taken beside the running server is restored with the keys, and opens nothing without them', async () => {
  const person = (await people(server)).find((one) => one.phone);
  const { client } = await signIn(server, person);
  const copy = join(server.folder, 'backup.db');
  execFileSync(binary, ['backup', '--data', server.data, copy]);
  assert.equal(statSync(copy).mode & 0o777, 0o600);
  const octets = readFileSync(copy);
  for (const secret of [person.name, person.document, person.phone]) assert.equal(octets.indexOf(Buffer.from(secret)), -1);
  const again = spawnSync(binary, ['backup', '--data', server.data, copy], { encoding: 'utf8' });
  assert.equal(again.status, 1);
  assert.match(again.stderr, /exists already/);
  const cookies = new Map(client.cookies);
  await client.post('/v1/me/sign-out'); // after the copy: the restored bureau does not know it
  client.cookies = cookies;
  await server.stop();

  const elsewhere = join(server.folder, 'elsewhere');
  mkdirSync(elsewhere, { mode: 0o700 });
  cpSync(copy, join(elsewhere, 'taxgate.db'));
  const serve = () => spawnSync(binary, ['audit', 'verify', '--data', elsewhere], { encoding: 'utf8' });
  assert.notEqual(serve().status, 0, 'not without the keys');
  cpSync(join(server.data, 'keys'), join(elsewhere, 'keys'), { recursive: true });
  const verified = serve();
  assert.equal(verified.status, 0, verified.stdout + verified.stderr);
  assert.match(verified.stdout, /^good:/);
  server.data = elsewhere;
  await server.start();
  client.base = server.base;
  assert.equal((await client.get('/v1/me')).json.person.name, person.name);
  assert.ok(existsSync(copy));
});
