// RFC 9700, OAuth 2.0 Security Best Current Practice, demand by demand: docs/security-oauth.md says which test shows which.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import * as oidc from 'openid-client';
import * as jose from 'jose';
import { Client } from './client.mjs';
import { discover, obtain, redirectUri, register, request, visit } from './relying.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

let server; let secrets; let config; let spa; let person; let signedIn; let signing;
const certificate = () => {
  const pem = execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', '/dev/null', '-days', '2', '-subj', '/CN=mill'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const { raw } = new X509Certificate(pem);
  return { header: `:${raw.toString('base64')}:`, thumbprint: createHash('sha256').update(raw).digest('base64url') };
};
const [mill, other] = [certificate(), certificate()];

before(async () => {
  server = new Server();
  signing = await jose.generateKeyPair('ES256', { extractable: true });
  secrets = register(server,
    { client_id: 'invoice', scope: 'openid profile', grant_types: ['authorization_code', 'refresh_token', 'client_credentials'] },
    { client_id: 'spa', token_endpoint_auth_method: 'none', scope: 'openid profile offline_access', grant_types: ['authorization_code', 'refresh_token'] },
    { client_id: 'native', token_endpoint_auth_method: 'none', application_type: 'native', redirect_uris: ['http://127.0.0.1/back', 'https://native.example/back'] },
    { client_id: 'signed', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [await jose.exportJWK(signing.publicKey)] }, grant_types: ['client_credentials'] },
    { client_id: 'mutual', token_endpoint_auth_method: 'self_signed_tls_client_auth', taxgate_tls_certificate_thumbprint: mill.thumbprint, tls_client_certificate_bound_access_tokens: true, grant_types: ['authorization_code', 'client_credentials', 'refresh_token'] },
    { client_id: 'jwt', taxgate_access_token_format: 'jwt' },
    { client_id: 'resource', taxgate_resource_server: true, grant_types: ['client_credentials'] });
  await server.start();
  person = (await people(server)).find((one) => one.phone && one.enterprises.length > 0);
  signedIn = (await signIn(server, person)).client;
  config = await discover(server, 'invoice', secrets.invoice);
  spa = await discover(server, 'spa', undefined, oidc.None());
});
after(() => server?.remove());

const basic = (client) => `Basic ${Buffer.from(`${client}:${secrets[client]}`).toString('base64')}`;
const post = (path, form, headers = {}) => fetch(server.base + path, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(form) });
const metadata = async () => (await fetch(`${server.base}/.well-known/oauth-authorization-server`)).json();
const staysHere = async (parameters) => {
  const { to } = await visit(signedIn, (await request(config, parameters)).url);
  assert.equal(to.origin, server.base, JSON.stringify(parameters));
  assert.equal(to.pathname, '/authorize');
};

test('RFC 9700 §2.1, §4.1.3: a redirect_uri is compared octet by octet', async () => {
  for (const redirect_uri of ['', redirectUri.toUpperCase(), `${redirectUri}/`, `${redirectUri}?a=b`, `${redirectUri}/../callback`, `${redirectUri}#`,
    'http://127.0.0.1:10/callback', 'http://127.0.0.1:9@evil.example/callback', 'http://localhost:9/callback', 'http://127.0.0.1:9/%63allback', 'javascript:alert(1)']) {
    await staysHere({ redirect_uri });
  }
});

test('RFC 9700 §2.1: of a native client\'s loopback address the port alone may differ, and of nothing else', async () => {
  const native = (redirect_uri) => ({ client_id: 'native', redirect_uri });
  for (const wrong of ['http://localhost:4711/back', 'http://127.0.0.1:4711/else', 'http://127.0.0.2:4711/back', 'http://127.0.0.1:4711@evil.example/back', 'https://native.example:4711/back']) await staysHere(native(wrong));
  const { to } = await visit(signedIn, (await request(config, native('http://127.0.0.1:4711/back'))).url);
  assert.ok(to.href.startsWith('http://127.0.0.1:4711/back?code='), to.href);
});

test('RFC 9700 §2.1.1, §4.8.2: PKCE is told in the metadata, and no code is redeemed without its verifier', async () => {
  assert.deepEqual((await metadata()).code_challenge_methods_supported, ['S256']);
  const asked = await request(config);
  const { to } = await visit(signedIn, asked.url);
  const redeem = (more) => post('/oauth2/token', { grant_type: 'authorization_code', code: to.searchParams.get('code'), redirect_uri: redirectUri, ...more }, { Authorization: basic('invoice') });
  for (const more of [{}, { code_verifier: '' }, { code_verifier: asked.all.code_challenge }]) assert.equal((await (await redeem(more)).json()).error, 'invalid_grant');
  assert.equal((await redeem({ code_verifier: asked.checks.pkceCodeVerifier })).status, 200);
});

