// OpenID Connect with stock libraries as relying parties, on the real binary.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import * as oidc from 'openid-client';
import * as jose from 'jose';
import { openidPaths, unseen } from './contract.mjs';
import { createServer } from 'node:http';
import { Client } from './client.mjs';
import { discover, obtain, redirectUri, register, request, visit } from './relying.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

let server; let secrets; let config; let person; let signedIn;
const all = ['authorization_code', 'refresh_token', 'client_credentials', 'urn:ietf:params:oauth:grant-type:device_code', 'urn:ietf:params:oauth:grant-type:token-exchange'];

/** A relying party's back-channel: every logout token that it was sent. */
const heard = { tokens: [], waiting: [] };
heard.server = createServer((incoming, answer) => {
  let body = '';
  incoming.on('data', (chunk) => { body += chunk; }).on('end', () => {
    heard.tokens.push(new URLSearchParams(body).get('logout_token'));
    for (const go of heard.waiting.splice(0)) go();
    answer.end();
  });
});
heard.next = async (count) => { while (heard.tokens.length < count) await new Promise((go) => heard.waiting.push(go)); return heard.tokens[count - 1]; };

/** A client's certificate, as its proxy has checked it. */
function certificate(subject) {
  const pem = execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', '/dev/null', '-days', '2', '-utf8', '-subj', subject], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const der = new X509Certificate(pem).raw;
  return { pem, header: `:${der.toString('base64')}:`, thumbprint: createHash('sha256').update(der).digest('base64url') };
}
const mill = certificate('/C=CN/O=云岭/CN=mill');
const other = certificate('/C=CN/O=云岭/CN=other');

