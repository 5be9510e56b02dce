// The options of `serve` for a gateway behind TLS: who it must be, and how long it may take. The protocol itself is held to a real
// Kannel in tests/interop.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import './contract.mjs';
import { Client } from './client.mjs';
import { Server, binary } from './server.mjs';
import { initial, people, requestCode } from './signing.mjs';

let server;
let person;
let gateway;
let certificate;
let received = [];
let silent = false;
before(async () => {
  server = await new Server().start();
  person = (await people(server)).find((one) => one.phone);
  await server.stop();
  certificate = join(server.folder, 'gateway.pem');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=gateway',
    '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', `${certificate}.key`, '-out', certificate], { stdio: 'ignore' });
  writeFileSync(join(server.folder, 'password'), 'secret\n');
  gateway = createServer({ key: readFileSync(`${certificate}.key`), cert: readFileSync(certificate) }, (request, response) => {
    let text = '';
    request.on('data', (chunk) => { text += chunk; });
    request.on('end', () => {
      received.push({ to: request.headers['x-kannel-to'], text });
      if (!silent) response.writeHead(202).end('0: Accepted for delivery');
    });
  });
  await new Promise((listening) => { gateway.listen(0, '127.0.0.1', listening); });
});
after(async () => {
  gateway.closeAllConnections();
  gateway.close();
  await server.remove();
});

const options = () => ['--sms-url', `https://127.0.0.1:${gateway.address().port}/cgi-bin/sendsms`, '--sms-user', 'taxgate', '--sms-password-file', join(server.folder, 'password')];
async function codeAskedFor(more) {
  received = [];
  await server.start({ options: [...options(), ...more] });
  const client = new Client(server.base);
  const begun = await client.begin('sign-in', 'self');
  const { json: flow } = await client.credentials(begun.json, { account: person.document, password: initial(person) });
  await requestCode(client, flow, flow.step.inputs[0]);
}
async function until(what) {
  for (let tries = 0; !what(); ++tries) {
    assert.ok(tries < 600, 'it did not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('X-06 a gateway with a certificate of its own is trusted by --sms-ca-file', async () => {
  await codeAskedFor(['--sms-ca-file', certificate]);
  await until(() => received.length);
  assert.equal(received[0].to, person.phone);
  assert.match(Buffer.from(received[0].text, 'utf8').toString(), /\d{6}/);
  await server.stop();
});

test('X-06 one that nobody vouches for gets no code', async () => {
  await codeAskedFor([]);
  await until(() => /sms message=\d+ protocol/.test(server.log));
  assert.equal(received.length, 0);
  await server.stop();
});

test('X-06 --sms-timeout ends the wait for a gateway that does not answer', async () => {
  silent = true;
  const begun = Date.now();
  await codeAskedFor(['--sms-ca-file', certificate, '--sms-connect-timeout', '1', '--sms-timeout', '1']);
  await until(() => /sms message=\d+ timed_out/.test(server.log));
  assert.ok(Date.now() - begun < 9000, 'long before the usual 10 s');
  assert.ok(received.length);
  await server.stop();
  silent = false;
});

test('an option of the gateway that cannot be is named in one line', () => {
  const serve = (...more) => {
    const run = spawnSync(binary, ['serve', '--data', server.data, '--profile', server.profile, ...options(), ...more], { encoding: 'utf8', timeout: 20000 });
    return { code: run.status, text: run.stdout + run.stderr };
  };
  for (const [more, said] of [
    [['--sms-connect-timeout', '9', '--sms-timeout', '3'], /--sms-timeout must not be less than --sms-connect-timeout/],
    [['--sms-timeout', '0'], /--sms-timeout/], [['--sms-timeout', '500'], /--sms-timeout/], [['--sms-ca-file', '/nowhere.pem'], /--sms-ca-file.*\/nowhere\.pem/],
    [['--sms-report-url', 'http://127.0.0.1/v1/sms/delivery?x=1'], /--sms-report-url/],
  ]) {
    const { code, text } = serve(...more);
    assert.notEqual(code, 0);
    assert.match(text, said);
  }
});
