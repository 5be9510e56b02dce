// A relying party's requests, one or many at once.
import { createHash, randomBytes } from 'node:crypto';
import { redirectUri } from '../../tests/functional/relying.mjs';
import { Connection } from './http.mjs';
import { cpu, sum } from './process.mjs';

const media = 'application/x-www-form-urlencoded';
const lanes = 64;
const seconds = 5;
export const encode = (fields) => new URLSearchParams(fields).toString();

export async function post(connection, path, headers, fields) {
  const { status, body } = await connection.send('POST', path, headers, encode(fields), media);
  if (status !== 200) throw new Error(`${path}: ${status} ${body}`);
  return JSON.parse(body);
}

/** Authorize with an open session, and redeem the code; `more`: parameters of the request. */
export async function codeFlow(connection, visitor, basic, more = {}) {
  const code_verifier = randomBytes(32).toString('base64url');
  const query = encode({ client_id: 'bench', response_type: 'code', redirect_uri: redirectUri, scope: 'openid', state: 'x', nonce: 'y',
    code_challenge_method: 'S256', code_challenge: createHash('sha256').update(code_verifier).digest('base64url'), ...more });
  const { status, head } = await connection.send('GET', `/oauth2/authorize?${query}`, visitor.headers);
  const code = /[?&]code=([^&\r]+)/.exec(head)?.[1];
  if (!code) throw new Error(`authorize: ${status} ${head}`);
  return post(connection, '/oauth2/token', basic, { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier });
}

/** `step` again and again in every lane; what one cost the server's CPU, and how many there were. */
export async function driven(server, step) {
  const connections = await Promise.all(Array.from({ length: lanes }, async () => new Connection(server.port)));
  const before = sum(cpu(server.process.pid));
  const begin = performance.now();
  let done = 0;
  await Promise.all(connections.map(async (connection, lane) => {
    for (let state; performance.now() < begin + seconds * 1000; ++done) state = await step(connection, state, lane);
    connection.close();
  }));
  const took = (performance.now() - begin) / 1000;
  return { rate: done / took, cost: (sum(cpu(server.process.pid)) - before) / done };
}
