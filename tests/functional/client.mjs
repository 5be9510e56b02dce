// Drives the real binary over HTTP, as a browser's pages do: cookies, CSRF header, flow API. The captcha is the one thing that
// a program must not be able to read, so tests take its answer from a server that was started to tell it (see server.mjs).
export class Client {
  constructor(base, { locale = 'zh-CN', address } = {}) {
    this.base = base;
    this.locale = locale;
    this.address = address;
    this.cookies = new Map();
    this.csrf = undefined;
  }

  async request(method, path, body, headers = {}) {
    const response = await fetch(this.base + path, {
      method,
      redirect: 'manual',
      headers: {
        'Accept-Language': this.locale,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(this.csrf ? { 'X-CSRF-Token': this.csrf } : {}),
        ...(this.address ? { 'X-Forwarded-For': this.address } : {}),
        ...(this.cookies.size ? { Cookie: [...this.cookies].map(([n, v]) => `${n}=${v}`).join('; ') } : {}),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split('; ');
      const at = pair.indexOf('=');
      if (attributes.includes('Max-Age=0')) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined;
    return { status: response.status, headers: response.headers, text, json };
  }

  get(path, headers) { return this.request('GET', path, undefined, headers); }
  post(path, body = {}, headers) { return this.request('POST', path, body, headers); }
  delete(path) { return this.request('DELETE', path); }

  async open() {
    const bureau = await this.get('/v1/bureau');
    this.csrf = bureau.json.csrf;
    return bureau.json;
  }

  async begin(kind, entrance) {
    if (!this.csrf) await this.open();
    return this.post('/v1/flows', { kind, entrance });
  }

  submit(flow, inputs) { return this.post(`/v1/flows/${flow.id}`, { step: flow.step.id, inputs }); }

  /** Everything that a sign-in's first page asks for, in the profile's own words. */
  async credentials(flow, { taxpayer, account, password }, extra = {}) {
    const inputs = {};
    for (const input of flow.step.inputs) {
      if (input.name === 'taxpayer') inputs.taxpayer = taxpayer;
      if (input.name === 'account') inputs.account = account;
      if (input.name === 'password') inputs.password = password;
      if (input.type === 'consent') inputs[input.name] = true;
      if (input.type === 'captcha') inputs.captcha = await this.captcha(flow);
    }
    return this.submit(flow, { ...inputs, ...extra });
  }

  async captcha(flow) {
    const answer = await this.get(`/v1/demo/flows/${flow.id}/captcha`);
    return answer.json.answer;
  }

  async smsCode(phone) {
    for (let attempt = 0; attempt < 200; ++attempt) {
      const { json } = await this.get('/v1/demo/messages');
      const message = json.messages.find((m) => m.to === phone && !seen.has(m.at + m.text));
      if (message) {
        seen.add(message.at + message.text);
        return message.text.match(/\d{6}/)[0];
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('no code arrived');
  }
}

const seen = new Set();
