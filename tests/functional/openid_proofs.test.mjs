// Proofs of possession at what downstream systems ask: each counts once, however much is asked with it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createHash, randomUUID } from 'node:crypto';
import * as jose from 'jose';
import { discover, obtain, register } from './relying.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

let server; let secrets; let subjects; let principal; let keys; let jwk;

before(async () => {
  server = new Server();
  secrets = register(server,
    { client_id: 'books' },
    { client_id: 'desk', taxgate_resource_server: true, grant_types: ['client_credentials'], dpop_bound_access_tokens: true });
  await server.start();
  const two = (await people(server)).filter((one) => one.phone && one.enterprises.length > 0).slice(0, 2);
  const config = await discover(server, 'books', secrets.books);
  subjects = [];
  for (const person of two) {
    const { client } = await signIn(server, person);
    subjects.push((await obtain(config, client)).tokens.claims().sub);
    principal ??= (await client.get('/v1/me/associations')).json.associations.find((one) => one.state === 'in-force').principal.number;
  }
  keys = await jose.generateKeyPair('ES256');
  jwk = await jose.exportJWK(keys.publicKey);
});
after(() => server?.remove());

const proof = (path, token, jti = randomUUID()) => new jose.SignJWT({
  htm: 'POST', htu: server.base + path, jti, ...(token ? { ath: createHash('sha256').update(token).digest('base64url') } : {}) })
  .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk }).setIssuedAt().sign(keys.privateKey);

async function ownToken() {
  const answer = await fetch(`${server.base}/oauth2/token`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }),
    headers: { Authorization: `Basic ${Buffer.from(`desk:${secrets.desk}`).toString('base64')}`, DPoP: await proof('/oauth2/token') } });
  const body = await answer.json();
  assert.equal(body.token_type, 'DPoP', JSON.stringify(body));
  return body.access_token;
}

test('AuthZEN §7, RFC 9449 §7: one proof carries a batch about several people, and never a second request', async () => {
  const token = await ownToken();
  const path = '/access/v1/evaluations';
  const headers = { Authorization: `DPoP ${token}`, DPoP: await proof(path, token), 'Content-Type': 'application/json' };
  const body = JSON.stringify({ action: { name: 'act' }, resource: { type: 'taxpayer', id: principal },
    evaluations: [...subjects, 'nobody'].map((id) => ({ subject: { type: 'person', id } })) });
  const ask = () => fetch(server.base + path, { method: 'POST', headers, body });
  const answer = await ask();
  const { evaluations } = await answer.json();
  assert.equal(answer.status, 200, answer.headers.get('WWW-Authenticate'));
  assert.equal(evaluations[0].decision, true, JSON.stringify(evaluations[0]));
  assert.notEqual(evaluations[1].context.reason_admin.code, 'subject-unknown');
  assert.equal(evaluations[2].context.reason_admin.code, 'subject-unknown');
  assert.equal((await ask()).status, 401);
});

test('RFC 9449 §7.2: a bound token is nothing as a bearer, and nothing without its proof', async () => {
  const token = await ownToken();
  for (const Authorization of [`Bearer ${token}`, `DPoP ${token}`]) {
    const answer = await fetch(`${server.base}/access/v1/evaluation`, { method: 'POST', headers: { Authorization, 'Content-Type': 'application/json' },
      body: JSON.stringify({ subject: { type: 'person', id: subjects[0] }, action: { name: 'act' }, resource: { type: 'taxpayer', id: principal } }) });
    assert.equal(answer.status, 401, Authorization.split(' ')[0]);
  }
});

test('RFC 9449 §11.1: of twenty requests with one proof at the same moment exactly one is answered', async () => {
  const DPoP = await proof('/oauth2/token');
  const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${server.base}/oauth2/token`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }),
    headers: { Authorization: `Basic ${Buffer.from(`desk:${secrets.desk}`).toString('base64')}`, DPoP } })));
  assert.equal(answers.filter((one) => one.status === 200).length, 1);
  const refused = answers.find((one) => one.status !== 200);
  assert.equal((await refused.json()).error, 'invalid_dpop_proof');
});
