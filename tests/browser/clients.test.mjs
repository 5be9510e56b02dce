// 接入系统管理: an administrator registers relying parties, and nothing that hurts happens by one click (X-09).
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { appoint, atDesk } from '../functional/office_desk.mjs'
import { Server } from '../functional/server.mjs'
import { people, signIn } from '../functional/signing.mjs'
import { cookiesOf, pages } from './bureau.mjs'
import { scene } from './stage.mjs'

let server
let administrator
let second
let clerk
before(async () => {
  server = new Server({ options: ['--pages', pages] })
  const { officers } = appoint(server, ['administrator', 'administrator', 'clerk'])
  await server.start()
  const desks = await Promise.all(officers.map((one) => atDesk(server, one)))
  administrator = desks[0]
  second = desks[1]
  clerk = desks[2]
})
after(() => server.remove())

const dialog = (page) => page.getByRole('dialog')
const card = (page, id) => page.locator(`[data-client="${id}"]`)
const button = (where, name) => where.getByRole('button', { name, exact: true })
async function open(stage, client, more) {
  const page = await stage.page({ ...cookiesOf(client), ...more })
  await page.goto('/office/clients')
  await page.locator('main h1').waitFor()
  return page
}
async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) await dialog(page).locator(`[name=${name}]`).fill(value)
}
const closed = (page) => dialog(page).waitFor({ state: 'hidden' })
const secretShown = (page) => dialog(page).locator('.secret .num').innerText()
const basic = (id, secret) => ({ Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` })
/** Whether the secret opens the token endpoint: 401 where it does not. */
const asSystem = async (id, secret) =>
  (await fetch(`${server.base}/oauth2/token`, { method: 'POST', headers: basic(id, secret), body: new URLSearchParams({ grant_type: 'client_credentials' }) })).status

scene('X-09 a relying party is registered: what is missing or wrong is said at its field, and nothing typed is lost', async (stage) => {
  const page = await open(stage, administrator)
  await page.getByText('还没有接入系统').waitFor()
  await stage.look(page, 'clients-empty')
  await page.getByRole('button', { name: '登记接入系统' }).click()
  await button(dialog(page), '保存').click()
  await dialog(page).getByText('请填写系统名称').waitFor()
  await dialog(page).getByText('请填写登录返回地址').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement.name), 'client_name')
  await stage.look(page, 'clients-missing')
  await fill(page, { client_name: '社保费系统', client_id: 'fees', redirect_uris: 'http://fees.example/back\nhttps://fees.example/back', more: '{"colour": "red"' })
  await button(dialog(page), '保存').click()
  await dialog(page).getByText('不是有效的 JSON 对象').waitFor()
  await fill(page, { more: '{"colour": "red"}', backchannel_logout_uri: 'fees.example' })
  await button(dialog(page), '保存').click()
  await dialog(page).getByText('须为 https 地址（本机可用 http），且不含 #：http://fees.example/back').waitFor()
  await dialog(page).getByText('colour: is not known').waitFor()
  assert.equal(await dialog(page).locator('.field-error').count(), 3)
  assert.equal(await page.evaluate(() => document.activeElement.name), 'redirect_uris')
  await stage.look(page, 'clients-wrong')
  await fill(page, { redirect_uris: 'https://fees.example/back\nhttps://fees.example/other', more: '{"taxgate_least_level": 2}', backchannel_logout_uri: 'https://fees.example/logout' })
  await dialog(page).getByLabel('以系统自身名义').check()
  await dialog(page).getByLabel('手机号码').check()
  await button(dialog(page), '保存').click()
  await closed(page)
  await card(page, 'fees').getByText('尚无密钥').waitFor()
  const [{ metadata }] = (await administrator.get('/v1/office/clients')).json.clients
  assert.deepEqual(metadata, {
    taxgate_least_level: 2, client_id: 'fees', client_name: '社保费系统', redirect_uris: ['https://fees.example/back', 'https://fees.example/other'],
    backchannel_logout_uri: 'https://fees.example/logout', token_endpoint_auth_method: 'client_secret_basic', grant_types: ['authorization_code', 'client_credentials'], scope: 'openid profile phone',
  })
  await stage.look(page, 'clients')
  await page.getByRole('button', { name: '登记接入系统' }).click()
  await fill(page, { client_name: '另一个', client_id: 'fees', redirect_uris: 'https://other.example/' })
  await button(dialog(page), '保存').click()
  await dialog(page).getByText('该标识已登记').waitFor()
})

scene('X-09 a secret is shown once and copied; a new one is asked for twice, and ends the former', async (stage) => {
  const page = await open(stage, administrator, { permissions: ['clipboard-read', 'clipboard-write'] })
  await button(card(page, 'fees'), '生成新密钥').click()
  await dialog(page).getByText('关闭后不再显示').waitFor()
  const first = await secretShown(page)
  assert.match(first, /^[\w-]{43}$/)
  await dialog(page).locator('.secret').getByRole('button').click()
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), first)
  await stage.look(page, 'clients-secret')
  await button(dialog(page), '已保存，关闭').click()
  await closed(page)
  assert.ok(!(await page.content()).includes(first))
  assert.equal(await card(page, 'fees').getByText('尚无密钥').count(), 0)
  assert.equal(await asSystem('fees', first), 200)
  await button(card(page, 'fees'), '生成新密钥').click()
  await dialog(page).getByText('原密钥立即失效').waitFor()
  await stage.look(page, 'clients-secret-sure')
  await button(dialog(page), '取消').click()
  await closed(page)
  assert.equal(await asSystem('fees', first), 200)
  await button(card(page, 'fees'), '生成新密钥').click()
  await button(dialog(page), '生成新密钥').click()
  await dialog(page).getByText('关闭后不再显示').waitFor()
  const next = await secretShown(page)
  assert.notEqual(next, first)
  assert.equal(await asSystem('fees', first), 401)
  assert.equal(await asSystem('fees', next), 200)
})

/** The test person's side: signing in, and what the system would get. */
async function tried(stage, url) {
  const [person] = (await people(server)).filter((one) => one.phone)
  const page = await stage.page(cookiesOf((await signIn(server, person)).client))
  await page.goto(url)
  await page.getByText('没有向“社会保险费系统”发送任何内容').waitFor()
  await page.getByText('"aud": "fees"').waitFor()
  await stage.look(page, 'trial')
  await page.reload()
  await page.getByText('测试链接已失效或已使用').waitFor()
  await stage.look(page, 'trial-gone')
}

scene('X-09 it is changed; the test sign-in says whether its requests are right; it is disabled and enabled', async (stage) => {
  const page = await open(stage, administrator)
  await button(card(page, 'fees'), '修改').click()
  assert.equal(await dialog(page).locator('[name=client_id]').count(), 0)
  assert.equal(await dialog(page).getByLabel('手机号码').isChecked(), true)
  assert.equal(JSON.parse(await dialog(page).locator('[name=more]').inputValue()).taxgate_least_level, 2)
  await stage.look(page, 'clients-edit')
  await fill(page, { client_name: '社会保险费系统' })
  await button(dialog(page), '保存').click()
  await closed(page)
  await page.getByRole('heading', { name: '社会保险费系统' }).waitFor()
  await button(card(page, 'fees'), '测试登录').click()
  await dialog(page).getByText('请求检查通过').waitFor()
  await stage.look(page, 'clients-trial')
  const url = await dialog(page).locator('.link .num').innerText()
  await button(dialog(page), '关闭').last().click()
  await closed(page)
  await tried(stage, url)
  await administrator.request('PUT', '/v1/office/clients', { client_id: 'lost', client_name: '不能登录的系统', grant_types: ['client_credentials'] })
  await page.reload()
  await button(card(page, 'lost'), '测试登录').click()
  await card(page, 'lost').getByText('请求会被拒绝').waitFor()
  await stage.look(page, 'clients-refused')
  await button(card(page, 'fees'), '停用').click()
  await dialog(page).getByText('已有的登录全部立即作废').waitFor()
  await stage.look(page, 'clients-disable')
  await button(dialog(page), '停用').click()
  await closed(page)
  await card(page, 'fees').getByText('已停用').waitFor()
  await button(card(page, 'fees'), '测试登录').click()
  await card(page, 'fees').getByText('请求会被拒绝').waitFor()
  await button(card(page, 'fees'), '启用').click()
  await card(page, 'fees').getByText('已停用').waitFor({ state: 'detached' })
})

scene('X-09 two administrators change the same relying party: the second is told, and goes on with what it is now', async (stage) => {
  const page = await open(stage, administrator)
  await button(card(page, 'fees'), '修改').click()
  const { metadata } = (await second.get('/v1/office/clients')).json.clients.find((one) => one.client_id === 'fees')
  assert.equal((await second.request('PUT', '/v1/office/clients', { ...metadata, client_name: '社保费征缴系统' })).status, 204)
  await fill(page, { client_name: '我的名称' })
  await button(dialog(page), '保存').click()
  await dialog(page).getByRole('alert').waitFor()
  await page.waitForFunction(() => document.querySelector('[name=client_name]').value === '社保费征缴系统')
  await stage.look(page, 'clients-stale')
  await fill(page, { client_name: '我的名称' })
  await button(dialog(page), '保存').click()
  await closed(page)
  await page.getByRole('heading', { name: '我的名称' }).waitFor()
  // Nor does a new registration replace one that somebody made meanwhile.
  await page.getByRole('button', { name: '登记接入系统' }).click()
  await second.request('PUT', '/v1/office/clients', { client_id: 'twice', client_name: '先登记的', redirect_uris: ['https://first.example/'] })
  await fill(page, { client_name: '后登记的', client_id: 'twice', redirect_uris: 'https://second.example/' })
  await button(dialog(page), '保存').click()
  await dialog(page).getByRole('alert').waitFor()
  assert.equal((await second.get('/v1/office/clients')).json.clients.find((one) => one.client_id === 'twice').metadata.client_name, '先登记的')
})

scene('X-09 a clerk has no such page; it speaks three languages', async (stage) => {
  const page = await open(stage, clerk)
  await page.getByRole('alert').filter({ hasText: /\S{6,}/ }).waitFor()
  for (const [locale, title, add] of [['en', 'Relying parties', 'Register a system'], ['zh-TW', '接入系統管理', '登記接入系統']]) {
    const other = await open(stage, administrator, { locale })
    await other.getByRole('heading', { name: title, level: 1 }).waitFor()
    await other.getByRole('button', { name: add }).click()
    await stage.look(other, `clients-new-${locale}`)
    assert.ok(!(await other.locator('body').innerText()).includes('office.client'))
  }
})