test('RFC 9700 §2.1.2: no answer but a code, and never in a fragment or to another window', async () => {
  const offered = await metadata();
  assert.deepEqual(offered.response_types_supported, ['code']);
  assert.deepEqual(offered.response_modes_supported, ['query', 'form_post']);
  for (const response_type of ['token', 'id_token', 'id_token token', 'code token', 'code id_token', 'none']) {
    const { to } = await visit(signedIn, (await request(config, { response_type })).url);
    assert.equal(to.searchParams.get('error'), 'unsupported_response_type', response_type);
    assert.equal(to.hash, '');
  }
  for (const response_mode of ['fragment', 'web_message']) { // §4.17
    const { to } = await visit(signedIn, (await request(config, { response_mode })).url);
    assert.equal(to.searchParams.get('error'), 'invalid_request');
    assert.equal(to.hash, '');
  }
});

test('RFC 9700 §2.2.1, §4.10.1: a token that is bound to a certificate counts with that certificate alone', async () => {
  const ask = (path, headers, form) => (form ? post(path, form, headers) : fetch(server.base + path, { headers }));
  const asked = await request(config, { client_id: 'mutual' });
  const { to } = await visit(signedIn, asked.url);
  const form = { client_id: 'mutual', grant_type: 'authorization_code', code: to.searchParams.get('code'), redirect_uri: redirectUri, code_verifier: asked.checks.pkceCodeVerifier };
  assert.equal((await ask('/oauth2/token', { 'Client-Cert': other.header }, form)).status, 401);
  const tokens = await (await ask('/oauth2/token', { 'Client-Cert': mill.header }, form)).json();
  const Authorization = `Bearer ${tokens.access_token}`;
  assert.equal((await ask('/oauth2/userinfo', { Authorization, 'Client-Cert': mill.header })).status, 200);
  assert.equal((await ask('/oauth2/userinfo', { Authorization, 'Client-Cert': other.header })).status, 401);
  assert.equal((await ask('/oauth2/userinfo', { Authorization })).status, 401);
});

test('RFC 9700 §2.2.2, §4.14.2: a public client\'s refresh token counts once, for that client, for no more scope', async () => {
  const { tokens } = await obtain(spa, signedIn);
  await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
  await assert.rejects(oidc.refreshTokenGrant(spa, tokens.refresh_token, { scope: 'openid profile' }), { error: 'invalid_scope' });
  const next = await oidc.refreshTokenGrant(spa, tokens.refresh_token);
  await assert.rejects(oidc.refreshTokenGrant(spa, tokens.refresh_token), { error: 'invalid_grant' });
  await assert.rejects(oidc.refreshTokenGrant(spa, next.refresh_token), { error: 'invalid_grant' });
});

test('RFC 9700 §2.3, §4.10.2: a JWT access token says for whom it is, and holds no more than was asked for', async () => {
  const jwt = await discover(server, 'jwt', secrets.jwt);
  const { tokens } = await obtain(jwt, signedIn);
  const claims = jose.decodeJwt(tokens.access_token);
  assert.equal(claims.aud, server.base);
  assert.equal(claims.scope, 'openid');
  assert.equal(claims.name, undefined);
  assert.ok(claims.exp - claims.iat <= 300);
});

test('RFC 9700 §2.4: nobody gives a password to a client', async () => {
  assert.ok(!(await metadata()).grant_types_supported.includes('password'));
  const answer = await post('/oauth2/token', { grant_type: 'password', username: person.document, password: 'x', scope: 'openid' }, { Authorization: basic('invoice') });
  assert.equal((await answer.json()).error, 'unsupported_grant_type');
});

test('RFC 9700 §2.5: a client signs for itself, for this server, for a short time, once', async () => {
  const assertion = (changes = {}, key = signing.privateKey) => {
    const now = Math.floor(Date.now() / 1000);
    return new jose.SignJWT({ iss: 'signed', sub: 'signed', aud: server.base, exp: now + 60, jti: crypto.randomUUID(), ...changes }).setProtectedHeader({ alg: 'ES256' }).sign(key);
  };
  const ask = async (client_assertion) => (await post('/oauth2/token', { grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: await client_assertion })).status;
  const once = await assertion();
  assert.equal(await ask(once), 200);
  assert.equal(await ask(once), 401);
  const stranger = await jose.generateKeyPair('ES256');
  assert.equal(await ask(assertion({}, stranger.privateKey)), 401);
  for (const wrong of [{ aud: 'https://another.example' }, { iss: 'invoice' }, { exp: 1 }, { exp: Math.floor(Date.now() / 1000) + 3600 }, { jti: undefined }]) assert.equal(await ask(assertion(wrong)), 401, JSON.stringify(wrong));
});

test('RFC 9700 §2.6: pages of other origins may ask for tokens, and never for an authorization', async () => {
  const origin = { Origin: 'https://other.example' };
  const { url } = await request(config);
  const authorized = await signedIn.get(url.pathname + url.search, origin);
  assert.equal(authorized.headers.get('Access-Control-Allow-Origin'), null);
  const preflight = await fetch(`${server.base}/oauth2/authorize`, { method: 'OPTIONS', headers: { ...origin, 'Access-Control-Request-Method': 'GET' } });
  assert.equal(preflight.headers.get('Access-Control-Allow-Origin'), null);
  const token = await post('/oauth2/token', { grant_type: 'client_credentials' }, { ...origin, Authorization: basic('invoice') });
  assert.equal(token.headers.get('Access-Control-Allow-Origin'), '*');
  assert.equal(token.headers.get('Access-Control-Allow-Credentials'), null);
});

