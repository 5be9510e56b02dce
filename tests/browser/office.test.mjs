// The office console in the browser: two people for what is of high risk, masked data, vouchers and codes that are shown once.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { appoint, atDesk, because } from '../functional/office_desk.mjs'
import { Server } from '../functional/server.mjs'
import { people as demoPeople, signIn } from '../functional/signing.mjs'
import { cookiesOf, pages } from './bureau.mjs'
import { scene } from './stage.mjs'

let server
let clerk
let second
let administrator
let people
let boss
let firm
before(async () => {
  server = new Server({ options: ['--pages', pages] })
  const made = appoint(server, ['clerk', 'clerk', 'administrator', 'administrator'])
  people = made.people
  await server.start()
  const desks = await Promise.all(made.officers.map((one) => atDesk(server, one)))
  clerk = desks[0]
  second = desks[1]
  administrator = desks[2]
  boss = (await demoPeople(server)).find((one) => one.enterprises.some(({ role }) => role === 'legal-representative'))
  firm = boss.enterprises.find(({ role }) => role === 'legal-representative')
})
after(() => server.remove())

const dialog = (page) => page.getByRole('dialog')
const menu = (page, name) => page.getByRole('navigation', { name: '工作台菜单' }).getByRole('link', { name })
async function open(stage, client, path) {
  const page = await stage.page(cookiesOf(client))
  await page.goto(path)
  await page.locator('main h1').waitFor()
  return page
}
async function giveReason(page, submit) {
  await dialog(page).locator('textarea[name=reason]').fill(because)
  await dialog(page).getByRole('button', { name: submit, exact: true }).click()
}
async function search(page, by, number) {
  await page.locator('select[name=by]').selectOption({ label: by })
  await page.locator('input[name=number]').fill(number)
  await page.getByRole('button', { name: '查找', exact: true }).click()
}

scene('X-09 officers have an entrance of their own; a taxpayer\'s session opens nothing of the console, nor the other way', async (stage) => {
  const page = await stage.page({ baseURL: server.base })
  await page.goto('/')
  await page.locator('.flow-submit').waitFor()
  assert.equal(await page.getByRole('tab', { name: '工作人员' }).count(), 0)
  await page.goto('/office')
  await page.waitForURL('**/office/sign-in**')
  await page.locator('.flow-submit').waitFor()
  await stage.look(page, 'office-sign-in')
  const taxpayer = await stage.page(cookiesOf((await signIn(server, boss, { entrance: 'enterprise', taxpayer: firm.number })).client))
  await taxpayer.goto('/office/search')
  await taxpayer.waitForURL('**/office/sign-in**')
  const desk = await open(stage, clerk, '/home')
  await desk.waitForURL((url) => url.pathname === '/office')
  await desk.getByText('须第二人复核').first().waitFor()
  assert.equal(await menu(desk, '审计查询').count(), 0)
  await stage.look(desk, 'office-home')
})

