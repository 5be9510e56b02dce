// an administrator registers relying parties, gives them secrets, disables them; nobody else does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oidc from 'openid-client';
import { consolePaths, unseen } from './contract.mjs';
import { appoint, atDesk } from './office_desk.mjs';
import { discover, redirectUri, request, visit } from './relying.mjs';
import { Server } from './server.mjs';


let server; let admin; let clerk;
const metadata = { client_id: 'fees', client_name: '社保费', redirect_uris: [redirectUri], scope: 'openid', taxgate_resource_server: true, grant_types: ['authorization_code', 'client_credentials'] };

before(async () => {
  server = new Server({ profile: 'shaanxi-withholding-2019' });
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

test('X-09 every operation of the console\'s clients is documented and was seen', () => {
  assert.deepEqual(unseen(consolePaths), []);
});
