// Officers at work, for the tests of the office.
import assert from 'node:assert/strict';
import { freePeople } from './registry.mjs';
import { signIn } from './signing.mjs';

/** Before the server starts: people whom no enterprise names, made officers; `roles`: one each. */
export function appoint(server, roles) {
  const people = freePeople(server);
  return { officers: roles.map((role) => server.officer(people.shift(), role)), people };
}

/** Signed in as an officer. */
export async function atDesk(server, officer) {
  const { client, flow } = await signIn(server, officer, { entrance: 'office' });
  assert.equal(flow.state, 'done', JSON.stringify(flow.notices));
  return client;
}

export const found = async (desk, by) => {
  const answer = await desk.post('/v1/office/search', by);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
export const findPerson = async (desk, document) => (await found(desk, { document_kind: 'resident-id', document_number: document })).persons[0];
export const findTaxpayer = async (desk, number) => (await found(desk, { taxpayer: number })).taxpayers[0];

export const because = '纳税人持证件到办税服务厅办理';

/** What was begun is approved by another desk. */
export async function approved(begun, desk) {
  assert.equal(begun.status, 202, begun.text);
  const { id, version } = begun.json.request;
  const answer = await desk.post(`/v1/office/requests/${id}/approve`, { version });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}
