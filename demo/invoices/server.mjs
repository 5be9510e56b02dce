// A stand-in for the bureau's invoice system: it needs an invoice function, and level 4 to issue; people switch identity here by token
// exchange, and each tab keeps its own. LEAST_LEVEL: another level; FEE_SYSTEM: where those go who pay social insurance alone.
import { redirect } from '../downstream/http.mjs';
import { actsAs, html, levelName, money, passed } from '../downstream/pages.mjs';
import { run } from '../downstream/system.mjs';

const needed = 'invoice-issue';
const covering = [needed, 'invoice']; // a function's parent is worth all its children
const least = Number(process.env.LEAST_LEVEL ?? 4);
const longestName = 60;

const system = {
  clientId: 'demo-invoices',
  base: 'http://127.0.0.1:8092',
  theme: 'invoices',
  seal: '票',
  title: '电子发票系统',
  headline: '开具电子发票',
  about: `为您有权代表的企业查看和开具发票。开具发票需要发票功能，认证等级不低于 ${levelName(least)}。`,
  functions: { invoice: '发票', 'invoice-issue': '蓝字发票开具', 'invoice-credit-note': '红字发票开具', 'invoice-deduction': '抵扣勾选', 'invoice-quota': '发票额度调整' },
  client: {
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:token-exchange'],
    scope: 'openid profile', taxgate_functions: ['invoice'],
  },
  signIn: { level: { next: '/issue', acr_values: `urn:taxgate:level:${least}` }, choice: { prompt: 'select_account' } },
};

const issued = new Map(); // number of the seller → its invoices
const invoicesOf = ({ number }) => issued.get(number) ?? issued.set(number, []).get(number);
const may = ({ functions }) => functions.some((id) => covering.includes(id));

const list = (principal) => {
  const all = invoicesOf(principal);
  if (!all.length) return html`<p class="none">还没有开具过发票。</p>`;
  return html`<table><thead><tr><th class="less">号码</th><th>购买方</th><th>日期</th><th class="money">金额（元）</th></tr></thead>
<tbody>${all.map((one) => html`<tr><td class="less">${one.number}</td><td>${one.buyer}</td><td class="day">${one.day}</td><td class="money">${money(one.cents)}</td></tr>`)}</tbody></table>`;
};

const switching = ({ session, number }, said) => html`<section class="card"><h2>切换身份</h2>${said && html`<p class="said" role="alert">${said}</p>`}
<ul class="identities">${session.identities.map((one, i) => !one.ended && html`<li><a href="/?as=${i}" ${i === number ? html`aria-current="true"` : ''}>${actsAs(one)}</a></li>`)}</ul>
<form method="post" action="/identity?as=${number}"><label>要代表的企业<input name="principal" required maxlength="20" autocomplete="off" placeholder="统一社会信用代码"></label><button class="second">切换到这家企业</button></form>
<p class="hint">只换您在这个标签页里的身份；其他标签页不变。也可以<a href="/sign-in?for=choice">在电子税务局选择身份</a>后重新进入。</p></section>`;

const form = ({ number }) => html`<section class="card narrow"><h1>开具发票</h1><form method="post" action="/issue?as=${number}">
<label>购买方名称<input name="buyer" required maxlength="${longestName}"></label>
<label>金额（元）<input name="amount" required inputmode="decimal" pattern="[0-9]{1,9}([.][0-9]{1,2})?"></label>
<div class="actions"><button>开具</button><a href="/?as=${number}">取消</a></div></form></section>`;

const read = (posted) => {
  const buyer = (posted.get('buyer') ?? '').trim();
  const amount = posted.get('amount') ?? '';
  if (!buyer || buyer.length > longestName || !/^\d{1,9}(\.\d{1,2})?$/.test(amount)) return undefined;
  return { buyer, cents: Math.round(Number(amount) * 100), day: new Date().toISOString().slice(0, 10) };
};

run(system, (at, home) => {
  const overview = (visit, said, status) => {
    const { principal } = visit.identity;
    const mine = may(visit.identity) ? html`${list(principal)}<div class="actions"><a class="button" href="/issue?as=${visit.number}">开具发票</a></div>`
      : html`<p>您现在的身份没有开具发票的功能。请切换身份${process.env.FEE_SYSTEM && html`；只缴社会保险费的单位请到<a href="${process.env.FEE_SYSTEM}">社会保险费缴费系统</a>`}。</p>`;
    return at.page('发票', html`<h1>${actsAs(visit.identity)}</h1><section class="card"><h2>${may(visit.identity) ? '已开具的发票' : '没有发票功能'}</h2>${mine}</section>
<div class="columns">${passed(system, visit)}${switching(visit, said)}</div>`, visit, status);
  };
  const levelFirst = (visit) => at.say('需要更高的认证等级',
    `开具发票需要 ${levelName(least)}，您这次登录是 ${levelName(visit.identity.level)}。`, visit, 403,
    html`<div class="actions"><a class="button" href="/sign-in?for=level">提升认证等级</a><a href="/?as=${visit.number}">返回</a></div>`);
  const issuing = (run) => at.guarded((visit) => {
    if (!may(visit.identity)) return overview(visit, undefined, 403);
    return visit.identity.level < least ? levelFirst(visit) : run(visit);
  });
  return {
    ...home((visit) => overview(visit)),
    'POST /identity': at.guarded(async (visit) => {
      try {
        return redirect(`/?as=${await at.party.switchTo(visit.session, (visit.form.get('principal') ?? '').trim())}`);
      } catch (error) {
        if (error.error !== 'invalid_authorization_details') throw error;
        return overview(visit, '您现在不能代表这家企业办理业务。', 403);
      }
    }),
    'GET /issue': issuing((visit) => at.page('开具发票', form(visit), visit)),
    'POST /issue': issuing(async (visit) => {
      const invoice = read(visit.form);
      if (!invoice) return at.say('没有开具', '请填写购买方名称和金额。', visit, 422);
      if (!(await at.party.holds(visit.identity))) return at.say('授权已经结束', '电子税务局说这项授权已经结束，没有开具发票。', undefined, 403);
      const all = invoicesOf(visit.identity.principal);
      all.unshift({ ...invoice, number: String(all.length + 1).padStart(8, '0') });
      return redirect(`/?as=${visit.number}`);
    }),
  };
});