before(async () => {
  await new Promise((listening) => { heard.server.listen(0, '127.0.0.1', listening); });
  heard.port = heard.server.address().port;
  server = new Server();
  secrets = register(server,
    { client_id: 'invoice', grant_types: all, scope: 'openid profile phone offline_access' },
    { client_id: 'invoice-rs', id_token_signed_response_alg: 'RS256', token_endpoint_auth_method: 'client_secret_post', taxgate_access_token_format: 'jwt' },
    { client_id: 'pairwise', subject_type: 'pairwise', taxgate_sector: 'elsewhere.example' },
    { client_id: 'spa', token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'] },
    { client_id: 'by-subject', token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: 'CN=mill,O=云岭,C=CN', tls_client_certificate_bound_access_tokens: true, grant_types: ['client_credentials'] },
    { client_id: 'by-itself', token_endpoint_auth_method: 'self_signed_tls_client_auth', taxgate_tls_certificate_thumbprint: mill.thumbprint, grant_types: ['client_credentials'] },
    { client_id: 'foreign', taxgate_first_party: false, scope: 'openid profile' },
    { client_id: 'logout', post_logout_redirect_uris: ['http://127.0.0.1:9/bye'], backchannel_logout_uri: `http://127.0.0.1:${heard.port}/logout`, grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:token-exchange'] },
    { client_id: 'resource', taxgate_resource_server: true, grant_types: ['client_credentials'] });
  await server.start();
  person = (await people(server)).find((one) => one.phone && one.enterprises.some((enterprise) => enterprise.role !== 'legal-representative'));
  signedIn = (await signIn(server, person)).client;
  config = await discover(server, 'invoice', secrets.invoice);
});
after(async () => {
  heard.server.close();
  await server?.remove();
});

test('OIDC Core §3.1: code, PKCE, ID token with ES256, userinfo', async () => {
  const { tokens } = await obtain(config, signedIn, { scope: 'openid profile' });
  const claims = tokens.claims();
  assert.equal(claims.aud, 'invoice');
  assert.match(claims.acr, /^urn:taxgate:level:[0-5]$/);
  assert.ok(claims.amr.includes('pwd'));
  assert.equal(claims.authorization_details[0].identity, 'self');
  const user = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
  assert.equal(user.name, person.name);
  assert.equal(user.phone_number, undefined); // not asked for
});

test('OIDC Core §3.1: RS256, client_secret_post, a JWT access token (RFC 9068)', async () => {
  const rs = await discover(server, 'invoice-rs', { id_token_signed_response_alg: 'RS256', client_secret: secrets['invoice-rs'] }, oidc.ClientSecretPost(secrets['invoice-rs']));
  const { tokens } = await obtain(rs, signedIn);
  const keys = jose.createRemoteJWKSet(new URL(`${server.base}/oauth2/jwks`));
  const { payload, protectedHeader } = await jose.jwtVerify(tokens.access_token, keys, { issuer: server.base, audience: server.base, typ: 'at+jwt' });
  assert.equal(protectedHeader.alg, 'RS256');
  assert.equal(payload.client_id, 'invoice-rs');
  assert.equal(payload.authorization_details[0].type, 'tax_mandate');
});

test('OIDC Core §8.1: a pairwise sub is another one, and the same each time', async () => {
  const pairwise = await discover(server, 'pairwise', secrets.pairwise);
  const subs = [];
  for (const one of [config, pairwise, pairwise]) subs.push((await obtain(one, signedIn)).tokens.claims().sub);
  assert.notEqual(subs[0], subs[1]);
  assert.equal(subs[1], subs[2]);
});

test('OIDC Core §3.1.2.3: nobody is signed in: the sign-in page with the way back, login_required with prompt=none', async () => {
  const stranger = new Client(server.base);
  const asked = await request(config);
  const { to } = await visit(stranger, asked.url);
  assert.equal(to.pathname, '/');
  assert.match(to.searchParams.get('continue'), /^\/oauth2\/authorize\?client_id=invoice&request_uri=urn/);
  const back = await visit(signedIn, new URL(to.searchParams.get('continue'), server.base));
  const tokens = await oidc.authorizationCodeGrant(config, back.to, asked.checks);
  assert.ok(tokens.id_token);
  const none = await visit(stranger, (await request(config, { prompt: 'none' })).url);
  assert.equal(none.to.searchParams.get('error'), 'login_required');
  assert.equal(none.to.searchParams.get('iss'), server.base); // RFC 9207
});

test('RFC 6749 §4.1.2.1: an unknown client or redirect_uri is sent nowhere', async () => {
  for (const parameters of [{ redirect_uri: 'http://127.0.0.1:9/callback/' }, { redirect_uri: 'https://evil.example/' }, { client_id: 'nobody' }]) {
    const { to } = await visit(signedIn, (await request(config, parameters)).url);
    assert.equal(to.origin, server.base);
    assert.equal(to.pathname, '/authorize');
  }
});

for (const [what, parameters, error] of [
  ['RFC 9700 §2.1.1: without PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
  ['RFC 9700 §2.1.1: PKCE with plain', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['RFC 9700 §2.1.2: the implicit flow', { response_type: 'id_token token' }, 'unsupported_response_type'],
  ['RFC 6749 §3.3: a scope that the client may not have', { scope: 'openid document' }, 'invalid_scope'],
  ['OIDC Core §3.1.2.6: a request object', { request: 'e30.e30.' }, 'request_not_supported'],
  ['OIDC Core §3.1.2.1: prompt none with another', { prompt: 'none login' }, 'invalid_request'],
  ['RFC 9396 §5: a principal that the person may not act for', { authorization_details: JSON.stringify([{ type: 'tax_mandate', principal: '91350100M000100Y43' }]) }, 'invalid_authorization_details'],
  ['RFC 9470 §5: a level that nobody reaches here', { acr_values: 'urn:somebody:else' }, 'unmet_authentication_requirements'],
]) {
  test(`${what} is refused with ${error}`, async () => {
    const { to } = await visit(signedIn, (await request(config, parameters)).url);
    assert.ok(to.href.startsWith(redirectUri), to.href);
    assert.equal(to.searchParams.get('error'), error);
    assert.ok(to.searchParams.get('state'));
    assert.equal(to.searchParams.get('code'), null);
  });
}

test('RFC 6749 §4.1.2: a code counts once, and its second use ends what came of the first', async () => {
  const { tokens, asked, to } = await obtain(config, signedIn);
  await assert.rejects(oidc.authorizationCodeGrant(config, to, asked.checks), { error: 'invalid_grant' });
  assert.equal((await oidc.tokenIntrospection(config, tokens.access_token)).active, false);
});

test('RFC 6749 §4.1.2: of twenty redemptions at the same moment exactly one wins, and none of its tokens lives', async () => {
  const asked = await request(config);
  const { to } = await visit(signedIn, asked.url);
  const all20 = await Promise.allSettled(Array.from({ length: 20 }, () => oidc.authorizationCodeGrant(config, to, asked.checks)));
  const won = all20.filter((one) => one.status === 'fulfilled');
  assert.equal(won.length, 1);
  for (const { value } of won) assert.equal((await oidc.tokenIntrospection(config, value.access_token)).active, false);
});

test('RFC 7636 §4.6: another verifier, another client, another redirect_uri do not redeem the code', async () => {
  const asked = await request(config);
  const { to } = await visit(signedIn, asked.url);
  const other = oidc.randomPKCECodeVerifier();
  await assert.rejects(oidc.authorizationCodeGrant(config, to, { ...asked.checks, pkceCodeVerifier: other }), { error: 'invalid_grant' });
  const spa = await discover(server, 'spa', undefined, oidc.None());
  await assert.rejects(oidc.authorizationCodeGrant(spa, to, asked.checks), { error: 'invalid_grant' });
});

test('RFC 9700 §4.14: a refresh token counts once; used again it ends its family', async () => {
  const { tokens } = await obtain(config, signedIn);
  const next = await oidc.refreshTokenGrant(config, tokens.refresh_token);
  assert.notEqual(next.refresh_token, tokens.refresh_token);
  await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
  await assert.rejects(oidc.refreshTokenGrant(config, next.refresh_token), { error: 'invalid_grant' });
  assert.equal((await oidc.tokenIntrospection(config, next.access_token)).active, false);
});

test('RFC 9700 §4.14: of ten uses of a refresh token at the same moment exactly one wins', async () => {
  const { tokens } = await obtain(config, signedIn);
  const ten = await Promise.allSettled(Array.from({ length: 10 }, () => oidc.refreshTokenGrant(config, tokens.refresh_token)));
  assert.equal(ten.filter((one) => one.status === 'fulfilled').length, 1);
  assert.equal((await oidc.tokenIntrospection(config, tokens.access_token)).active, false);
});

test('RFC 6749 §2.3: a wrong secret, a foreign method, two methods at once are refused', async () => {
  const body = 'grant_type=client_credentials';
  const post = (headers, text) => fetch(`${server.base}/oauth2/token`, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers }, body: text });
  const basic = (secret) => ({ Authorization: `Basic ${Buffer.from(`invoice:${secret}`).toString('base64')}` });
  const wrong = await post(basic('wrong'), body);
  assert.equal(wrong.status, 401);
  assert.match(wrong.headers.get('WWW-Authenticate'), /^Basic /);
  assert.equal((await wrong.json()).error, 'invalid_client');
  assert.equal((await post({}, `${body}&client_id=invoice&client_secret=${secrets.invoice}`)).status, 401);
  assert.equal((await (await post(basic(secrets.invoice), `${body}&client_secret=x`)).json()).error, 'invalid_request');
  assert.equal((await (await post({}, `${body}&client_id=invoice&client_id=spa`)).json()).error, 'invalid_request');
  assert.equal((await (await post(basic(secrets.invoice), 'grant_type=password')).json()).error, 'unsupported_grant_type');
  assert.equal((await (await post(basic(secrets.invoice), body)).json()).token_type, 'Bearer');
});

test('RFC 7662: a resource server sees every token, a client its own, nobody else any', async () => {
  const { tokens } = await obtain(config, signedIn);
  const resource = await discover(server, 'resource', secrets.resource);
  const seen = await oidc.tokenIntrospection(resource, tokens.access_token);
  assert.equal(seen.active, true);
  assert.equal(seen.client_id, 'invoice');
  const pairwise = await discover(server, 'pairwise', secrets.pairwise);
  assert.equal((await oidc.tokenIntrospection(pairwise, tokens.access_token)).active, false);
  assert.equal((await oidc.tokenIntrospection(resource, 'nonsense')).active, false);
  assert.equal((await fetch(`${server.base}/oauth2/introspect`, { method: 'POST', body: new URLSearchParams({ token: tokens.access_token, client_id: 'spa' }) })).status, 401);
});

test('RFC 7009: a revoked token ends its family, a foreign one stays', async () => {
  const { tokens } = await obtain(config, signedIn);
  const pairwise = await discover(server, 'pairwise', secrets.pairwise);
  await oidc.tokenRevocation(pairwise, tokens.access_token);
  assert.equal((await oidc.tokenIntrospection(config, tokens.access_token)).active, true);
  await oidc.tokenRevocation(config, tokens.refresh_token);
  assert.equal((await oidc.tokenIntrospection(config, tokens.access_token)).active, false);
});

test('RFC 9126: a pushed request is the same request', async () => {
  const asked = await request(config);
  const url = await oidc.buildAuthorizationUrlWithPAR(config, asked.all);
  const { to } = await visit(signedIn, url);
  assert.ok((await oidc.authorizationCodeGrant(config, to, asked.checks)).id_token);
  await assert.rejects(oidc.buildAuthorizationUrlWithPAR(config, { ...asked.all, scope: 'openid document' }), { error: 'invalid_scope' });
});

test('RFC 9449: tokens bound to a DPoP key work with its proof alone, and a proof once', async () => {
  const keys = await oidc.randomDPoPKeyPair('ES256');
  const DPoP = oidc.getDPoPHandle(config, keys);
  const { tokens } = await obtain(config, signedIn, {}, { DPoP });
  assert.equal(tokens.token_type, 'dpop');
  const user = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, { DPoP });
  assert.equal(user.sub, tokens.claims().sub);
  const bare = await fetch(`${server.base}/oauth2/userinfo`, { headers: { Authorization: `Bearer ${tokens.access_token}` } });
  assert.equal(bare.status, 401);
  await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
  assert.ok((await oidc.refreshTokenGrant(config, tokens.refresh_token, {}, { DPoP })).access_token);
});

test('RFC 9068, X-08: signing out ends the tokens of the session, but not those for offline access', async () => {
  const { client } = await signIn(server, person);
  const bound = (await obtain(config, client)).tokens;
  const offline = (await obtain(config, client, { scope: 'openid offline_access' })).tokens;
  await client.post('/v1/me/sign-out', {});
  assert.equal((await oidc.tokenIntrospection(config, bound.access_token)).active, false);
  await assert.rejects(oidc.refreshTokenGrant(config, bound.refresh_token), { error: 'invalid_grant' });
  assert.ok((await oidc.refreshTokenGrant(config, offline.refresh_token)).access_token);
});

test('RFC 8628: a device gets its tokens after a person has typed its code', async () => {
  const device = await oidc.initiateDeviceAuthorization(config, { scope: 'openid' });
  assert.match(device.user_code, /^[B-Z]{4}-[B-Z]{4}$/);
  const seen = await signedIn.get(`/v1/device?user_code=${device.user_code.toLowerCase().replace('-', '')}`);
  assert.equal(seen.json.client.id, 'invoice');
  assert.equal((await signedIn.post('/v1/device', { user_code: device.user_code, allow: true })).status, 204);
  const tokens = await oidc.pollDeviceAuthorizationGrant(config, device);
  assert.equal((await oidc.tokenIntrospection(config, tokens.access_token)).active, true);
  assert.equal((await signedIn.get(`/v1/device?user_code=${device.user_code}`)).status, 404);
});

const exchanged = (tokens, details) => oidc.genericGrantRequest(config, 'urn:ietf:params:oauth:grant-type:token-exchange', {
  subject_token: tokens.access_token, subject_token_type: 'urn:ietf:params:oauth:token-type:access_token', authorization_details: JSON.stringify([{ type: 'tax_mandate', ...details }]) });

test('RFC 8693: the same person as another identity, beside the first, and within less; it survives a refresh', async () => {
  const { tokens } = await obtain(config, signedIn);
  const [enterprise] = person.enterprises;
  const other = await exchanged(tokens, { principal: enterprise.number });
  const [detail] = other.authorization_details;
  assert.equal(detail.principal.number, enterprise.number);
  assert.equal(detail.role, enterprise.role);
  assert.ok(detail.functions.length > 0);
  const less = await exchanged(other, { functions: [detail.functions[0]] });
  assert.deepEqual(less.authorization_details[0].functions, [detail.functions[0]]);
  const refreshed = await oidc.refreshTokenGrant(config, less.refresh_token);
  assert.deepEqual(refreshed.authorization_details, less.authorization_details);
  assert.equal((await oidc.tokenIntrospection(config, tokens.access_token)).authorization_details[0].identity, 'self');
  await assert.rejects(exchanged(tokens, { principal: '91350100M000100Y43' }), { error: 'invalid_authorization_details' });
  await assert.rejects(exchanged(less, { functions: ['nothing'] }), { error: 'invalid_authorization_details' });
});

test('RFC 9396, SX-07: a mandate that its person releases ends its tokens at the next call, and only those; the relying party hears of it', async () => {
  const { client } = await signIn(server, person);
  const logout = await discover(server, 'logout', secrets.logout);
  const [enterprise] = person.enterprises.filter((one) => one.role !== 'legal-representative');
  const { tokens: self } = await obtain(logout, client);
  const { tokens } = await obtain(logout, client, { authorization_details: JSON.stringify([{ type: 'tax_mandate', principal: enterprise.number }]) });
  const { json } = await client.get('/v1/me/associations');
  const row = json.associations.find((one) => one.principal.number === enterprise.number && one.actions.includes('release'));
  const count = heard.tokens.length;
  const released = await client.post(`/v1/me/associations/${row.id}/release`, { version: row.version });
  assert.equal(released.status, 200, released.text);
  assert.equal((await oidc.tokenIntrospection(logout, tokens.access_token)).active, false);
  assert.equal((await oidc.tokenIntrospection(logout, self.access_token)).active, true);
  const keys = jose.createRemoteJWKSet(new URL(`${server.base}/oauth2/jwks`));
  const { payload } = await jose.jwtVerify(await heard.next(count + 1), keys, { issuer: server.base, audience: 'logout', typ: 'logout+jwt' });
  assert.ok(payload.events['http://schemas.openid.net/event/backchannel-logout']);
  assert.equal(payload.sid, tokens.claims().sid);
  assert.notEqual(payload.sid, self.claims().sid);
});

test('RP-Initiated Logout §2: with a hint the session ends and the browser comes back; without one the person is asked', async () => {
  const { client } = await signIn(server, person);
  const logout = await discover(server, 'logout', secrets.logout);
  const { tokens } = await obtain(logout, client);
  const asked = await client.get('/oauth2/logout?client_id=logout&post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fbye');
  assert.match(asked.headers.get('Location'), /^\/sign-out\?/);
  assert.equal((await client.get('/v1/me')).status, 200);
  const foreign = oidc.buildEndSessionUrl(logout, { id_token_hint: tokens.id_token, post_logout_redirect_uri: 'https://evil.example/' });
  const count = heard.tokens.length;
  const url = oidc.buildEndSessionUrl(logout, { id_token_hint: tokens.id_token, post_logout_redirect_uri: 'http://127.0.0.1:9/bye', state: 'a b' });
  assert.equal((await client.get(url.pathname + url.search)).headers.get('Location'), 'http://127.0.0.1:9/bye?state=a%20b');
  assert.equal((await client.get('/v1/me')).status, 401);
  assert.equal(jose.decodeJwt(await heard.next(count + 1)).sid, tokens.claims().sid);
  assert.equal((await client.get(foreign.pathname + foreign.search)).headers.get('Location'), '/sign-out?done=1');
});

test('OIDC Core §3.1.2.4: somebody else\'s system gets what the person agrees to, and access_denied after a no', async () => {
  const foreign = await discover(server, 'foreign', secrets.foreign);
  const ask = async () => {
    const asked = await request(foreign, { scope: 'openid profile' });
    const { to } = await visit(signedIn, asked.url);
    assert.equal(to.pathname, '/authorize');
    return { asked, ticket: Object.fromEntries(to.searchParams) };
  };
  const { asked, ticket } = await ask();
  const shown = await signedIn.get(`/v1/authorization?${new URLSearchParams(ticket)}`);
  assert.equal(shown.json.consent, true);
  assert.deepEqual(shown.json.scopes.map((one) => one.id), ['profile']);
  const yes = await signedIn.post('/v1/authorization', { ...ticket, allow: true });
  const { to } = await visit(signedIn, new URL(yes.json.next, server.base));
  assert.ok((await oidc.authorizationCodeGrant(foreign, to, asked.checks)).id_token);
  const second = await ask();
  const no = await signedIn.post('/v1/authorization', { ...second.ticket, allow: false });
  assert.equal((await visit(signedIn, new URL(no.json.next, server.base))).to.searchParams.get('error'), 'access_denied');
  const none = await visit(signedIn, (await request(foreign, { prompt: 'none' })).url);
  assert.equal(none.to.searchParams.get('error'), 'consent_required');
  assert.equal((await signedIn.get('/v1/authorization?client_id=foreign&request_uri=nonsense')).status, 404);
});

test('OIDC Core §3.1.2.1: prompt=login and max_age want a new sign-in, select_account a choice', async () => {
  const again = await visit(signedIn, (await request(config, { prompt: 'login' })).url);
  assert.equal(again.to.pathname, '/');
  const old = await visit(signedIn, (await request(config, { max_age: '0' })).url);
  assert.equal(old.to.pathname, '/');
  const asked = await request(config, { prompt: 'select_account' });
  const { to } = await visit(signedIn, asked.url);
  const { json } = await signedIn.post('/v1/authorization', { ...Object.fromEntries(to.searchParams), allow: true });
  assert.ok((await visit(signedIn, new URL(json.next, server.base))).to.searchParams.has('code'));
});

test('OAuth 2.0 Form Post Response Mode: the answer comes as a form that allows its own script alone', async () => {
  const asked = await request(config, { response_mode: 'form_post' });
  const answer = await signedIn.get(asked.url.pathname + asked.url.search);
  assert.equal(answer.status, 200);
  assert.match(answer.text, /<form method="post" action="http:\/\/127\.0\.0\.1:9\/callback">.*name="code" value="[^"]+".*name="iss"/s);
  assert.match(answer.headers.get('Content-Security-Policy'), /script-src 'sha256-[^']+'; form-action http:\/\/127\.0\.0\.1:9;/);
  const posted = await fetch(`${server.base}/oauth2/authorize`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(asked.all) });
  assert.match(posted.headers.get('Location'), /^\/oauth2\/authorize\?client_id=/);
});

