// Whole sign-ins, many at once: bureau → flow → password page (→ code) → session.
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Connection, cookies } from './http.mjs';
import { newPassword, signIn } from '../../tests/functional/signing.mjs';

async function step(connection, method, path, visitor, body, wanted = 200) {
  const answer = await connection.send(method, path, visitor.headers, body === undefined ? '' : JSON.stringify(body));
  for (const pair of cookies(answer.head)) {
    visitor.cookies.set(pair.split('=')[0], pair);
    visitor.headers = `Cookie: ${[...visitor.cookies.values()].join('; ')}\r\n${visitor.csrf}`;
  }
  if (answer.status !== wanted) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  return answer.body ? JSON.parse(answer.body) : {};
}

/** One sign-in as an individual from an empty cookie jar; the visitor, with the session's cookie. */
export async function signInOnce(connection, person) {
  const visitor = { cookies: new Map(), headers: '', csrf: '' };
  const bureau = await step(connection, 'GET', '/v1/bureau', visitor);
  visitor.csrf = `X-CSRF-Token: ${bureau.csrf}\r\n`;
  visitor.headers += visitor.csrf;
  const flow = await step(connection, 'POST', '/v1/flows', visitor, { kind: 'sign-in', entrance: 'self' }, 201);
  const captcha = await step(connection, 'GET', `/v1/demo/flows/${flow.id}/captcha`, visitor);
  const inputs = { account: person.document, password: newPassword, captcha: captcha.answer };
  for (const input of flow.step.inputs) if (input.type === 'consent') inputs[input.name] = true;
  const done = await step(connection, 'POST', `/v1/flows/${flow.id}`, visitor, { step: flow.step.id, inputs });
  if (done.state !== 'done') throw new Error(`not signed in: ${JSON.stringify(done)}`);
  return visitor;
}

/** `lanes` visitors sign in again and again until `seconds` are over; how many did, and in what time. By wrk: it takes a fraction of
 *  the processor that JavaScript would take from the server. */
export async function signIns(port, people, { lanes, seconds }) {
  const file = join(mkdtempSync(join(tmpdir(), 'taxgate-bench-people-')), 'people');
  writeFileSync(file, people.map(({ document }) => `${document} ${newPassword}\n`).join(''));
  const words = ['-t', lanes, '-c', lanes, '-d', `${seconds}s`, '--timeout', '10s', '-s', join(import.meta.dirname, 'sign_in.lua'), `http://127.0.0.1:${port}`, '--', file];
  const { stdout } = await promisify(execFile)('wrk', [...words, ...await consents(port)].map(String));
  const [, done, microseconds] = /^signed (\d+) in (\d+) us$/m.exec(stdout) ?? [];
  if (!Number(done) || /Non-2xx|Socket errors/.test(stdout)) throw new Error(stdout);
  return { done: Number(done), seconds: Number(microseconds) / 1e6 };
}

/** What the first page of the sign-in asks everybody to agree to. */
async function consents(port) {
  const connection = new Connection(port);
  const visitor = { cookies: new Map(), headers: '', csrf: '' };
  const bureau = await step(connection, 'GET', '/v1/bureau', visitor);
  visitor.headers += `X-CSRF-Token: ${bureau.csrf}\r\n`;
  const flow = await step(connection, 'POST', '/v1/flows', visitor, { kind: 'sign-in', entrance: 'self' }, 201);
  connection.close();
  return flow.step.inputs.filter(({ type }) => type === 'consent').map(({ name }) => name);
}

/** Each of these people changes the initial password, as every real one has. */
export async function settle(server, people) {
  for (const person of people) await signIn(server, person);
}
