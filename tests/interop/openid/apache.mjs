// A real Apache with mod_auth_openidc and a configuration of our own, on loopback, in a folder that goes away.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { start } from './processes.mjs';

const modules = '/usr/lib/apache2/modules';
const load = (...names) => names.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n');

/** docs/integrate.md shows the same lines: change both. */
const protectedPlaces = (issuer, base, client) => `
OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID ${client.id}
OIDCClientSecret ${client.secret}
OIDCRedirectURI ${base}/private/callback
OIDCCryptoPassphrase ${randomBytes(24).toString('hex')}
OIDCScope "openid profile"
OIDCPKCEMethod S256
OIDCProviderTokenEndpointAuth client_secret_basic
OIDCProviderBackChannelLogoutSupported On
OIDCDefaultLoggedOutURL ${base}/out.txt
OIDCSSLValidateServer Off
OIDCSessionInactivityTimeout 600
OIDCRemoteUserClaim sub
OIDCPassUserInfoAs claims
OIDCInfoHook userinfo access_token refresh_token id_token

<Location /private>
  AuthType openid-connect
  Require valid-user
</Location>
<Location /private/texts>
  Require claim acr:urn:taxgate:level:2
</Location>
<Location /private/faces>
  Require claim acr:urn:taxgate:level:4
  AuthzSendForbiddenOnFailure On
</Location>`;

const configuration = (folder, port, places) => `
ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
LogLevel warn auth_openidc:info
DefaultRuntimeDir ${folder}
${userInfo().uid === 0 ? 'User www-data\nGroup www-data' : ''}
${load('mpm_event', 'authn_core', 'authz_core', 'authz_user', 'alias', 'mime', 'headers', 'dir', 'auth_openidc')}
Mutex file:${folder}
DocumentRoot ${folder}/pages
<Directory ${folder}/pages>
  Require all granted
</Directory>
TypesConfig /etc/mime.types
${places}`;

export const programs = ['/usr/sbin/apache2', `${modules}/mod_auth_openidc.so`];

export async function startApache(server, port, client) {
  const folder = join(server.folder, 'apache');
  const base = `http://127.0.0.1:${port}`;
  for (const place of ['pages/private', 'pages/private/texts', 'pages/private/faces']) {
    mkdirSync(join(folder, place), { recursive: true });
    writeFileSync(join(folder, place, 'index.txt'), `${place}\n`);
  }
  writeFileSync(join(folder, 'pages/out.txt'), 'signed out\n');
  writeFileSync(join(folder, 'apache.conf'), configuration(folder, port, protectedPlaces(server.base, base, client)), { mode: 0o600 });
  execFileSync('chmod', ['a+rx', server.folder, folder]); // the workers are another user
  execFileSync('chmod', ['a+rwx', folder]);
  const process = await start('/usr/sbin/apache2', ['-f', join(folder, 'apache.conf'), '-DFOREGROUND'], { port });
  return { ...process, base, log: join(folder, 'error.log') };
}
