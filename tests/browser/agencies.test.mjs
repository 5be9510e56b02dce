// Agencies and their clients in the pages: recognised, amended, refused, cancelled (LN-30, NT-03); a person who says 「not me」 (SX-05).
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { asPerson, cookiesOf, openBureau } from './bureau.mjs'
import { scene } from './stage.mjs'

let bureau
let agent
let boss
before(async () => {
  bureau = await openBureau('shanxi-2023', {
    taxpayers: {
      tea: { name: '云岭茶业有限公司', staff: { 法定代表人: 'boss' } },
      agency: { name: '青山税务师事务所有限公司', kind: '涉税专业服务机构', staff: { 法定代表人: 'agent' } },
    },
    people: { worker: {} },
  })
  agent = await asPerson(bureau, 'agent', { entrance: 'enterprise', taxpayer: bureau.taxpayers.agency.number })
  boss = await asPerson(bureau, 'boss', { entrance: 'enterprise', taxpayer: bureau.taxpayers.tea.number })
})
after(() => bureau.server.remove())

const dialog = (page) => page.getByRole('dialog')
const menu = (page, name) => page.getByRole('navigation').first().getByRole('link', { name })
const card = (page, key) => page.locator(`[data-engagement="${bureau.taxpayers[key].number}"]`)
async function open(stage, client, path) {
  const page = await stage.page(cookiesOf(client))
  await page.goto(path)
  await page.locator('main h1').waitFor()
  return page
}
async function answer(page, row, action) {
  await row.getByRole('button', { name: action, exact: true }).click()
  await dialog(page).getByRole('button', { name: action, exact: true }).click()
  await dialog(page).waitFor({ state: 'hidden' })
}
async function request(page, agreement, functions = ['申报']) {
  await page.getByRole('button', { name: '发起代理关系' }).click()
  await dialog(page).locator('input[name=client]').fill(bureau.taxpayers.tea.number)
  await dialog(page).locator('input[name=agreement]').fill(agreement)
  for (const name of functions) await dialog(page).getByRole('checkbox', { name, exact: true }).check()
}
const send = async (page) => {
  await dialog(page).getByRole('button', { name: '提交' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
}

scene('LN-30 NT-03 an agency asks, the client recognises it; the session that acts says for whom and through whom', async (stage) => {
  const client = await open(stage, boss, '/agencies')
  await client.getByText('没有代理机构').waitFor()
  await stage.look(client, 'agencies-empty')
  assert.equal(await menu(client, '代理客户').count(), 0)

  const page = await open(stage, agent, '/home')
  await menu(page, '代理客户').click()
  await page.getByText('还没有客户').waitFor()
  await request(page, '', [])
  await dialog(page).getByRole('button', { name: '提交' }).click()
  await dialog(page).getByText('请至少勾选一项功能').waitFor()
  await dialog(page).locator('input[name=agreement]').fill('代理协议 2026-1')
  await dialog(page).getByRole('checkbox', { name: '申报', exact: true }).check()
  await dialog(page).locator('input[name=client]').fill('91370200MA3NOBODY0')
  await dialog(page).getByRole('button', { name: '提交' }).click()
  await dialog(page).locator('.field-error').first().waitFor()
  await stage.look(page, 'engagement-refused')
  await dialog(page).locator('input[name=client]').fill(bureau.taxpayers.tea.number)
  await send(page)
  await card(page, 'tea').getByText('待企业确认').waitFor()
  await stage.look(page, 'clients')

  await client.goto('/home')
  await client.getByText('有 1 家代理机构等待本企业认定').waitFor()
  await stage.look(client, 'home-waiting')
  await client.getByRole('link', { name: '去处理' }).click()
  await card(client, 'agency').getByRole('button', { name: '认定', exact: true }).click()
  await dialog(client).waitFor()
  await stage.look(client, 'agency-confirm')
  await dialog(client).getByRole('button', { name: '认定', exact: true }).click()
  await dialog(client).waitFor({ state: 'hidden' })
  await card(client, 'agency').getByRole('button', { name: '取消代理' }).waitFor()

  await page.goto('/identity')
  await page.getByRole('button', { name: /^切换：.*云岭茶业/ }).click()
  await page.locator('.acting').filter({ hasText: '通过 青山税务师事务所有限公司 代理' }).waitFor()
  await stage.look(page, 'acting-through')
  assert.equal(await menu(page, '人员权限管理').count(), 0)
  await page.goto('/identity')
  await page.getByRole('button', { name: /^切换：青山税务师/ }).click()
  await page.waitForURL('**/home')
})

scene('NT-03 other terms wait beside those in force; a stale answer is refused and the page shows what is', async (stage) => {
  const page = await open(stage, agent, '/clients')
  await card(page, 'tea').getByRole('button', { name: '变更', exact: true }).click()
  await dialog(page).getByRole('checkbox', { name: '查询', exact: true }).check()
  await send(page)
  await page.getByText('已提交变更').waitFor()

  const client = await open(stage, boss, '/agencies')
  await card(client, 'agency').getByText('拟变更为').waitFor()
  await stage.look(client, 'agency-amendment')
  await card(client, 'agency').getByRole('button', { name: '认定', exact: true }).click()
  // The agency takes it back while the client's dialog is open.
  await answer(page, card(page, 'tea'), '撤回')
  await dialog(client).getByRole('button', { name: '认定', exact: true }).click()
  await dialog(client).getByRole('alert').waitFor()
  await dialog(client).getByRole('button', { name: '取消' }).click()
  await dialog(client).waitFor({ state: 'hidden' })
  assert.equal(await card(client, 'agency').getByText('拟变更为').count(), 0)
})

scene('LN-30 the client cancels an agency: its session for it ends at once; a request is refused', async (stage) => {
  const page = await open(stage, agent, '/identity')
  await page.getByRole('button', { name: /^切换：.*云岭茶业/ }).click()
  await page.waitForURL('**/home')
  const client = await open(stage, boss, '/agencies')
  await answer(client, card(client, 'agency'), '取消代理')
  await menu(page, '账户信息').click()
  await page.waitForURL((url) => url.pathname === '/')
  await page.locator('.notices [role=alert]').waitFor()

  agent = await asPerson(bureau, 'agent', { entrance: 'enterprise', taxpayer: bureau.taxpayers.agency.number })
  const again = await open(stage, agent, '/clients')
  await request(again, '代理协议 2026-2')
  await send(again)
  await client.reload()
  await answer(client, client.locator('.waiting'), '拒绝')
  await again.reload()
  await again.getByRole('heading', { name: /历史记录/ }).waitFor()
  await stage.look(again, 'clients-over')
})

scene('SX-05 「不是我」: a person who was added by a stranger says so, and the enterprise sees it', async (stage) => {
  const { worker } = bureau.people
  const functions = (await boss.get('/v1/enterprise/personnel')).json.functions.map(({ id }) => id)
  const row = await boss.post('/v1/enterprise/personnel', {
    name: worker.name, document_kind: 'resident-id', document_number: worker.document, role: 'tax-handler', functions: functions.slice(0, 1), ends: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10),
  })
  assert.equal(row.status, 201, row.text)
  const page = await open(stage, await asPerson(bureau, 'worker'), '/associations')
  const mine = page.locator(`[data-association="${row.json.id}"]`)
  await mine.getByRole('button', { name: '不是我' }).click()
  await dialog(page).getByText('由主管税务机关核实处理').waitFor()
  await stage.look(page, 'dispute')
  await dialog(page).getByRole('button', { name: '取消' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  await mine.getByRole('button', { name: '不是我' }).click()
  await dialog(page).getByRole('button', { name: '不是我' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  await mine.filter({ hasText: '异议' }).waitFor()
  await stage.look(page, 'associations-disputed')
  const client = await open(stage, boss, '/notices')
  await client.getByText('声明其关联并非本人同意').waitFor()
})
