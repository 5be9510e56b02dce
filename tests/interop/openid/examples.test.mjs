// The examples of docs/integrate.md, built and run as they stand there.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Client } from '../../functional/client.mjs';
import { liaoning } from '../../functional/liaoning_world.mjs';
import { redirectUri, register } from '../../functional/relying.mjs';
import { root } from '../../functional/server.mjs';
import { free_ports } from '../kannel/kannel.mjs';
import { Browser } from './browser.mjs';
import { start } from './processes.mjs';

const examples = join(root, 'docs/examples');
const run = promisify(execFile);
let world; let secrets; let boss; let example; let base;

before(async () => {
  world = liaoning();
  const [port] = await free_ports(1);
  base = `http://127.0.0.1:${port}`;
  const grants = ['authorization_code', 'refresh_token'];
  secrets = register(world,
    { client_id: 'typescript', grant_types: grants, scope: 'openid profile', redirect_uris: [`${base}/callback`], post_logout_redirect_uris: [`${base}/`] },
    { client_id: 'service', taxgate_resource_server: true, grant_types: ['client_credentials'] },
    { client_id: 'plain', grant_types: [...grants, 'urn:ietf:params:oauth:grant-type:token-exchange'], scope: 'openid profile' });
  await world.start();
  boss = await world.signIn('tea', 'boss');
  const folder = join(examples, 'typescript');
  const built = join(folder, 'node_modules/.example');
  execFileSync(join(folder, 'node_modules/.bin/tsc'), ['-p', folder, '--outDir', built], { stdio: 'inherit' });
  example = await start(process.execPath, [join(built, 'downstream.js')], { port, env: { BASE: base, ISSUER: world.base, CLIENT_ID: 'typescript', CLIENT_SECRET: secrets.typescript } });
});
after(async () => {
  await example?.stop();
  await world?.remove();
});

// ---- TypeScript
test('TypeScript: sign-in, who and for whom, logout', async () => {
  const client = await world.signIn('tea', 'boss');
  const browser = new Browser(client);
  const at = await browser.go(base);
  assert.equal(at.status, 200, at.text);
  const { sub, mandate } = JSON.parse(at.text);
  assert.ok(sub);
  assert.equal(mandate.principal.name, '云岭茶业有限公司');
  assert.ok(mandate.functions.includes('invoice'));
  assert.equal((await browser.go(`${base}/sign-out`, { until: (url) => url.href === `${base}/` })).url.href, `${base}/`);
  assert.equal((await client.get('/v1/me')).status, 401);
});

test('TypeScript: an ended session, a foreign browser, a changed state get nothing', async () => {
  const client = await world.signIn('tea', 'boss');
  const browser = new Browser(client);
  await browser.go(base);
  await client.post('/v1/me/sign-out', {});
  assert.equal((await browser.go(base)).status, 401);
  const other = new Browser(boss);
  const { url } = await other.go(base, { until: (one) => one.pathname === '/callback' });
  assert.equal((await new Browser(new Client(world.base)).go(url)).status, 400);
  url.searchParams.set('state', 'another');
  assert.equal((await other.go(url)).status, 400);
});

// ---- plain HTTP
const script = async (...words) => {
  const env = { ...process.env, ISSUER: world.base, CLIENT_ID: 'plain', CLIENT_SECRET: secrets.plain, REDIRECT_URI: redirectUri };
  return (await run(join(examples, 'http/downstream.sh'), words, { env })).stdout.trim();
};
const refused = (promise, why) => assert.rejects(promise, (error) => why.test(error.stdout + error.stderr));
const file = (name, text) => {
  const path = join(world.folder, name);
  writeFileSync(path, text);
  return path;
};
const back = async (client, url) => (await new Browser(client).go(url, { until: (one) => one.href.startsWith(redirectUri) })).url.href;

async function plainTokens(client) {
  const state = join(world.folder, 'state');
  return JSON.parse(await script('end', state, await back(client, await script('begin', state))));
}

