// Whole sign-ins, many at once: bureau → flow → password page (→ code) → session.
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

/** `lanes` visitors sign in again and again until `seconds` are over; how many did, and in what time. */
export async function signIns(port, people, { lanes, seconds }) {
  const end = performance.now() + seconds * 1000;
  const begin = performance.now();
  let done = 0;
  await Promise.all(Array.from({ length: lanes }, async (_, lane) => {
    const connection = new Connection(port);
    for (let i = lane; performance.now() < end; i += lanes) {
      await signInOnce(connection, people[i % people.length]);
      ++done;
    }
    connection.close();
  }));
  return { done, seconds: (performance.now() - begin) / 1000 };
}

/** Each of these people changes the initial password, as every real one has. */
export async function settle(server, people) {
  for (const person of people) await signIn(server, person);
}
