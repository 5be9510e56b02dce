// nginx in front of an API (a bearer token, asked of the bureau's userinfo) and of pages (the session of a system beside it).
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { oidc } from '../../functional/libraries.mjs';
import { act, addHandler, liaoning } from '../../functional/liaoning_world.mjs';
import { discover, obtain, register } from '../../functional/relying.mjs';
import { free_ports, until } from '../kannel/kannel.mjs';
import { Browser } from './browser.mjs';
import { DemoSystem } from './demo_systems.mjs';
import { startNginx } from './nginx.mjs';

let server; let nginx; let config;
const system = new DemoSystem('invoices');

before(async () => {
  server = liaoning();
  const secrets = register(server, { client_id: 'app', grant_types: ['authorization_code', 'refresh_token', 'client_credentials'], scope: 'openid profile' });
  await system.register(server);
  await server.start();
  await system.start(server);
  const [port] = await free_ports(1);
  nginx = await startNginx(server, port, system.base);
  config = await discover(server, 'app', secrets.app);
});
after(async () => {
  await nginx?.stop();
  await system.stop();
  await server?.remove();
});

const api = (authorization) => fetch(`${nginx.base}/api/index.txt`, { headers: authorization ? { Authorization: authorization } : {} });

test('nginx: an access token opens the API; refreshed, the next one does', async () => {
  const client = await server.signIn('tea', 'boss');
  const { tokens } = await obtain(config, client);
  assert.equal(await (await api(`Bearer ${tokens.access_token}`)).text(), 'behind nginx\n');
  const next = await oidc.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal((await api(`Bearer ${next.access_token}`)).status, 200);
});

test('nginx: no token, nonsense, an ID token, a client\'s own token are refused with the bureau\'s challenge', async () => {
  const client = await server.signIn('tea', 'boss');
  const { tokens } = await obtain(config, client);
  const own = await oidc.clientCredentialsGrant(config);
  const bare = await api();
  assert.equal(bare.status, 401);
  assert.match(bare.headers.get('WWW-Authenticate'), /^Bearer/);
  for (const token of ['nonsense', tokens.id_token, tokens.refresh_token, own.access_token]) {
    const refused = await api(`Bearer ${token}`);
    assert.equal(refused.status, 401, token);
    assert.match(refused.headers.get('WWW-Authenticate'), /invalid_token/);
  }
});

test('nginx: after signing out, or after revocation, the token opens nothing', async () => {
  const client = await server.signIn('tea', 'boss');
  const { tokens } = await obtain(config, client);
  const other = (await obtain(config, client)).tokens;
  await oidc.tokenRevocation(config, other.refresh_token);
  assert.equal((await api(`Bearer ${other.access_token}`)).status, 401);
  assert.equal((await api(`Bearer ${tokens.access_token}`)).status, 200);
  await client.post('/v1/me/sign-out', {});
  assert.equal((await api(`Bearer ${tokens.access_token}`)).status, 401);
});

test('nginx: a frozen mandate opens nothing from the next request on', async () => {
  const boss = await server.signIn('tea', 'boss');
  assert.equal((await addHandler(boss, server.person('clerk'))).status, 201);
  const { tokens } = await obtain(config, await server.signIn('tea', 'clerk'));
  assert.equal((await api(`Bearer ${tokens.access_token}`)).status, 200);
  assert.equal((await act(boss, server.person('clerk'), 'freeze')).status, 200);
  assert.equal((await api(`Bearer ${tokens.access_token}`)).status, 401);
  await assert.rejects(oidc.refreshTokenGrant(config, tokens.refresh_token), { error: 'invalid_grant' });
});

/** A browser sends one host's cookies to each of its ports; the driver keeps them by origin. */
const share = (browser) => browser.jars.set(nginx.base, browser.jar(system.base));

test('nginx: pages behind a system\'s session: sent to sign in, let in, and out again at once', async () => {
  const client = await server.signIn('tea', 'boss');
  const browser = new Browser(client);
  share(browser);
  const first = await browser.go(`${nginx.base}/pages/index.txt`, { until: (url) => url.origin === server.base });
  assert.equal(first.url.pathname, '/oauth2/authorize');
  assert.equal((await browser.go(first.url)).status, 200);
  assert.equal((await browser.go(`${nginx.base}/pages/index.txt`)).text, 'behind nginx\n');
  await client.post('/v1/me/sign-out', {});
  const shut = (url) => url.origin === server.base;
  await until('the system hears of it', async () => shut((await browser.go(`${nginx.base}/pages/index.txt`, { until: shut })).url), 2000);
});

test('nginx: a made-up session cookie opens no page', async () => {
  const client = await server.signIn('tea', 'boss');
  const browser = new Browser(client);
  browser.jar(nginx.base).set('demo-invoices-session', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  assert.equal((await browser.go(`${nginx.base}/pages/index.txt`, { until: (url) => url.origin === server.base })).url.pathname, '/oauth2/authorize');
});
