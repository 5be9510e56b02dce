// X-09: an administrator registers relying parties, gives them secrets, disables them; nobody else does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oidc from 'openid-client';
import { Client } from './client.mjs';
import { consolePaths, unseen } from './contract.mjs';
import { appoint, atDesk } from './office_desk.mjs';
import { discover, redirectUri, request, visit } from './relying.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

let server; let admin; let clerk;
const metadata = { client_id: 'fees', client_name: '社保费', redirect_uris: [redirectUri], scope: 'openid', taxgate_resource_server: true, grant_types: ['authorization_code', 'client_credentials'] };

before(async () => {
  server = new Server();
  const { officers } = appoint(server, ['administrator', 'clerk']);
  await server.start();
  [admin, clerk] = [await atDesk(server, officers[0]), await atDesk(server, officers[1])];
});
after(() => server?.remove());

test('X-09 a clerk sees and changes no relying party', async () => {
  assert.equal((await clerk.get('/v1/office/clients')).status, 403);
  assert.equal((await clerk.request('PUT', '/v1/office/clients', metadata)).status, 403);
  assert.equal((await clerk.post('/v1/office/signing-keys/rotate')).status, 403);
});

test('X-09 what is wrong with the metadata is said by member, and nothing is stored', async () => {
  const answer = await admin.request('PUT', '/v1/office/clients', { ...metadata, redirect_uris: ['http://evil.example/'], colour: 'red' });
  assert.equal(answer.status, 422);
  assert.deepEqual(answer.json.faults.map((one) => one.member), ['redirect_uris', 'colour']);
  assert.deepEqual((await admin.get('/v1/office/clients')).json.clients, []);
});

test('X-09 registered, given a secret, tried, disabled and enabled again', async () => {
  assert.equal((await admin.request('PUT', '/v1/office/clients', metadata)).status, 204);
  const first = (await admin.post('/v1/office/clients/fees/secret')).json.client_secret;
  const second = (await admin.post('/v1/office/clients/fees/secret')).json.client_secret;
  await assert.rejects(oidc.clientCredentialsGrant(await discover(server, 'fees', first)), { status: 401 });
  const config = await discover(server, 'fees', second);
  const { access_token } = await oidc.clientCredentialsGrant(config);
  const usual = { response_type: 'code', scope: 'openid', redirect_uri: redirectUri, code_challenge: 'A'.repeat(43), code_challenge_method: 'S256' };
  assert.deepEqual((await admin.post('/v1/office/clients/fees/rehearsal', usual)).json, { fine: true });
  const wrong = await admin.post('/v1/office/clients/fees/rehearsal', { ...usual, redirect_uri: 'https://elsewhere.example/' });
  assert.equal(wrong.json.fault.description, 'redirect_uri is not registered for this client');
  assert.equal((await admin.post('/v1/office/clients/fees/disable')).status, 204);
  await assert.rejects(oidc.clientCredentialsGrant(config), { status: 401 });
  assert.equal((await admin.post('/v1/office/clients/fees/enable')).status, 204);
  assert.equal((await oidc.tokenIntrospection(config, access_token)).active, false); // the old token stays over
  assert.equal((await admin.post('/v1/office/clients/nobody/secret')).status, 404);
  const { json } = await admin.get('/v1/office/clients');
  assert.deepEqual(json.clients.map((one) => [one.client_id, one.has_secret, one.active]), [['fees', true, true]]);
});

test('X-09 what another administrator changed meanwhile is not overwritten unseen', async () => {
  const put = (version, more = {}) => admin.request('PUT', `/v1/office/clients?version=${version}`, { ...metadata, ...more });
  const { version } = (await admin.get('/v1/office/clients')).json.clients[0];
  assert.equal((await put(0)).status, 409); // there is one of that name
  assert.equal((await put(version, { client_name: '社保费系统' })).status, 204);
  assert.equal((await put(version)).json.code, 'conflict');
  assert.equal((await put(3, { client_id: 'nobody' })).status, 409);
  assert.equal((await put('x')).status, 400);
  assert.deepEqual((await admin.get('/v1/office/clients')).json.clients.map((one) => [one.client_id, one.metadata.client_name]), [['fees', '社保费系统']]);
});

test('JWKS: a new signing key is published before it signs, and the former one stays', async () => {
  const before = (await (await fetch(`${server.base}/oauth2/jwks`)).json()).keys.map((key) => key.kid);
  assert.equal((await admin.post('/v1/office/signing-keys/rotate')).status, 204);
  const { keys } = await (await fetch(`${server.base}/oauth2/jwks`)).json();
  assert.equal(keys.length, before.length + 2);
  assert.ok(before.every((kid) => keys.some((key) => key.kid === kid)));
});

test('X-09 an officer\'s session acts for nobody at a relying party', async () => {
  const secret = (await admin.post('/v1/office/clients/fees/secret')).json.client_secret;
  const config = await discover(server, 'fees', secret);
  const { to } = await visit(admin, (await request(config)).url);
  assert.equal(to.pathname, '/');
});

test('X-09 a test sign-in shows what the relying party would get, once, and gives the relying party nothing', async () => {
  const begun = await admin.post('/v1/office/clients/fees/trial');
  assert.equal(begun.status, 200, begun.text);
  const url = new URL(begun.json.url);
  const stranger = new Client(server.base);
  assert.ok((await visit(stranger, url)).to.searchParams.get('continue'), 'whoever is not signed in signs in first');
  const { client } = await signIn(server, (await people(server)).find((one) => one.phone));
  const { to } = await visit(client, url);
  assert.equal(to.pathname, '/trial', String(to));
  const code = to.searchParams.get('code');
  const secret = (await admin.post('/v1/office/clients/fees/secret')).json.client_secret;
  const redeemed = await fetch(`${server.base}/oauth2/token`, { method: 'POST', headers: { Authorization: `Basic ${Buffer.from(`fees:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: `${server.base}/trial`, code_verifier: 'A'.repeat(43) }) });
  assert.equal((await redeemed.json()).error, 'invalid_grant');
  const shown = await stranger.post('/v1/trial', { code });
  assert.equal(shown.status, 200, shown.text);
  assert.equal(shown.json.client.id, 'fees');
  assert.equal(shown.json.id_token.aud, 'fees');
  assert.equal(shown.json.userinfo.sub, shown.json.id_token.sub);
  assert.ok(!shown.text.includes('access_token'));
  assert.equal((await stranger.post('/v1/trial', { code })).status, 404);
  assert.deepEqual((await client.get('/v1/me/systems')).json.systems, []);
});

test('X-09 the page of test sign-ins is no redirect URI, and shows no code of a relying party', async () => {
  const config = await discover(server, 'fees', (await admin.post('/v1/office/clients/fees/secret')).json.client_secret);
  const { client } = await signIn(server, (await people(server)).find((one) => one.phone));
  const own = await visit(client, (await request(config, { redirect_uri: `${server.base}/trial` })).url);
  assert.equal(own.to.searchParams.get('problem'), 'invalid_request');
  const { to } = await visit(client, (await request(config)).url);
  assert.equal((await client.post('/v1/trial', { code: to.searchParams.get('code') })).status, 404);
  assert.equal((await client.post('/v1/trial', {})).status, 404);
  assert.equal((await clerk.post('/v1/office/clients/fees/trial')).status, 403);
  assert.equal((await admin.post('/v1/office/clients/nobody/trial')).status, 404);
});

test('X-09 every operation of the console\'s clients is documented and was seen', () => {
  assert.deepEqual(unseen(consolePaths), []);
});
