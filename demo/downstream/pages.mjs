// The pages' frame, in the bureau's language; whatever comes from outside is escaped.
const escaped = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

class Html {
  constructor(text) { this.text = text; }
  toString() { return this.text; }
}
const shown = (value) => {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(shown).join('');
  return value === undefined || value === null || value === false ? '' : String(value).replace(/[&<>"']/g, (sign) => escaped[sign]);
};
export const html = (parts, ...values) => new Html(parts.reduce((text, part, i) => text + shown(values[i - 1]) + part));

const levels = ['未认证', '密码', '短信', '实名核验', '人脸', '办税厅'];
export const levelName = (level) => `${level} 级（${levels[level] ?? '其他'}）`;
export const actsAs = (identity) => (identity.principal ? identity.principal.name : '本人');
const kinds = { enterprise: '企业业务', agency: '代理业务', self: '自然人业务' };
const roles = {
  'legal-representative': '法定代表人', 'finance-head': '财务负责人', 'tax-handler': '办税员', 'invoice-clerk': '开票员', 'social-insurance-payer': '纯社保户',
};

/** Who is at the screen; a unit that signs in by its own password has its own name and nobody else's. */
const who = ({ session, identity }) => (session.name === identity.principal?.name ? '单位账户' : session.name);

const signedIn = (visit) => html`
  <div class="who"><span>${who(visit)}</span><span class="as">${actsAs(visit.identity)}</span>
    <form method="post" action="/sign-out"><button class="plain">退出</button></form></div>`;

/** A whole page of the system; `visit` has the session and the identity of somebody who is signed in. */
export const frame = (system, title, body, visit) => `<!doctype html>${html`
<html lang="zh-CN" class="${system.theme}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${system.title}</title><link rel="stylesheet" href="/style.css"></head>
<body>
<header><div class="row"><a class="mark" href="/"><span class="seal" aria-hidden="true">${system.seal}</span>${system.title}</a><span class="tag">下游系统 · 演示</span>
  ${visit?.session ? signedIn(visit) : ''}</div></header>
<main>${body}</main>
<footer>本系统只通过 OpenID Connect 认识电子税务局的登录，不保存密码。页面上的业务数据都是虚构的。</footer>
</body></html>`}`;

export const landing = (system) => html`
<section class="hero"><h1>${system.headline}</h1><p>${system.about}</p>
  <a class="button" href="/sign-in">用电子税务局账号登录</a><p class="hint">登录在电子税务局进行，完成后回到这里。</p></section>`;

export const message = (title, text, more) => html`<section class="card narrow"><h1>${title}</h1><p>${text}</p>${more ?? html`<a class="button" href="/">返回首页</a>`}</section>`;

/** What the sign-in passed: who, for whom, and what they may do. */
export const passed = (system, { session, identity }) => html`
<section class="card"><h2>登录传来的信息</h2>
<dl>
  <dt>办理人</dt><dd>${who({ session, identity })}</dd>
  <dt>为谁办理</dt><dd><strong>${actsAs(identity)}</strong>${identity.principal && html`<span class="number">${identity.principal.number}</span>`}</dd>
  ${identity.agency && html`<dt>代理机构</dt><dd>${identity.agency.name}</dd>`}
  <dt>身份</dt><dd>${kinds[identity.kind]}${identity.role && ` · ${roles[identity.role] ?? identity.role}`}</dd>
  <dt>可用功能</dt><dd>${identity.functions.length ? identity.functions.map((id) => html`<span class="chip">${system.functions[id] ?? id}</span>`) : html`<span class="none">没有本系统的功能</span>`}</dd>
  <dt>认证等级</dt><dd>${levelName(identity.level)}</dd>
  ${identity.ends && html`<dt>授权截止</dt><dd>${identity.ends}</dd>`}
</dl></section>`;

export const money = (cents) => `${(cents / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2 })}`;