scene('X-09 LN-25 an enterprise password is reset by two officers; the voucher comes once, as a PDF', async (stage) => {
  const page = await open(stage, clerk, '/office/search')
  await page.getByRole('button', { name: '查找', exact: true }).click()
  await page.getByText('请填写查找内容').waitFor()
  await search(page, '纳税人识别号', '91370200MA3NOBODY0')
  await page.locator('.results .notice, .field-error').first().waitFor()
  await search(page, '纳税人识别号', firm.number)
  const card = page.locator('[data-taxpayer]')
  await card.waitFor()
  await stage.look(page, 'office-taxpayer')
  await card.getByRole('button', { name: /开户|重置/ }).first().click()
  await dialog(page).getByRole('button', { name: /开户|重置/ }).click()
  await dialog(page).getByText('请填写事由').waitFor()
  await stage.look(page, 'office-reason')
  await dialog(page).locator('textarea[name=reason]').fill(because)
  await dialog(page).getByRole('button', { name: /开户|重置/ }).click()
  await dialog(page).getByText('已提交复核').waitFor()
  await stage.look(page, 'office-waits')
  await dialog(page).getByRole('button', { name: '关闭' }).last().click()

  // Who asked may not decide it.
  await menu(page, '复核').click()
  await page.locator('[data-request]').first().waitFor()
  assert.equal(await page.getByRole('button', { name: '同意并执行' }).count(), 0)

  const checker = await open(stage, second, '/office')
  await checker.getByText('有 1 项等待您复核').waitFor()
  await checker.getByRole('link', { name: '去复核' }).click()
  await checker.locator('[data-request]').waitFor()
  await stage.look(checker, 'office-requests')
  await checker.getByRole('button', { name: '同意并执行' }).click()
  await stage.look(checker, 'office-approve')
  await dialog(checker).getByRole('button', { name: '同意并执行' }).click()
  await dialog(checker).locator('.secret').waitFor()
  assert.match(await dialog(checker).locator('.secret').innerText(), /\S{8,}/)
  await stage.look(checker, 'office-voucher')
  const [file] = await Promise.all([checker.waitForEvent('download'), dialog(checker).getByRole('button', { name: /下载凭证/ }).click()])
  assert.match(file.suggestedFilename(), /\.pdf$/)
  const password = await dialog(checker).locator('.secret').innerText()

  // Who asked has the taxpayer at the counter: the same voucher, once.
  await page.goto('/office')
  await page.getByText('份凭证等待您领取').waitFor()
  await stage.look(page, 'office-take-voucher')
  await page.getByRole('link', { name: '领取凭证' }).click()
  await page.locator('[data-request]').getByRole('button', { name: '领取凭证' }).click()
  assert.equal(await dialog(page).locator('.secret').innerText(), password)
  await stage.look(page, 'office-voucher-taken')
  await dialog(page).getByRole('button', { name: '关闭' }).last().click()
  await dialog(page).waitFor({ state: 'hidden' })
  assert.equal(await page.getByRole('button', { name: '领取凭证' }).count(), 0)
})

scene('X-09 a second person refuses with a reason; one whose maker took it back is stale', async (stage) => {
  const { taxpayers: [{ id, passwords: [{ kind }] }] } = (await clerk.post('/v1/office/search', { taxpayer: firm.number })).json
  const ask = () => clerk.post(`/v1/office/taxpayers/${id}/password`, { kind, reason: because })
  const first = (await ask()).json.request
  const page = await open(stage, second, '/office/requests')
  await page.locator(`[data-request="${first.id}"]`).getByRole('button', { name: '不同意' }).click()
  await giveReason(page, '不同意')
  await page.locator(`[data-request="${first.id}"]`).waitFor({ state: 'hidden' })
  const again = (await ask()).json.request
  await page.reload()
  await page.locator(`[data-request="${again.id}"]`).getByRole('button', { name: '同意并执行' }).click()
  assert.equal((await clerk.post(`/v1/office/requests/${again.id}/withdraw`, { version: again.version })).status, 200)
  await dialog(page).getByRole('button', { name: '同意并执行' }).click()
  await page.getByRole('alert').first().or(page.getByText('没有复核事项')).first().waitFor()
  await page.goto('/office/requests')
  await page.getByRole('checkbox').uncheck()
  await page.locator('[data-request]').nth(2).waitFor()
  await stage.look(page, 'office-requests-all')
})

scene('X-09 a person\'s data is masked until a reason is given', async (stage) => {
  const person = people[0]
  const page = await open(stage, clerk, '/office/search')
  await search(page, '手机号码', person.phone)
  const card = page.locator('[data-person]')
  await card.waitFor()
  assert.ok(!(await card.innerText()).includes(person.document))
  await stage.look(page, 'office-person')
  await card.getByRole('button', { name: '查看原文' }).click()
  await giveReason(page, '查看原文')
  await card.getByText(person.document).waitFor()
  await card.getByRole('button', { name: '隐藏' }).click()
  assert.ok(!(await card.innerText()).includes(person.document))
})

