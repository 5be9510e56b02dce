// Fills pages whatever they ask for: captcha and consents by themselves, codes from the outbox, the rest by name.
import assert from 'node:assert/strict';
import { requestCode } from './signing.mjs';

/** Submits the page with `values`; `phone`: where its code goes. */
export async function fill(client, flow, values = {}, { phone } = {}) {
  const inputs = {};
  const code = flow.step.inputs.find((input) => input.type === 'code');
  for (const input of flow.step.inputs) {
    if (input.name in values) inputs[input.name] = values[input.name];
    else if (input.type === 'consent') inputs[input.name] = true;
    else if (input.type === 'captcha') inputs.captcha = await client.captcha(flow);
  }
  if (code && phone && !(code.name in values)) {
    if (flow.step.inputs.length === 1) {
      await requestCode(client, flow, code);
    } else {
      let sent;
      do {
        sent = await client.submit(flow, { ...inputs, [code.request.name]: true });
        if (sent.status === 429) await new Promise((resolve) => { setTimeout(resolve, 1000 * Number(sent.headers.get('Retry-After'))); });
      } while (sent.status === 429);
      if (sent.status !== 200) return sent;
    }
    inputs[code.name] = await client.smsCode(phone);
  }
  return client.submit(flow, inputs);
}

/** The same, and the answer must be good. */
export async function pass(client, flow, values, options) {
  const answer = await fill(client, flow, values, options);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

export async function beginAt(client, kind, entrance) {
  const begun = await client.begin(kind, entrance);
  assert.equal(begun.status, 201, begun.text);
  return begun.json;
}

/** The choice with this title. */
export const choice = (flow, name, title) => flow.step.inputs.find((input) => input.name === name).choices.find((one) => one.title === title);

/** A refused page's codes, by input. */
export const codes = (answer) => Object.fromEntries(Object.entries(answer.json.inputs ?? {}).map(([name, fault]) => [name, fault.code]));

export const wrong = 'Wrong#Password1';
export const fresh = 'Sunrise#26';
