// A stand-in for the bureau's social insurance fee system (SS-01, LN-13): pure payers of social insurance land here, and here alone.
// FUNCTION is what the profile's [social_insurance] names: without it nobody comes in.
import { html, money, passed } from '../downstream/pages.mjs';
import { run } from '../downstream/system.mjs';

const needed = process.env.FUNCTION ?? 'social-insurance';

const system = {
  clientId: 'demo-fee-system',
  base: 'http://127.0.0.1:8091',
  theme: 'fees',
  seal: '社',
  title: '社会保险费缴费系统',
  headline: '社会保险费申报与缴费',
  about: '查看本单位当月应缴的社会保险费并缴费。谁可以进来，由电子税务局的授权决定。',
  functions: { 'social-insurance': '社保费', 'social-insurance-declaration': '社保费申报', 'social-insurance-payment': '社保费缴纳', 'social-insurance-certificate': '缴费证明开具' },
  client: { grant_types: ['authorization_code', 'refresh_token'], scope: 'openid profile', taxgate_functions: [needed] },
};

const kinds = [['基本养老保险', 2_400_000], ['基本医疗保险', 1_050_000], ['失业保险', 105_000], ['工伤保险', 48_000]];
const total = kinds.reduce((sum, [, cents]) => sum + cents, 0);
const receipts = new Map(); // number of the payer → the day of payment

const bill = (principal) => {
  const paid = receipts.get(principal.number);
  return html`<section class="card"><h2>本月应缴</h2><table>
<thead><tr><th>险种</th><th class="money">单位应缴（元）</th></tr></thead>
<tbody>${kinds.map(([name, cents]) => html`<tr><td>${name}</td><td class="money">${money(cents)}</td></tr>`)}
<tr class="sum"><th>合计</th><td class="money">${money(total)}</td></tr></tbody></table>
${paid ? html`<p class="said">已于 ${paid} 缴清，缴费人：${principal.name}。</p>` : html`<form method="post" action="/pay" class="actions"><button>缴费</button></form>`}</section>`;
};

const may = ({ functions }) => functions.includes(needed) || functions.some((id) => id.startsWith(`${needed}-`));

run(system, (at, home) => {
  const refuse = (visit) => at.page('没有社保费功能', html`<section class="card narrow"><h1>没有社保费功能</h1>
<p>您现在的身份没有社保费功能，不能进入本系统。请由企业的法定代表人或财务负责人授权，或者在电子税务局换一个身份后再登录。</p></section>
${passed(system, visit)}`, visit, 403);
  return {
    ...home((visit) => (may(visit.identity)
      ? at.page('缴费', html`<h1>${visit.identity.principal.name}</h1><div class="columns">${bill(visit.identity.principal)}${passed(system, visit)}</div>`, visit)
      : refuse(visit))),
    'POST /pay': at.guarded(async (visit) => {
      if (!may(visit.identity)) return refuse(visit);
      if (!(await at.party.holds(visit.identity))) return at.say('授权已经结束', '电子税务局说这项授权已经结束，没有缴费。', undefined, 403);
      receipts.set(visit.identity.principal.number, new Date().toISOString().slice(0, 10));
      return { status: 303, headers: { Location: '/' } };
    }),
  };
});
