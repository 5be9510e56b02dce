// oauth4webapi, a library that checks more than most: private_key_jwt (RFC 7523), pushed requests (RFC 9126) and DPoP (RFC 9449) together.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { jose, oauth } from '../../functional/libraries.mjs';
import { redirectUri, register, visit } from '../../functional/relying.mjs';
import { Server } from '../../functional/server.mjs';
import { people, signIn } from '../../functional/signing.mjs';

const http = { [oauth.allowInsecureRequests]: true };
const client = { client_id: 'strict' };
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
let server; let as; let keys; let person; let signedIn;

before(async () => {
  server = new Server();
  keys = await oauth.generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await jose.exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  register(server, { client_id: 'strict', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [jwk] }, dpop_bound_access_tokens: true,
    require_pushed_authorization_requests: true, grant_types: ['authorization_code', 'refresh_token', 'client_credentials'], scope: 'openid profile' });
  await server.start();
  as = await oauth.processDiscoveryResponse(new URL(server.base), await oauth.discoveryRequest(new URL(server.base), http));
  person = (await people(server)).find((one) => one.enterprises.length > 0 && one.phone);
  signedIn = (await signIn(server, person)).client;
});
after(() => server?.remove());

const authentication = () => oauth.PrivateKeyJwt({ key: keys.privateKey, kid: 'one' });
const proof = async () => oauth.DPoP(client, await oauth.generateKeyPair('ES256'));

/** From the pushed request to what the browser brings back. */
async function authorize({ browser = signedIn, ...more } = {}) {
  const verifier = oauth.generateRandomCodeVerifier();
  const checks = { verifier, state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce() };
  const pushed = await oauth.processPushedAuthorizationResponse(as, client, await oauth.pushedAuthorizationRequest(as, client, authentication(), new URLSearchParams({
    response_type: 'code', redirect_uri: redirectUri, scope: 'openid profile', state: checks.state, nonce: checks.nonce, code_challenge_method: 'S256',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), ...more }), http));
  const url = new URL(as.authorization_endpoint);
  url.search = new URLSearchParams({ client_id: client.client_id, request_uri: pushed.request_uri });
  return { ...checks, to: (await visit(browser, url)).to };
}

/** The whole flow; `DPoP` binds its tokens. */
async function flow(DPoP, browser) {
  const { verifier, state, nonce, to } = await authorize({ browser });
  const parameters = oauth.validateAuthResponse(as, client, to, state);
  const answer = await oauth.authorizationCodeGrantRequest(as, client, authentication(), parameters, redirectUri, verifier, { DPoP, ...http });
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, answer, { expectedNonce: nonce, requireIdToken: true });
  return { tokens, answer };
}

const introspected = async (token) =>
  oauth.processIntrospectionResponse(as, client, await oauth.introspectionRequest(as, client, authentication(), token, http));

test('private_key_jwt + PAR + DPoP: sign-in, a signed ID token, userinfo, refresh, introspection, revocation', async () => {
  const DPoP = await proof();
  const { tokens, answer } = await flow(DPoP);
  await oauth.validateApplicationLevelSignature(as, answer, http);
  assert.equal(tokens.token_type, 'dpop');
  const { sub } = oauth.getValidatedIdTokenClaims(tokens);
  const user = await oauth.processUserInfoResponse(as, client, sub, await oauth.userInfoRequest(as, client, tokens.access_token, { DPoP, ...http }));
  assert.equal(user.name, person.name);
  const next = await oauth.processRefreshTokenResponse(as, client, await oauth.refreshTokenGrantRequest(as, client, authentication(), tokens.refresh_token, { DPoP, ...http }));
  assert.notEqual(next.refresh_token, tokens.refresh_token);
  const seen = await introspected(next.access_token);
  assert.equal(seen.active, true);
  assert.equal(seen.cnf.jkt, await DPoP.calculateThumbprint());
  await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, authentication(), next.refresh_token, http));
  assert.equal((await introspected(next.access_token)).active, false);
});

test('RP-initiated logout ends what was granted in the session', async () => {
  const { client: browser } = await signIn(server, person);
  const DPoP = await proof();
  const { tokens } = await flow(DPoP, browser);
  const url = new URL(as.end_session_endpoint);
  url.searchParams.set('id_token_hint', tokens.id_token);
  await visit(browser, url);
  assert.equal((await browser.get('/v1/me')).status, 401);
  assert.equal((await introspected(tokens.access_token)).active, false);
});

test('RFC 9207, RFC 6749 §10.12: the library refuses an answer of another issuer or with another state, and ours has the right ones', async () => {
  const { to, state } = await authorize();
  assert.ok(oauth.validateAuthResponse(as, client, to, state));
  const changed = (name, value) => { const url = new URL(to); url.searchParams.set(name, value); return url; };
  assert.throws(() => oauth.validateAuthResponse(as, client, changed('iss', 'https://evil.example'), state));
  assert.throws(() => oauth.validateAuthResponse(as, client, to, oauth.generateRandomState()));
});

const now = () => Math.floor(Date.now() / 1000);
const assertion = (claims = {}, key = keys.privateKey) =>
  new jose.SignJWT({ iss: 'strict', sub: 'strict', aud: server.base, jti: randomUUID(), iat: now(), exp: now() + 60, ...claims }).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(key);
const post = (fields, headers = {}) => fetch(as.token_endpoint, { method: 'POST', headers, body: new URLSearchParams(fields) });
const ask = (client_assertion, headers) => post({ grant_type: 'client_credentials', client_assertion_type: assertionType, client_assertion }, headers);

