// A relying party on a stock OpenID library, and the browser that goes between it and the server.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as oidc from 'openid-client';
import { check } from './contract.mjs';

export const redirectUri = 'http://127.0.0.1:9/callback'; // nobody answers there: the tests read where the browser is sent

/** Registers clients before the server starts; their secrets by client_id. */
export function register(server, ...clients) {
  const folder = mkdtempSync(join(tmpdir(), 'taxgate-clients-'));
  const secrets = {};
  for (const client of clients) {
    const file = join(folder, `${client.client_id}.json`);
    writeFileSync(file, JSON.stringify({ client_name: `测试系统 ${client.client_id}`, redirect_uris: [redirectUri], ...client }));
    server.run('client', 'put', '--data', server.data, '--profile', server.profile, file);
    if ((client.token_endpoint_auth_method ?? 'client_secret_basic').startsWith('client_secret'))
      secrets[client.client_id] = server.run('client', 'secret', '--data', server.data, '--profile', server.profile, client.client_id).trim();
  }
  return secrets;
}

/** What the library sends and gets, held to the API's document. */
async function checked(url, { method, headers, body }) {
  const response = await fetch(url, { method, headers, body, redirect: 'manual' });
  const text = await response.clone().text();
  const json = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined;
  const { pathname, search } = new URL(url);
  check({ method, target: pathname + search, body: body?.toString(), answer: { status: response.status, headers: response.headers, text, json } });
  return response;
}

/** openid-client's view of the server. */
export const discover = (server, clientId, metadata, authentication = typeof metadata === 'string' ? oidc.ClientSecretBasic(metadata) : undefined) =>
  oidc.discovery(new URL(server.base), clientId, metadata, authentication, { execute: [oidc.allowInsecureRequests], [oidc.customFetch]: checked });

/** The authorization request of a relying party, with what it has to remember. */
export async function request(config, parameters = {}) {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = randomBytes(16).toString('base64url');
  const nonce = randomBytes(16).toString('base64url');
  const all = { redirect_uri: redirectUri, scope: 'openid', state, nonce, code_challenge_method: 'S256',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier), ...parameters };
  return { url: oidc.buildAuthorizationUrl(config, all), all, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true } };
}

/** Where the browser of `client` (signed in, or not) is sent to. */
export async function visit(client, url) {
  const answer = await client.get(url.pathname + url.search);
  const location = answer.headers.get('Location');
  return { answer, to: location ? new URL(location, url) : undefined };
}

/** From the request to tokens, for somebody who is signed in. */
export async function obtain(config, client, parameters = {}, options = {}) {
  const asked = await request(config, parameters);
  const { to, answer } = await visit(client, asked.url);
  if (!to?.searchParams.has('code')) throw new Error(`no code: ${answer.status} ${to}`);
  return { tokens: await oidc.authorizationCodeGrant(config, to, asked.checks, undefined, options), asked, to };
}
