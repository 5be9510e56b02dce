// The little HTTP that the demo systems need: routes, cookies, forms, and headers that keep a page to itself.
import { createServer } from 'node:http';

const longestBody = 16_384;

export const redirect = (to, cookies = []) => ({ status: 303, headers: { Location: to }, cookies });
export const page = (html, status = 200) => ({ status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: html });
export const cookie = (name, value, attributes = '') => `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${attributes}`;
export const noCookie = (name) => cookie(name, '', '; Max-Age=0');

const cookiesOf = (request) =>
  Object.fromEntries((request.headers.cookie ?? '').split('; ').filter(Boolean).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));

async function formOf(request) {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > longestBody) throw Object.assign(new Error('the body is too long'), { status: 413 });
  }
  return new URLSearchParams(text);
}

/** A form that changes something comes from our own pages (no-referrer would make its Origin null). Only the sign-in server posts from elsewhere, and to one path. */
const foreign = (request, base, open) => request.method === 'POST' && !open && request.headers.origin !== base;

/** `routes`: { 'GET /path': { run: async (visit) => answer, open } }; `formTargets`: other origins that a form's answer may lead to. */
export function serve({ base, routes, formTargets, failed }) {
  const policy = `default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' ${formTargets.join(' ')}; frame-ancestors 'none'; base-uri 'none'`;
  const answer = async (request) => {
    const url = new URL(request.url, base);
    const route = routes[`${request.method} ${url.pathname}`];
    if (!route) return failed(404, '没有这个页面。');
    if (foreign(request, base, route.open)) return failed(403, '这个请求不是从本系统的页面发出的。');
    const form = request.method === 'POST' ? await formOf(request) : undefined;
    return route.run({ url, form, cookies: cookiesOf(request) });
  };
  const server = createServer(async (request, response) => {
    let said;
    try {
      said = await answer(request);
    } catch (error) {
      if (!error.status) process.stderr.write(`${error.stack}\n`);
      said = failed(error.status ?? 502, error.status ? error.message : '暂时连不上电子税务局的登录服务，请稍后再试。');
    }
    response.writeHead(said.status, {
      'Cache-Control': 'no-store', 'Content-Security-Policy': policy, 'Referrer-Policy': 'same-origin', 'X-Content-Type-Options': 'nosniff',
      ...said.headers, ...(said.cookies?.length ? { 'Set-Cookie': said.cookies } : {}),
    });
    response.end(said.body);
  });
  const { hostname, port } = new URL(base);
  return new Promise((listening, refused) => {
    server.once('error', refused);
    server.listen(Number(port), hostname, () => listening(server));
  });
}
