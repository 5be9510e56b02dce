// Holds the answers of the real binary to docs/openapi.json. A test file that imports this has every answer that its clients get
// checked: the path and the status are documented, the body fits its schema and has nothing beyond it, the code of a problem is
// named where its status is described, the headers that every answer has are there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Client } from './client.mjs';
import { root } from './server.mjs';

export const documentFile = join(root, 'docs/openapi.json');
export const document = JSON.parse(readFileSync(documentFile, 'utf8'));
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Every operation: [{ method: 'GET', path: '/v1/flows/{id}', operation }]. */
export const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  methods.filter((method) => item[method]).map((method) => ({ method: method.toUpperCase(), path, operation: item[method], item })));

/** The operations that a test file of their own sees, each of them answered well: see `unseen`. */
export const personnelPaths = /^\/v1\/(enterprise\/(permissions|personnel\/(search|batch|\{id\}\/(freeze|thaw|change)))|me\/associations\/\{id\}\/dispute)/;
export const passwordPaths = /^\/v1\/enterprise\/personnel\/\{id\}\/(reset-password|invite|(un)?bind-password)/;
export const insurancePaths = /^\/v1\/(fee-system|enterprise\/client-password|me\/card)/;
export const engagementPaths = /^\/v1\/(agency|enterprise\/engagements)/;
export const officePaths = /^\/v1\/office(?!\/(clients|signing-keys))/;
export const consolePaths = /^\/v1\/office\/(clients|signing-keys)|^\/v1\/trial$/;
export const openidPaths = /^\/oauth2\/|^\/\.well-known\/o|^\/v1\/(authorization|device)$/;
export const systemsPaths = /^\/v1\/me\/systems/;
export const accessPaths = /^\/access\/|authzen/;

/** The operations of `paths` that nobody has got a good answer of yet. */
export const unseen = (paths) => operations
  .filter(({ method, path }) => paths.test(path) && ![200, 201, 202, 204].some((status) => seen.has(`${method} ${path} ${status}`)))
  .map(({ method, path }) => `${method} ${path}`);

/** Clients ignore what they do not know; a test must not. */
function strict(node) {
  if (Array.isArray(node)) return node.map(strict);
  if (node === null || typeof node !== 'object') return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, strict(value)]));
  if (copy.type === 'object' && copy.properties && copy.additionalProperties === undefined) copy.additionalProperties = false;
  return copy;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(strict(document), 'api');
const pointer = (...names) => `api#/${names.map((name) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
const validators = new Map();

function fits(value, schema, what) {
  if (!validators.has(schema)) validators.set(schema, ajv.compile({ $ref: schema }));
  const validate = validators.get(schema);
  assert.ok(validate(value), `${what}: ${ajv.errorsText(validate.errors, { separator: '\n  ', dataVar: '' })}\n${JSON.stringify(value)?.slice(0, 2000)}`);
}

/** What stands at a place of the document, through one reference; and its pointer. */
function at(...names) {
  const value = names.reduce((node, name) => node?.[name], document);
  return value?.$ref ? at(...value.$ref.slice(2).split('/')) : { value, names };
}

function find(path) {
  const matches = (template) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path);
  const found = Object.keys(document.paths).filter(matches);
  return found.find((template) => !template.includes('{')) ?? found[0];
}

function checkHeaders(headers, what, named) {
  assert.equal(headers.get('x-content-type-options'), 'nosniff', what);
  assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, what);
  assert.equal(headers.get('referrer-policy'), 'no-referrer', what);
  if (named === undefined) assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f]{16}$/, what);
  else assert.equal(headers.get('x-request-id'), named, what); // a downstream system's own name of the request
}

function checkProblem(problem, status, description, what) {
  fits(problem, pointer('components', 'schemas', 'Problem'), what);
  assert.equal(problem.status, status, what);
  assert.equal(problem.type, `urn:taxgate:problem:${problem.code}`, what);
  if (description) assert.ok(description.includes(`\`${problem.code}\``), `${what}: ${problem.code} is not named there`);
}

function checkBody(answer, names, what) {
  const { value: response } = at(...names);
  const media = (answer.headers.get('content-type') ?? '').split(';')[0];
  for (const [name, header] of Object.entries(response.headers ?? {})) {
    const required = header.$ref ? at(...header.$ref.slice(2).split('/')).value.required : header.required;
    assert.ok(!required || answer.headers.has(name), `${what}: without ${name}`);
  }
  if (!response.content) {
    assert.equal(answer.text, '', what);
    return;
  }
  assert.ok(response.content[media], `${what}: ${media} is not documented`);
  if (media === 'application/problem+json') checkProblem(answer.json, answer.status, response.description, what);
  else if (response.content[media].schema) fits(answer.json ?? answer.text, pointer(...at(...names).names, 'content', media, 'schema'), what);
}

/** What was answered as documented: 'GET /v1/me 200'. */
export const seen = new Set();

export function check({ method, target, body, answer, named }) {
  const path = target.split('?')[0];
  const template = find(path);
  const what = `${method} ${path} → ${answer.status}`;
  checkHeaders(answer.headers, what, named);
  const operation = template && document.paths[template][method.toLowerCase()];
  if (template && method === 'OPTIONS') {
    assert.equal(answer.status, 204, what);
    assert.ok(answer.headers.has('allow'), what);
    return;
  }
  if (!operation) {
    const page = !template && (answer.headers.get('content-type') ?? '').startsWith('text/html');
    if (!page) checkProblem(answer.json, template ? 405 : 404, undefined, `${what}, which is not documented`);
    return;
  }
  const metadata = /^\/(\.well-known\/o|oauth2\/jwks)/.test(path); // the same for everybody, and read often
  assert.equal(answer.headers.get('cache-control'), metadata ? 'public, max-age=300' : 'no-store', what);
  const known = operation.responses[answer.status] ? String(answer.status) : 'default';
  assert.ok(known !== 'default' || answer.status >= 400, `${what}: the status is not documented`);
  checkBody(answer, ['paths', template, method.toLowerCase(), 'responses', known], what);
  seen.add(`${method} ${template} ${answer.status}`);
  const accepted = answer.status < 300 && operation.requestBody;
  if (accepted) {
    const { names, value } = at('paths', template, method.toLowerCase(), 'requestBody');
    const [media] = Object.keys(value.content);
    const sent = media === 'application/json' ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
    fits(sent, pointer(...names, 'content', media, 'schema'), `the accepted body of ${what}`);
  }
}

const request = Client.prototype.request;
Client.prototype.request = async function checked(method, target, body, headers) {
  const answer = await request.call(this, method, target, body, headers);
  check({ method, target, body: typeof body === 'string' ? body : JSON.stringify(body), answer, named: headers?.['X-Request-ID'] });
  return answer;
};
