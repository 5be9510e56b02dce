// A downstream system around its own pages: sign-in and its return, both logouts, and the session that its pages get.
//   node SYSTEM/server.mjs            serves it
//   node SYSTEM/server.mjs metadata   prints what to register it with (taxgate client put)
// Environment: ISSUER, BASE (this system's own address), SECRET_FILE.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cookie, noCookie, page, redirect, serve } from './http.mjs';
import { frame, landing, message } from './pages.mjs';
import { RelyingParty } from './relying_party.mjs';

const refusals = {
  access_denied: '您没有同意登录到本系统。',
  unmet_authentication_requirements: '您的认证等级没有达到这项业务的要求，而电子税务局现在没有能达到它的登录方式。请到办税服务厅办理。',
};

const metadata = (system, base) => ({
  client_id: system.clientId, client_name: `${system.title}（演示）`, redirect_uris: [`${base}/callback`],
  post_logout_redirect_uris: [`${base}/signed-out`], backchannel_logout_uri: `${base}/backchannel-logout`, initiate_login_uri: `${base}/sign-in`, ...system.client,
});

class System {
  constructor(system, base) {
    this.system = system;
    this.base = base;
    const issuer = process.env.ISSUER ?? 'http://127.0.0.1:8080';
    const secret = readFileSync(process.env.SECRET_FILE, 'utf8').trim();
    this.party = new RelyingParty({ issuer, base, secret, clientId: system.clientId, scope: system.client.scope });
    this.names = { session: `${system.clientId}-session`, browser: `${system.clientId}-browser` }; // a cookie is for every port of a host
  }

  page(title, body, visit, status) { return page(frame(this.system, title, body, visit), status); }
  say(title, text, visit, status, more) { return this.page(title, message(title, text, more), visit, status); }

  /** The visit with its session and the identity that its address names (?as=N), which may differ from tab to tab. */
  async #known(visit) {
    const session = this.party.session(visit.cookies[this.names.session]);
    if (!session) return visit;
    const number = Number(visit.url.searchParams.get('as') ?? session.identities.findIndex((one) => !one.ended));
    const identity = session.identities[number];
    if (identity && (await this.party.fresh(session, identity))) return { ...visit, session, identity, number };
    return this.party.session(session.id) ? { ...visit, ended: true } : visit;
  }

  /** A page for the signed-in; the others see `otherwise`. */
  guarded(run, otherwise = () => redirect('/')) {
    return { run: async (visit) => {
      const known = await this.#known(visit);
      if (known.ended) return this.say('授权已经结束', '电子税务局说这个身份的授权已经结束。', undefined, 403);
      return known.session ? run(known) : otherwise(known);
    } };
  }

  /** ?for=WORD: the system's own words for what it asks beside the usual, and where it goes on. */
  async signIn({ url, cookies }) {
    const browser = cookies[this.names.browser] ?? randomBytes(24).toString('base64url');
    const { next = '/', ...more } = this.system.signIn?.[url.searchParams.get('for')] ?? {};
    return redirect((await this.party.begin(browser, next, more)).href, [cookie(this.names.browser, browser)]);
  }

  async callback({ url, cookies }) {
    try {
      const { session, next } = await this.party.end(cookies[this.names.browser], url);
      const former = this.party.session(cookies[this.names.session]);
      if (former) this.party.drop(former);
      return redirect(next, [cookie(this.names.session, session.id)]);
    } catch (error) {
      if (error.status === 400) return this.say('登录没有完成', error.message, undefined, 400);
      if (!error.error) throw error;
      return this.say('登录没有完成', refusals[error.error] ?? `电子税务局没有完成这次登录（${error.error}）。`, undefined, 403);
    }
  }

  async signOut({ session }) {
    return redirect((await this.party.logoutUrl(session)).href, [noCookie(this.names.session)]);
  }

  async backchannelLogout({ form }) {
    try {
      await this.party.backchannelLogout(form.get('logout_token') ?? '');
      return { status: 200 };
    } catch (error) {
      return { status: 400, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ error: 'invalid_request', error_description: error.message }) };
    }
  }

  routes() {
    const style = readFileSync(join(import.meta.dirname, 'style.css'));
    return {
      'GET /style.css': { run: () => ({ status: 200, headers: { 'Content-Type': 'text/css', 'Cache-Control': 'max-age=300' }, body: style }) },
      'GET /sign-in': { run: (visit) => this.signIn(visit) },
      'GET /callback': { run: (visit) => this.callback(visit) },
      'POST /sign-out': this.guarded((visit) => this.signOut(visit)),
      'GET /signed-out': { run: () => this.say('您已退出', '这里和电子税务局的登录都已结束。') },
      'POST /backchannel-logout': { run: (visit) => this.backchannelLogout(visit), open: true },
      'GET /session': this.guarded(() => ({ status: 204 }), () => ({ status: 401 })), // for a proxy in front of other pages (nginx auth_request)
    };
  }

  async serve(pages) {
    await serve({ base: this.base, routes: { ...this.routes(), ...pages(this) }, formTargets: [this.party.issuer], failed: (status, text) => this.say('出错了', text, undefined, status) });
    process.stdout.write(`${this.system.title}: ${this.base}\n`);
  }
}

/** Runs the system: its words, what it is registered with, and its own pages (`home` is what the signed-in see at /). */
export async function run(system, pages) {
  const base = process.env.BASE ?? system.base;
  if (process.argv[2] === 'metadata') {
    process.stdout.write(`${JSON.stringify(metadata(system, base), null, 2)}\n`);
    return;
  }
  const home = (at, show) => at.guarded(show, () => at.page('登录', landing(system)));
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
  try {
    await new System(system, base).serve((at) => pages(at, (show) => ({ 'GET /': home(at, show) })));
  } catch (error) {
    process.stderr.write(`${system.title}: ${error.message}\n`);
    process.exitCode = 1;
  }
}