test('RFC 6749, X-05: codes, refresh tokens and pushed requests count over a restart, and once', async () => {
  const { tokens } = await obtain(config, signedIn);
  const asked = await request(config);
  const url = await oidc.buildAuthorizationUrlWithPAR(config, asked.all);
  const { to } = await visit(signedIn, url);
  await server.stop('SIGKILL');
  await server.start();
  const next = await oidc.refreshTokenGrant(config, tokens.refresh_token);
  assert.ok((await oidc.authorizationCodeGrant(config, to, asked.checks)).id_token);
  await server.stop('SIGKILL');
  await server.start();
  await assert.rejects(oidc.authorizationCodeGrant(config, to, asked.checks), { error: 'invalid_grant' });
  await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
  assert.equal((await oidc.tokenIntrospection(config, next.access_token)).active, false);
});

test('AuthZEN: a resource server asks by the sub of its sector; nobody else may ask', async () => {
  const { tokens } = await obtain(config, signedIn);
  const pairwise = (await obtain(await discover(server, 'pairwise', secrets.pairwise), signedIn)).tokens;
  const { json } = await signedIn.get('/v1/me/associations');
  const { principal } = json.associations.find((one) => one.state === 'in-force');
  const ask = (id, authorization) => fetch(`${server.base}/access/v1/evaluation`, {
    method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: authorization },
    body: JSON.stringify({ subject: { type: 'person', id }, action: { name: 'act' }, resource: { type: 'taxpayer', id: principal.number } }) });
  const basic = (client) => `Basic ${Buffer.from(`${client}:${secrets[client]}`).toString('base64')}`;
  const decided = async (answer) => { const body = await answer.json(); return [body.decision, body.context.reason_admin.code]; };
  assert.deepEqual(await decided(await ask(tokens.claims().sub, basic('resource'))), [true, 'allowed-as']);
  const own = await oidc.clientCredentialsGrant(await discover(server, 'resource', secrets.resource));
  assert.deepEqual(await decided(await ask(tokens.claims().sub, `Bearer ${own.access_token}`)), [true, 'allowed-as']);
  assert.deepEqual(await decided(await ask(pairwise.claims().sub, basic('resource'))), [false, 'subject-unknown']);
  assert.equal((await ask(tokens.claims().sub, basic('invoice'))).status, 401);
  assert.equal((await ask(tokens.claims().sub, `Bearer ${tokens.access_token}`)).status, 401);
});