test('plain HTTP: sign-in by a pushed request, userinfo, refresh, another taxpayer, introspection, revocation', async () => {
  const tokens = await plainTokens(boss);
  assert.equal(JSON.parse(await script('userinfo', file('access', tokens.access_token))).name, world.person('boss').name);
  const next = JSON.parse(await script('refresh', file('refresh', tokens.refresh_token)));
  const other = JSON.parse(await script('switch', file('access', next.access_token), world.number('pure')));
  assert.equal(other.authorization_details[0].principal.name, '云岭社区服务站');
  assert.equal(JSON.parse(await script('introspect', file('other', other.access_token))).active, true);
  await refused(script('switch', file('access', next.access_token), world.number('mill')), /invalid_authorization_details/);
  await script('revoke', file('refresh', next.refresh_token));
  assert.deepEqual(JSON.parse(await script('introspect', file('access', next.access_token))), { active: false });
});

test('plain HTTP: a used refresh token, another state, another issuer are refused', async () => {
  const tokens = await plainTokens(boss);
  await script('refresh', file('refresh', tokens.refresh_token));
  await refused(script('refresh', file('refresh', tokens.refresh_token)), /invalid_grant/);
  const state = join(world.folder, 'state');
  const url = new URL(await back(boss, await script('begin', state)));
  for (const name of ['state', 'iss']) {
    const changed = new URL(url);
    changed.searchParams.set(name, 'https://evil.example');
    await refused(script('end', state, changed.href), /is another/);
  }
});

// ---- C++
test('C++: a token is worth what its mandate is worth now', async () => {
  const program = join(world.folder, 'check_token');
  const flags = execFileSync('pkg-config', ['--cflags', '--libs', 'libcurl', 'nlohmann_json'], { encoding: 'utf8' }).trim().split(/\s+/);
  execFileSync('clang++-19', ['-std=c++20', '-Wall', '-Wextra', '-Werror', join(examples, 'cpp/check_token.cpp'), ...flags, '-o', program], { stdio: 'inherit' });
  const check = (token, words, secret = secrets.service) => new Promise((done) => {
    const child = execFile(program, [world.base, ...words], { env: { ...process.env, CLIENT_ID: 'service', CLIENT_SECRET: secret } },
      (error, said, complained) => done({ code: error?.code ?? 0, said: said + complained }));
    child.stdin.end(`${token}\n`);
  });
  const client = await world.signIn('tea', 'boss');
  const { access_token: token } = await plainTokens(client);
  const allowed = await check(token, ['invoice-issue', 'invoice']);
  assert.equal(allowed.code, 0, allowed.said);
  assert.match(allowed.said, /云岭茶业有限公司: allowed/);
  assert.equal((await check(token, ['no-such-function'])).code, 3);
  assert.equal((await check('nonsense', ['invoice'])).code, 3);
  assert.equal((await check(token, ['invoice'], 'wrong')).code, 1);
  await client.post('/v1/me/sign-out', {});
  const gone = await check(token, ['invoice-issue', 'invoice']);
  assert.equal(gone.code, 3);
  assert.match(gone.said, /counts no more/);
});

test('docs/integrate.md shows the proxies\' configurations that are tested here', () => {
  const text = readFileSync(join(root, 'docs/integrate.md'), 'utf8');
  const shown = (name) => text.match(new RegExp(`\`\`\`${name}\\n([^]*?)\`\`\``))[1].split('\n').map((line) => line.trim()).filter(Boolean);
  for (const name of ['apache', 'nginx']) {
    const tested = readFileSync(join(import.meta.dirname, `${name}.mjs`), 'utf8');
    const words = (line) => line.replace(/https:\/\/tax\.example/g, '${issuer}').replace(/https:\/\/app\.example/g, '${base}').replace(/http:\/\/127\.0\.0\.1:8092/g, '${system}');
    for (const line of shown(name).map(words)) assert.ok(tested.includes(line), `${name}: ${line}`);
  }
});