test('RFC 7523 §3: an assertion counts once', async () => {
  const keyOfProof = await jose.generateKeyPair('ES256');
  const one = await assertion();
  const first = await ask(one, { DPoP: await dpop(keyOfProof) });
  assert.equal(first.status, 200, await first.text());
  const second = await ask(one, { DPoP: await dpop(keyOfProof) });
  assert.equal(second.status, 401);
  assert.equal((await second.json()).error, 'invalid_client');
});

test('RFC 7523 §3: of ten uses of one assertion at the same moment one wins', async () => {
  const keyOfProof = await jose.generateKeyPair('ES256');
  const one = await assertion();
  const proofs = await Promise.all(Array.from({ length: 10 }, () => dpop(keyOfProof)));
  const answers = await Promise.all(proofs.map((DPoP) => ask(one, { DPoP })));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array(9).fill(401)]);
});

for (const [what, claims] of [
  ['expired', () => ({ iat: now() - 600, exp: now() - 300 })],
  ['for another audience', () => ({ aud: 'https://evil.example' })],
  ['without an audience', () => ({ aud: undefined })],
  ['that lasts an hour', () => ({ exp: now() + 3600 })],
  ['not yet valid', () => ({ nbf: now() + 300, exp: now() + 360 })],
  ['without a jti', () => ({ jti: undefined })],
  ['of another issuer', () => ({ iss: 'somebody' })],
  ['about another client', () => ({ sub: 'somebody' })],
]) {
  test(`RFC 7523 §3: an assertion ${what} is refused`, async () => {
    const refused = await ask(await assertion(claims()), { DPoP: await dpop(await jose.generateKeyPair('ES256')) });
    assert.equal(refused.status, 401);
    assert.equal((await refused.json()).error, 'invalid_client');
  });
}

test('RFC 7523 §3: an assertion signed by another key, or by none, is refused', async () => {
  const other = await jose.generateKeyPair('ES256');
  const unsigned = new jose.UnsecuredJWT({ iss: 'strict', sub: 'strict', aud: server.base, jti: randomUUID() }).setExpirationTime('1m').encode();
  for (const one of [await assertion({}, other.privateKey), unsigned]) assert.equal((await ask(one)).status, 401);
});

/** A proof by hand, to be wrong in one thing. */
const dpop = async ({ privateKey, publicKey }, claims = {}, header = {}) =>
  new jose.SignJWT({ htm: 'POST', htu: as.token_endpoint, jti: randomUUID(), iat: now(), ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await jose.exportJWK(publicKey), ...header }).sign(privateKey);

for (const [what, claims, header] of [
  ['for another URL', () => ({ htu: 'https://evil.example/oauth2/token' })],
  ['for another path', () => ({ htu: as.userinfo_endpoint })],
  ['for another method', () => ({ htm: 'GET' })],
  ['of an hour ago', () => ({ iat: now() - 3600 })],
  ['of tomorrow', () => ({ iat: now() + 86_400 })],
  ['without a jti', () => ({ jti: undefined })],
  ['of another type', () => ({}), { typ: 'JWT' }],
]) {
  test(`RFC 9449 §4.3: a proof ${what} is refused`, async () => {
    const refused = await ask(await assertion(), { DPoP: await dpop(await jose.generateKeyPair('ES256'), claims(), header) });
    assert.equal(refused.status, 400);
    assert.equal((await refused.json()).error, 'invalid_dpop_proof');
  });
}

test('RFC 9449 §4.3, §11.1: a proof counts once, at the token endpoint and at userinfo', async () => {
  const keyOfProof = await jose.generateKeyPair('ES256');
  const one = await dpop(keyOfProof);
  assert.equal((await ask(await assertion(), { DPoP: one })).status, 200);
  assert.notEqual((await ask(await assertion(), { DPoP: one })).status, 200);

  const { verifier, to } = await authorize();
  const answer = await post({ grant_type: 'authorization_code', code: to.searchParams.get('code'), redirect_uri: redirectUri, code_verifier: verifier,
    client_assertion_type: assertionType, client_assertion: await assertion() }, { DPoP: await dpop(keyOfProof) });
  const { access_token: token } = await answer.json();
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(token))).toString('base64url');
  const user = (DPoP) => fetch(as.userinfo_endpoint, { headers: { Authorization: `DPoP ${token}`, DPoP } });
  const again = await dpop(keyOfProof, { htm: 'GET', htu: as.userinfo_endpoint, ath: hash });
  assert.equal((await user(again)).status, 200);
  assert.equal((await user(again)).status, 401);
  assert.equal((await user(await dpop(keyOfProof, { htm: 'GET', htu: as.userinfo_endpoint }))).status, 401, 'without ath');
  const thief = await jose.generateKeyPair('ES256');
  assert.equal((await user(await dpop(thief, { htm: 'GET', htu: as.userinfo_endpoint, ath: hash }))).status, 401, 'another key');
});

test('RFC 9449 §5.2: a client that was registered so gets no token without a proof', async () => {
  const refused = await ask(await assertion());
  assert.equal(refused.status, 400);
  assert.equal((await refused.json()).error, 'invalid_dpop_proof');
});

test('RFC 9126 §6: a client that was registered so is refused with a request that was not pushed', async () => {
  const url = new URL(as.authorization_endpoint);
  url.search = new URLSearchParams({ client_id: 'strict', response_type: 'code', redirect_uri: redirectUri, scope: 'openid', state: 's',
    code_challenge_method: 'S256', code_challenge: await oauth.calculatePKCECodeChallenge(oauth.generateRandomCodeVerifier()) });
  assert.equal((await visit(signedIn, url)).to.searchParams.get('error'), 'invalid_request');
});
