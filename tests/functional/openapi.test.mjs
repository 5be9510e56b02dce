// The document that the server serves is the contract: it is valid, every route is in it, everything in it is served.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Client } from './client.mjs';
import { accessPaths, consolePaths, document, documentFile, engagementPaths, insurancePaths, officePaths, openidPaths, operations, passwordPaths, personnelPaths, systemsPaths, unseen } from './contract.mjs';
import { samples } from './metrics.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

let server;
before(async () => { server = await new Server().start(); });
after(() => server.remove());

const named = ({ method, path }) => `${method} ${path}`;

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const found = await validator.validate(JSON.parse(readFileSync(documentFile, 'utf8')));
  assert.ok(found.valid, JSON.stringify(found.errors, null, 1));
  assert.equal(validator.version, '3.1');
});

test('the server serves the document as it stands in docs', async () => {
  const answer = await new Client(server.base).get('/openapi.json');
  assert.equal(answer.text, readFileSync(documentFile, 'utf8'));
});

test('no route is undocumented, and nothing is documented that is not served', async () => {
  const { text } = await new Client(server.base).get('/metrics'); // it names every route, used or not
  const routes = samples(text).filter((one) => one.name === 'taxgate_http_request_duration_seconds_count' && one.labels.method);
  const served = routes.map(({ labels }) => `${labels.method} ${labels.route}`);
  assert.deepEqual(served.sort(), operations.map(named).sort());
});

test('every operation has an id of its own, a summary, a tag, and its path parameters', () => {
  assert.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length);
  const tags = new Set(document.tags.map((tag) => tag.name));
  for (const one of operations) {
    const { operation, item, path } = one;
    assert.ok(operation.summary && operation.tags.every((tag) => tags.has(tag)), named(one));
    const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
      .map((it) => (it.$ref ? document.components.parameters[it.$ref.split('/').at(-1)] : it));
    const inPath = parameters.filter((it) => it.in === 'path').map((it) => it.name);
    assert.deepEqual(inPath.sort(), [...path.matchAll(/\{([^}]+)\}/g)].map((it) => it[1]).sort(), named(one));
    const unsafe = one.method !== 'GET' && operation.security?.some((way) => way.session || way.browser);
    assert.ok(!unsafe || operation.security.every((way) => way.csrf || way.bearer || Object.keys(way).length === 0), `${named(one)}: a cookie without the CSRF header`);
  }
});

test('the demo routes are marked, and are not there without --demo', async () => {
  const marked = operations.filter(({ operation }) => operation['x-demo-only']).map(named);
  assert.deepEqual(marked, operations.filter(({ path }) => path.startsWith('/v1/demo/')).map(named));
  await server.stop();
  await server.start({ demo: false, options: ['--sms-url', 'http://127.0.0.1:9/', '--sms-user', 'nobody', '--sms-sender', '106'] });
  const client = new Client(server.base);
  assert.equal((await client.get('/v1/demo/people')).status, 404);
  assert.equal((await client.get('/v1/demo/messages')).status, 404);
  assert.equal((await client.open()).demo, false);
  await server.stop();
  await server.start();
});

const inDays = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

async function everyFlowRoute(client, entrance) {
  const { json: flow } = await client.begin('sign-in', entrance);
  await client.get(`/v1/flows/${flow.id}`);
  const captcha = flow.step.inputs.find((input) => input.type === 'captcha');
  assert.equal((await client.get(captcha.image)).headers.get('content-type'), 'image/png');
  assert.equal((await client.get(captcha.audio)).headers.get('content-type'), 'audio/wav');
  const other = await client.submit(flow, { refresh_captcha: true });
  assert.notEqual(other.json.step.inputs.find((input) => input.type === 'captcha').image, captcha.image);
}

async function everyAccountRoute(person, made) {
  for (const path of ['/v1/session', '/v1/me', '/v1/me/identities', '/v1/me/associations', '/v1/me/sessions', '/v1/me/activity?limit=5', '/v1/me/notices']) {
    assert.equal((await person.get(path)).status, 200, path);
  }
  const [notice] = (await person.get('/v1/me/notices')).json.notices;
  assert.equal((await person.post(`/v1/me/notices/${notice.id}/read`)).status, 204);
  const confirmed = await person.post(`/v1/me/associations/${made.id}/confirm`, { version: made.version });
  assert.equal((await person.post('/v1/me/identity', { identity: made.id })).status, 200);
  assert.equal((await person.post('/v1/me/identity', { identity: 'self' })).status, 200);
  return confirmed.json;
}

test('every operation answers as documented', async () => {
  const everybody = await people(server);
  const boss = everybody.find((one) => one.enterprises.some((it) => it.role === 'legal-representative'));
  const office = boss.enterprises.find((it) => it.role === 'legal-representative');
  const worker = everybody.find((one) => one.enterprises.length > 0 && ![...one.enterprises, ...one.not_usable].some((it) => it.number === office.number));
  const stranger = new Client(server.base);
  const bureau = await stranger.open();
  for (const path of [bureau.consents[0].url, '/healthz', '/readyz', '/openapi.json', '/metrics', '/v1/demo/messages']) {
    assert.equal((await stranger.get(path)).status, 200, path);
  }
  await everyFlowRoute(new Client(server.base), 'self');

  const manager = (await signIn(server, boss, { entrance: 'enterprise', taxpayer: office.number })).client;
  const functions = (await manager.get('/v1/enterprise/personnel')).json.functions.map((node) => node.id).slice(0, 1);
  const proposal = { name: worker.name, document_kind: 'resident-id', document_number: worker.document, role: 'tax-handler', functions, ends: inDays(200) };
  const propose = async () => (await manager.post('/v1/enterprise/personnel', proposal)).json;
  const person = (await signIn(server, worker)).client;
  const second = (await signIn(server, worker)).client;
  const confirmed = await everyAccountRoute(person, await propose());
  const renewed = await manager.post(`/v1/enterprise/personnel/${confirmed.id}/renew`, { version: confirmed.version, ends: inDays(300) });
  assert.equal((await person.post(`/v1/me/associations/${confirmed.id}/release`, { version: renewed.json.version })).status, 200);
  const refused = await propose();
  assert.equal((await person.post(`/v1/me/associations/${refused.id}/refuse`, { version: refused.version })).status, 200);
  const withdrawn = await propose();
  assert.equal((await manager.post(`/v1/enterprise/personnel/${withdrawn.id}/withdraw`, { version: withdrawn.version })).status, 200);
  const third = (await second.get('/v1/me')).json.session.id;
  assert.equal((await person.delete(`/v1/me/sessions/${third}`)).status, 204);
  assert.equal((await person.post('/v1/me/sessions/end-others')).status, 200);
  assert.equal((await person.post('/v1/me/sign-out')).status, 204);

  // A report's URL is sealed and known to the gateway alone: tests/interop/kannel sees the good one.
  assert.equal((await stranger.get('/v1/sms/delivery?message=1&seal=x&state=1&at=1')).status, 403);
  // People, agencies, passwords, social insurance: test files of their own see all of theirs.
  const elsewhere = (path) => ['/v1/sms/delivery', '/v1/me/authority'].includes(path)
    || [personnelPaths, engagementPaths, passwordPaths, insurancePaths, officePaths, accessPaths, openidPaths, consolePaths, systemsPaths].some((paths) => paths.test(path));
  const here = { test: (path) => !elsewhere(path) };
  assert.deepEqual(unseen(here), []);
});
