// Whole sign-ins, for tests that are about something else.
import assert from 'node:assert/strict';
import { Client } from './client.mjs';

export const newPassword = 'Sunrise#2026';

export async function people(server) {
  return (await new Client(server.base).get('/v1/demo/people')).json.people;
}
export const initial = (person) => person.document.slice(-6);

const passwords = new Map();
/** The password that the person has by now. */
export const passwordOf = (server, person) => passwords.get(server.base + person.document) ?? person.password ?? initial(person);

/** Asks for a code, and waits as the answer says where one number may not have another yet. */
export async function requestCode(client, flow, input) {
  for (;;) {
    const sent = await client.submit(flow, { [input.request.name]: true });
    if (sent.status === 200) return sent;
    assert.equal(sent.status, 429, sent.text);
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(sent.headers.get('Retry-After'))));
  }
}

/** From the page after the password to the end of the flow: code, a new password where it is asked for, the first usable identity. */
export async function goOn(client, flow, person, { password = newPassword, identity } = {}) {
  let answer = { json: flow, status: 200 };
  for (let step = 0; step < 6 && answer.json.state === 'open'; ++step) {
    const inputs = {};
    for (const input of answer.json.step.inputs) {
      if (input.type === 'code') {
        await requestCode(client, answer.json, input);
        inputs[input.name] = await client.smsCode(person.phone);
      }
      if (input.name === 'new_password' || input.name === 'repeat_password') inputs[input.name] = password;
      if (input.name === 'identity') inputs.identity = identity ?? input.choices.find((choice) => !choice.disabled).id;
    }
    answer = await client.submit(answer.json, inputs);
    assert.equal(answer.status, 200, answer.text);
    if (inputs.new_password) passwords.set(client.base + person.document, password);
  }
  return answer;
}

/** Signs in by whichever secret the person has by now. */
export async function signIn(server, person, { entrance = 'self', taxpayer, identity } = {}) {
  const client = new Client(server.base);
  for (let round = 0; round < 2; ++round) {
    const begun = await client.begin('sign-in', entrance);
    assert.equal(begun.status, 201, begun.text);
    const answer = await client.credentials(begun.json, { taxpayer, account: person.document, password: passwordOf(server, person) });
    assert.equal(answer.status, 200, answer.text);
    const done = await goOn(client, answer.json, person, { identity });
    if (done.json.state === 'refused' || done.json.result.next === '/home') return { client, flow: done.json };
  }
  throw new Error('signing in does not end');
}