test('RFC 9700 §4.2.4, §4.3.1, §4.16: an answer leaks by no referrer, cache or frame', async () => {
  for (const parameters of [{}, { response_mode: 'form_post' }, { redirect_uri: 'https://evil.example/' }]) {
    const { url } = await request(config, parameters);
    const { headers } = await signedIn.get(url.pathname + url.search);
    assert.equal(headers.get('Referrer-Policy'), 'no-referrer');
    assert.equal(headers.get('Cache-Control'), 'no-store');
    assert.equal(headers.get('X-Frame-Options'), 'DENY');
    assert.match(headers.get('Content-Security-Policy'), /^default-src 'none';.*frame-ancestors 'none'/);
  }
});

test('RFC 9700 §4.3.2: an access token in a URL or in a body is none', async () => {
  const { tokens } = await obtain(config, signedIn);
  assert.equal((await fetch(`${server.base}/oauth2/userinfo?access_token=${tokens.access_token}`)).status, 401);
  assert.equal((await post('/oauth2/userinfo', { access_token: tokens.access_token })).status, 401);
  assert.equal((await fetch(`${server.base}/oauth2/userinfo`, { headers: { Authorization: `Bearer ${tokens.access_token}` } })).status, 200);
});

test('RFC 9700 §4.4.2: every answer says who gives it', async () => {
  assert.equal((await metadata()).authorization_response_iss_parameter_supported, true);
  for (const [parameters, member] of [[{}, 'code'], [{ response_type: 'token' }, 'error']]) {
    const { to } = await visit(signedIn, (await request(config, parameters)).url);
    assert.ok(to.searchParams.has(member));
    assert.deepEqual(to.searchParams.getAll('iss'), [server.base]);
  }
});

test('RFC 9700 §4.5.3, §4.6: an ID token holds the nonce of its request and the hash of its access token', async () => {
  const { tokens, asked } = await obtain(config, signedIn);
  assert.equal(tokens.claims().nonce, asked.all.nonce);
  assert.equal(tokens.claims().at_hash, createHash('sha256').update(tokens.access_token).digest().subarray(0, 16).toString('base64url'));
});

test('RFC 9700 §4.7.1: state comes back as it was sent, and can break out of nothing', async () => {
  const state = 'a b+c&code=forged"><script>\r\nX: y\u4E2D';
  const { to } = await visit(signedIn, (await request(config, { state })).url);
  assert.equal(to.searchParams.get('state'), state);
  assert.equal(to.searchParams.getAll('code').length, 1);
  const { url } = await request(config, { state, response_mode: 'form_post' });
  const { text } = await signedIn.get(url.pathname + url.search);
  assert.ok(!text.includes('"><script>\r\n') && text.includes('&quot;>&lt;script>'));
});

test('RFC 9700 §4.11.2: who is not known is sent nowhere, by signing out as by signing in', async () => {
  await staysHere({ client_id: 'nobody', redirect_uri: 'https://evil.example/' });
  const stranger = new Client(server.base);
  const out = await stranger.get('/oauth2/logout?post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F&client_id=invoice');
  assert.ok(out.headers.get('Location').startsWith('/sign-out'));
});

test('RFC 9700 §4.12: every redirect is a 303: what was posted is posted nowhere else', async () => {
  const { url, all } = await request(config);
  assert.equal((await signedIn.get(url.pathname + url.search)).status, 303);
  assert.equal((await post('/oauth2/authorize', { client_id: 'invoice', response_type: 'code', ...all })).status, 303);
  assert.equal((await post('/oauth2/logout', {})).status, 303);
});

test('RFC 9700 §4.13: what a proxy says of a client is believed of a trusted proxy alone', async () => {
  const from = (localAddress) => new Promise((done, failed) => {
    const sent = plainRequest(`${server.base}/oauth2/token`, { method: 'POST', localAddress, headers: { 'Client-Cert': mill.header, 'Content-Type': 'application/x-www-form-urlencoded' } }, (answer) => {
      answer.resume().on('end', () => done(answer.statusCode));
    });
    sent.on('error', failed).end('client_id=mutual&grant_type=client_credentials');
  });
  assert.equal(await from('127.0.0.1'), 200); // the server was started with --trusted-proxy 127.0.0.1
  assert.equal(await from('127.0.0.2'), 401);
});

test('RFC 9700 §4.15.1: a client\'s own token is never a person\'s', async () => {
  const { access_token } = await oidc.clientCredentialsGrant(config);
  const userinfo = await fetch(`${server.base}/oauth2/userinfo`, { headers: { Authorization: `Bearer ${access_token}` } });
  assert.equal(userinfo.status, 401);
  const seen = await oidc.tokenIntrospection(await discover(server, 'resource', secrets.resource), access_token);
  assert.equal(seen.active, true);
  for (const member of ['sub', 'authorization_details', 'acr']) assert.equal(seen[member], undefined, member);
});
