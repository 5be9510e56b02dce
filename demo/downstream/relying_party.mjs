// What a downstream system does with the bureau's sign-in: the code flow (PKCE, pushed request), refresh, switching of identities by token
// exchange, and both kinds of logout. Everything of OpenID Connect is the stock library's; sessions are kept in memory.
import { randomBytes } from 'node:crypto';
import * as jose from 'jose';
import * as oidc from 'openid-client';

const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout';
const flowMinutes = 15;
const earlier = 10_000; // ms before its end in which a token is renewed

const random = () => randomBytes(24).toString('base64url');

export class RelyingParty {
  #config;
  #keys;
  #flows = new Map();
  #sessions = new Map();
  #logouts = new Map(); // jti of a logout token → when it may be forgotten

  constructor({ issuer, base, clientId, secret, scope }) {
    Object.assign(this, { issuer, base, clientId, secret, scope, callback: `${base}/callback` });
  }

  /** Found at the first use, so that the systems may start in any order. */
  async config() {
    const local = new URL(this.issuer).protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {};
    this.#config ??= await oidc.discovery(new URL(this.issuer), this.clientId, undefined, oidc.ClientSecretBasic(this.secret), local);
    return this.#config;
  }

  /** Where to send the browser. `browser` is what ties the answer to it (RFC 9700 §4.7). */
  async begin(browser, next, more = {}) {
    const config = await this.config();
    const verifier = oidc.randomPKCECodeVerifier();
    const [state, nonce] = [random(), random()];
    this.#forgetOld();
    this.#flows.set(state, { browser, next, verifier, nonce, until: Date.now() + flowMinutes * 60_000 });
    return oidc.buildAuthorizationUrlWithPAR(config, {
      redirect_uri: this.callback, scope: this.scope, state, nonce, code_challenge_method: 'S256',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier), ...more,
    });
  }

  /** The browser comes back: { session, next }, or it throws what the provider said. */
  async end(browser, url) {
    const state = url.searchParams.get('state');
    const flow = this.#flows.get(state);
    if (!flow || flow.browser !== browser) throw Object.assign(new Error('这次登录不是从这个浏览器开始的，或者已经过期。请重新登录。'), { status: 400 });
    this.#flows.delete(state);
    const tokens = await oidc.authorizationCodeGrant(await this.config(), new URL(url.search, this.callback),
      { pkceCodeVerifier: flow.verifier, expectedState: state, expectedNonce: flow.nonce, idTokenExpected: true });
    const claims = tokens.claims();
    const user = await oidc.fetchUserInfo(await this.config(), tokens.access_token, claims.sub);
    const session = { id: random(), sub: claims.sub, idToken: tokens.id_token, name: user.name, identities: [] };
    session.identities.push(identityOf(tokens));
    this.#sessions.set(session.id, session);
    return { session, next: flow.next };
  }

  session(id) { return this.#sessions.get(id); }
  drop(session) { this.#sessions.delete(session.id); }

  /** The identity with tokens that still count; undefined when the session or the mandate behind it has ended. */
  async fresh(session, identity) {
    if (identity.ended) return undefined;
    if (Date.now() < identity.until - earlier) return identity;
    // Each refresh token counts once: two tabs wait for one renewal.
    identity.renewal ??= this.#renew(identity).finally(() => { identity.renewal = undefined; });
    if (await identity.renewal) return identity;
    this.#end(session, [identity]);
    return undefined;
  }

  /** Before what matters: is the token good at this moment? (RFC 7662) */
  async holds(identity) {
    return (await oidc.tokenIntrospection(await this.config(), identity.access)).active;
  }

  /** The same person as somebody else (RFC 8693): a further identity, beside those that other tabs use. Its number. */
  async switchTo(session, principal) {
    const known = session.identities.findIndex((one) => !one.ended && !one.agency && one.principal?.number === principal);
    if (known >= 0) return known;
    const from = await this.fresh(session, session.identities.find((one) => !one.ended));
    if (!from) return undefined;
    const tokens = await oidc.genericGrantRequest(await this.config(), exchange,
      { subject_token: from.access, subject_token_type: accessToken, authorization_details: JSON.stringify([{ type: 'tax_mandate', principal }]) });
    return session.identities.push(identityOf(tokens)) - 1;
  }

  /** Ends the session here; where the browser ends it at the bureau. */
  async logoutUrl(session) {
    this.drop(session);
    return oidc.buildEndSessionUrl(await this.config(), { id_token_hint: session.idToken, post_logout_redirect_uri: `${this.base}/signed-out`, state: random() });
  }

  /** OIDC Back-Channel Logout §2.6: checks the token and ends what it names; throws when it is none of ours. `sid` is one identity's. */
  async backchannelLogout(token) {
    const config = await this.config();
    this.#keys ??= jose.createRemoteJWKSet(new URL(config.serverMetadata().jwks_uri));
    const { payload } = await jose.jwtVerify(token, this.#keys, { issuer: this.issuer, audience: this.clientId, typ: 'logout+jwt', requiredClaims: ['iat', 'exp', 'jti'], clockTolerance: 30 });
    if (typeof payload.events?.[logoutEvent] !== 'object' || 'nonce' in payload || (!payload.sid && !payload.sub)) throw new Error('no logout token');
    if (this.#logouts.has(payload.jti)) throw new Error('the logout token was used before');
    this.#logouts.set(payload.jti, (payload.exp + 60) * 1000);
    for (const session of [...this.#sessions.values()]) {
      if (session.sub === payload.sub || !payload.sub) this.#end(session, session.identities.filter((one) => !payload.sid || one.sid === payload.sid));
    }
  }

  #end(session, identities) {
    for (const one of identities) one.ended = true;
    if (session.identities.every((one) => one.ended)) this.drop(session);
  }

  async #renew(identity) {
    try {
      Object.assign(identity, identityOf(await oidc.refreshTokenGrant(await this.config(), identity.refresh)));
      return true;
    } catch (error) {
      if (error.error === 'invalid_grant') return false;
      throw error;
    }
  }

  #forgetOld() {
    const now = Date.now();
    for (const [state, { until }] of this.#flows) if (until < now) this.#flows.delete(state);
    for (const [jti, until] of this.#logouts) if (until < now) this.#logouts.delete(jti);
  }
}

/** What a system keeps of an answer of the token endpoint: the tokens, and what the ID token says of the authority. */
function identityOf(tokens) {
  const claims = tokens.claims();
  const [detail] = claims.authorization_details;
  return {
    sid: claims.sid, access: tokens.access_token, refresh: tokens.refresh_token, until: Date.now() + tokens.expires_in * 1000,
    kind: detail.identity, principal: detail.principal, agency: detail.agency, role: detail.role, mandate: detail.mandate,
    functions: detail.functions ?? [], ends: detail.ends, level: Number(claims.acr.split(':').at(-1)), at: claims.auth_time,
  };
}
