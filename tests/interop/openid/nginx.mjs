// A real nginx whose auth_request asks the bureau (a bearer's userinfo) or a system's own session, on loopback, in a folder that goes away.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { start } from './processes.mjs';

/** docs/integrate.md shows the same lines: change both. */
const places = (issuer, system) => `
    location /api/ {
      auth_request /bearer;
      auth_request_set $challenge $upstream_http_www_authenticate;
      add_header WWW-Authenticate $challenge always;
      alias PAGES/;
    }
    location = /bearer {
      internal;
      proxy_pass ${issuer}/oauth2/userinfo;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header Authorization $http_authorization;
    }
    location /pages/ {
      auth_request /session;
      error_page 401 = @sign_in;
      alias PAGES/;
    }
    location = /session {
      internal;
      proxy_pass ${system}/session;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header Cookie $http_cookie;
    }
    location @sign_in { return 303 ${system}/sign-in; }`;

const configuration = (folder, port, text) => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  default_type text/plain;
  server {
    listen 127.0.0.1:${port};${text.replaceAll('PAGES', `${folder}/pages`)}
  }
}`;

export async function startNginx(server, port, system) {
  const folder = join(server.folder, 'nginx');
  mkdirSync(join(folder, 'pages'), { recursive: true });
  writeFileSync(join(folder, 'pages/index.txt'), 'behind nginx\n');
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port, places(server.base, system)));
  const process = await start('/usr/sbin/nginx', ['-p', folder, '-e', `${folder}/error.log`, '-c', join(folder, 'nginx.conf')], { port });
  return { ...process, base: `http://127.0.0.1:${port}` };
}
