// OpenID Connect as documents: what a browser and a relying party send and get.
import { test } from 'node:test';
import { createHash } from 'node:crypto';
import * as jose from 'jose';
import { redirectUri, register } from './relying.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';
import { Transcript } from './transcript.mjs';

const verifier = 'a-verifier-of-forty-three-octets-at-the-least';
const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const passing = new Set(['iat', 'exp', 'auth_time', 'updated_at', 'expires_in', 'ends']); // moments, and what is left until them
const unique = new Set(['code', 'access_token', 'refresh_token', 'id_token', 'request_uri', 'sub', 'sid', 'at_hash', 'mandate']);

/** Numbers what differs from run to run: {code.1}, {code.2}; the same value has the same name everywhere. */
class OpenIdTranscript extends Transcript {
  kinds = new Map();
  seen = new Map();

  name(kind, value) {
    if (!this.seen.has(value)) {
      this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
      this.seen.set(value, `{${kind}.${this.kinds.get(kind)}}`);
    }
    return this.seen.get(value);
  }

  fields(parameters) {
    const shown = [...parameters].map(([name, value]) => `${name} = ${this.seen.get(value) ?? (unique.has(name) ? this.name(name, value) : this.named(value))}`);
    if (shown.length) this.lines.push('```', ...shown, '```', '');
  }

  shown(value) {
    return this.named(JSON.stringify(value, (key, item) => {
      if (passing.has(key)) return '{time}';
      return unique.has(key) && typeof item === 'string' ? this.name(key, item) : item;
    }, 2));
  }

  /** In the person's browser. */
  async visit(browser, path, parameters) {
    const answer = await browser.get(`${path}?${new URLSearchParams(parameters)}`);
    this.lines.push(`The browser: \`GET ${path}\``, '');
    this.fields(Object.entries(parameters));
    const location = new URL(answer.headers.get('Location'), this.base);
    this.lines.push(`→ ${answer.status} ${this.named(location.origin + location.pathname)}`, '');
    this.fields(location.searchParams);
    return location.searchParams;
  }

  /** From the relying party's server. */
  async call(path, form, authorization) {
    this.lines.push(`The relying party: \`${form ? 'POST' : 'GET'} ${path}\`${authorization ? ` with ${authorization.split(' ')[0]}` : ''}`, '');
    this.fields(Object.entries(form ?? {}));
    const response = await fetch(this.base + path, form ? { method: 'POST', body: new URLSearchParams(form), headers: authorization ? { Authorization: authorization } : {} } : { headers: { Authorization: authorization } });
    const json = await response.json();
    this.lines.push(`→ ${response.status}`, '', '```json', this.shown(json), '```', '');
    if (json.id_token) this.lines.push(`${this.name('id_token', json.id_token)}:`, '', '```json', this.shown(jose.decodeJwt(json.id_token)), '```', '');
    return json;
  }
}

test('SX-10 golden: a downstream system, from the sign-in to the sign-out', async () => {
  const server = new Server();
  try {
    const secrets = register(server,
      { client_id: 'invoice', scope: 'openid profile', grant_types: ['authorization_code', 'refresh_token', tokenExchange], post_logout_redirect_uris: ['http://127.0.0.1:9/bye'] },
      { client_id: 'resource', taxgate_resource_server: true, grant_types: ['client_credentials'] });
    await server.start();
    const person = (await people(server)).find((one) => one.phone && one.enterprises.some(({ role }) => role === 'tax-handler'));
    const enterprise = person.enterprises.find(({ role }) => role === 'tax-handler');
    const { client: browser } = await signIn(server, person);
    const one = new OpenIdTranscript(server.base, {
      title: '下游系统：登录、代表企业、退出',
      about: 'A downstream system gets tokens for a person who is signed in, lets them act for their enterprise, asks what a token is worth, and signs them out.',
      names: { '{issuer}': server.base, '{person}': person.name, '{number}': enterprise.number, '{enterprise}': enterprise.name },
    });
    const basic = (client) => `Basic ${Buffer.from(`${client}:${secrets[client]}`).toString('base64')}`;
    const asked = { client_id: 'invoice', response_type: 'code', scope: 'openid profile', redirect_uri: redirectUri, state: 'the-state', nonce: 'the-nonce',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' };

    one.say('The browser comes from the downstream system; the person is signed in, and the system is the bureau\'s own: nobody is asked.');
    const { code } = Object.fromEntries(await one.visit(browser, '/oauth2/authorize', asked));
    one.say('The code becomes tokens, once.');
    const redeem = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier };
    const first = await one.call('/oauth2/token', redeem, basic('invoice'));
    await one.call('/oauth2/userinfo', undefined, `Bearer ${first.access_token}`);
    one.say('The same person for their enterprise.');
    const exchange = { grant_type: tokenExchange, subject_token: first.access_token, subject_token_type: accessToken, authorization_details: JSON.stringify([{ type: 'tax_mandate', principal: enterprise.number }]) };
    const acting = await one.call('/oauth2/token', exchange, basic('invoice'));
    one.say('Not for somebody else\'s.');
    await one.call('/oauth2/token', { ...exchange, authorization_details: JSON.stringify([{ type: 'tax_mandate', principal: '91350100M000100Y43' }]) }, basic('invoice'));
    one.say('A resource server asks what the token is worth.');
    await one.call('/oauth2/introspect', { token: acting.access_token }, basic('resource'));
    one.say('A refresh token counts once.');
    const refresh = { grant_type: 'refresh_token', refresh_token: acting.refresh_token };
    const next = await one.call('/oauth2/token', refresh, basic('invoice'));
    await one.call('/oauth2/token', refresh, basic('invoice'));
    one.say('Used twice, it has ended its family.');
    await one.call('/oauth2/introspect', { token: next.access_token }, basic('resource'));
    one.say('The system signs the person out: the session ends, and with it what it gave.');
    await one.visit(browser, '/oauth2/logout', { id_token_hint: first.id_token, post_logout_redirect_uri: 'http://127.0.0.1:9/bye', state: 'bye' });
    await one.call('/oauth2/introspect', { token: first.access_token }, basic('resource'));
    await one.visit(browser, '/oauth2/authorize', { ...asked, prompt: 'none' });
    one.end('shanxi-2023/downstream-system');
  } finally {
    await server.remove();
  }
});
