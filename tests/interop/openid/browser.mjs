// A browser without a screen: follows redirects from site to site, keeps each site's cookies, and sends itself the forms that it is told to.
// The bureau's own site is visited with the client of somebody's sign-in (tests/functional/client.mjs).
import { request as ask } from 'node:http';

const kHops = 12;

/** One request as a browser's address bar makes it; fetch() says that it is a script, and mod_auth_openidc sends no script to a sign-in. */
const navigate = (url, method, body, headers) => new Promise((done, failed) => {
  ask(url, { method, headers: { Accept: 'text/html,*/*', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document', ...headers } }, async (answer) => {
    let text = '';
    for await (const chunk of answer.setEncoding('utf8')) text += chunk;
    done({ status: answer.statusCode, text, cookies: answer.headers['set-cookie'] ?? [],
      headers: new Headers(answer.headers.location ? { Location: answer.headers.location } : {}) });
  }).on('error', failed).end(body);
});

export class Browser {
  constructor(client) {
    this.client = client;
    this.jars = new Map(); // origin → name → value
  }

  jar(origin) { return this.jars.get(origin) ?? this.jars.set(origin, new Map()).get(origin); }

  async #ask(url, { method = 'GET', form, headers = {} } = {}) {
    if (url.origin === this.client.base) return this.client.request(method, url.pathname + url.search, form?.toString(), { ...(form ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}), ...headers });
    const jar = this.jar(url.origin);
    const answer = await navigate(url, method, form?.toString(), {
      ...(form ? { Origin: url.origin, 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
      ...(jar.size ? { Cookie: [...jar].map((pair) => pair.join('=')).join('; ') } : {}), ...headers });
    for (const line of answer.cookies) {
      const [pair, ...attributes] = line.split(/; */);
      const at = pair.indexOf('=');
      const gone = attributes.some((one) => /^Max-Age=0$/i.test(one) || /^expires=Thu, 01.Jan.1970/i.test(one));
      if (gone) jar.delete(pair.slice(0, at)); else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  }

  /** Goes there and wherever it is sent on to: { status, text, headers, url }. `until`: the URL where it stops before it asks. */
  async go(to, options = {}) {
    let url = new URL(to);
    for (let hop = 0; hop < kHops; ++hop) {
      if (options.until?.(url)) return { url };
      const answer = await this.#ask(url, hop === 0 ? options : {});
      const location = answer.headers.get('Location');
      if (!location || answer.status < 300 || answer.status >= 400) return { ...answer, url };
      url = new URL(location, url);
    }
    throw new Error(`redirected without end: ${url}`);
  }

  post(to, fields, options = {}) { return this.go(to, { ...options, method: 'POST', form: new URLSearchParams(fields) }); }
}