scene('X-09 WH-10 collection at the counter, of eleven documents, and a hall code', async (stage) => {
  const page = await open(stage, clerk, '/office/collect')
  assert.equal(await page.locator('select[name=document_kind] option').count(), 11)
  await page.getByRole('button', { name: '完成采集' }).click()
  await page.getByText('请填写姓名').waitFor()
  await page.locator('input[name=name]').fill('林晓')
  await page.locator('input[name=document_number]').fill('1')
  await page.locator('input[name=phone]').fill('13900001234')
  await page.getByRole('button', { name: '完成采集' }).click()
  await page.locator('.field-error').first().waitFor()
  await stage.look(page, 'office-collect')
  await page.locator('select[name=document_kind]').selectOption({ label: '外国护照' })
  await page.locator('input[name=document_number]').fill('E12345678')
  await page.getByRole('button', { name: '完成采集' }).click()
  await dialog(page).getByRole('button', { name: '关闭' }).last().click()
  await dialog(page).waitFor({ state: 'hidden' })

  await page.locator('select[name=what]').selectOption({ label: '大厅注册码' })
  const person = people[1]
  await page.locator('select[name=document_kind]').selectOption({ label: '居民身份证' })
  await page.locator('input[name=name]').fill(person.name)
  await page.locator('input[name=document_number]').fill(person.document)
  await page.getByRole('button', { name: '发放注册码' }).click()
  await dialog(page).locator('.secret, .notice').first().waitFor()
  await stage.look(page, 'office-hall-code')
})

scene('SX-05 X-09 a dispute is settled by two officers', async (stage) => {
  const person = people[2]
  const { client: manager } = await signIn(server, boss, { entrance: 'enterprise', taxpayer: firm.number })
  const [{ id: fn }] = (await manager.get('/v1/enterprise/personnel')).json.functions
  const ends = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10)
  const row = (await manager.post('/v1/enterprise/personnel', { name: person.name, document_kind: 'resident-id', document_number: person.document, role: 'tax-handler', functions: [fn], ends })).json
  const { client } = await signIn(server, person)
  assert.equal((await client.post(`/v1/me/associations/${row.id}/dispute`, { version: row.version })).status, 200)
  const page = await open(stage, clerk, '/office/disputes')
  await page.locator(`[data-dispute="${row.id}"]`).waitFor()
  await stage.look(page, 'office-disputes')
  await page.getByRole('button', { name: '支持本人，终止关联' }).click()
  await giveReason(page, '支持本人，终止关联')
  await dialog(page).getByText('已提交复核').waitFor()
  const checker = await open(stage, second, '/office/requests')
  await checker.getByRole('button', { name: '同意并执行' }).click()
  await dialog(checker).getByRole('button', { name: '同意并执行' }).click()
  await checker.getByText('办理结果').waitFor()
  assert.equal((await client.get('/v1/me/associations')).json.associations.find(({ id }) => id === row.id).state, 'ended')
})

scene('X-09 administrators see the profile with its proof and picture, officers, and the audit log', async (stage) => {
  const page = await open(stage, administrator, '/office/profile')
  await page.getByRole('heading', { name: /证明/ }).waitFor()
  await page.waitForFunction(() => document.querySelector('.picture img')?.naturalWidth > 0)
  await stage.look(page, 'office-profile')
  await menu(page, '税务人员').click()
  await page.locator('[data-officer]').first().waitFor()
  await stage.look(page, 'office-officers')
  await page.getByRole('button', { name: '添加税务人员' }).click()
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await dialog(page).getByText('请填写证件号码').waitFor()
  await stage.look(page, 'office-officer-add')
  await dialog(page).locator('input[name=document_number]').fill(people[3].document)
  await dialog(page).locator('input[name=reason]').fill(because)
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await dialog(page).getByText(/已提交复核|办理结果/).waitFor()
  await dialog(page).getByRole('button', { name: '关闭' }).last().click()
  await dialog(page).waitFor({ state: 'hidden' })
  await menu(page, '审计查询').click()
  await page.locator('[data-seq]').first().waitFor()
  await stage.look(page, 'office-audit')
  await page.locator('select[name=kind]').selectOption({ index: 1 })
  await page.getByRole('button', { name: '查找', exact: true }).click()
  await page.locator('[data-seq]').first().or(page.getByText('没有符合条件的记录')).first().waitFor()
  // A clerk does not get there.
  const desk = await open(stage, clerk, '/office/audit')
  await desk.getByRole('alert').filter({ hasText: /\S{6,}/ }).waitFor()
})