test('RFC 9449 §5: a client\'s own token is bound to the key that it proves, too', async () => {
  const DPoP = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair('ES256'));
  const tokens = await oidc.clientCredentialsGrant(config, {}, { DPoP });
  assert.equal(tokens.token_type, 'dpop');
  const seen = await oidc.tokenIntrospection(config, tokens.access_token);
  assert.equal(seen.token_type, 'DPoP');
  assert.match(seen.cnf.jkt, /^[\w-]{43}$/);
});

test('RFC 8705: a client is known by its certificate, as a trusted proxy says it, and its token is bound to it', async () => {
  const token = (client_id, headers) => fetch(`${server.base}/oauth2/token`, { method: 'POST', headers, body: new URLSearchParams({ client_id, grant_type: 'client_credentials' }) });
  for (const client of ['by-subject', 'by-itself']) {
    assert.equal((await token(client, { 'Client-Cert': mill.header })).status, 200, client);
    assert.equal((await token(client, { 'Client-Cert': encodeURIComponent(mill.pem) })).status, 200, client);
    assert.equal((await token(client, { 'Client-Cert': other.header })).status, 401, client);
    assert.equal((await token(client, { 'Client-Cert': ':AAAA:' })).status, 401, client);
    assert.equal((await token(client, {})).status, 401, client);
  }
  const { access_token } = await (await token('by-subject', { 'Client-Cert': mill.header })).json();
  const resource = await discover(server, 'resource', secrets.resource);
  assert.equal((await oidc.tokenIntrospection(resource, access_token)).cnf['x5t#S256'], mill.thumbprint);
});

test('every operation of OpenID Connect was seen to answer as it is documented', async () => {
  for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server', '/oauth2/jwks']) await signedIn.get(path);
  const tokens = await oidc.clientCredentialsGrant(config);
  assert.equal((await oidc.tokenIntrospection(config, tokens.access_token)).client_id, 'invoice');
  const redirects = /^(GET|POST) \/oauth2\/(authorize|logout)$|^OPTIONS |userinfo$/;
  assert.deepEqual(unseen(openidPaths).filter((one) => !redirects.test(one)), []);
});
