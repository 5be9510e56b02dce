// The demo's downstream systems as people see them (demo/): readable, without a finding of axe, wide and narrow.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { beginAt, pass } from '../functional/filling.mjs'
import { liaoning } from '../functional/liaoning_world.mjs'
import { discover, register, request } from '../functional/relying.mjs'
import { DemoSystem } from '../interop/openid/demo_systems.mjs'
import { axe, kNarrow, kWide, launch, overflow } from './browser.mjs'
import { cookiesOf, pages } from './bureau.mjs'
import { field, flowOn, form, submit } from './people.mjs'

let browser
let world
let secrets
let ear // a relying party's callback that keeps what the browser posts to it
const posted = []
const fees = new DemoSystem('fee-system', { FUNCTION: 'social-insurance' })
const invoices = new DemoSystem('invoices', { LEAST_LEVEL: '2' })
before(async () => {
  world = liaoning({ options: ['--pages', pages] })
  await fees.register(world)
  await invoices.register(world)
  ear = createServer(async (asked, answer) => {
    let text = ''
    for await (const chunk of asked) text += chunk
    posted.push({ method: asked.method, fields: new URLSearchParams(text) })
    answer.end('received')
  }).listen(0, '127.0.0.1')
  await once(ear, 'listening')
  secrets = register(world, { client_id: 'poster', redirect_uris: [`http://127.0.0.1:${ear.address().port}/callback`] })
  await world.start()
  await fees.start(world)
  await invoices.start(world)
  browser = await launch()
})
after(async () => {
  await browser?.close()
  ear?.close()
  await fees.stop()
  await invoices.stop()
  await world?.remove()
})

async function open(client, url) {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: kWide, ...(client ? cookiesOf(client) : {}) })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  page.complaints = []
  page.on('console', (message) => message.type() === 'error' && !/Failed to load resource/.test(message.text()) && page.complaints.push(message.text()))
  await page.goto(url)
  return page
}

async function look(page, name) {
  for (const [size, viewport] of [['1280', kWide], ['375', kNarrow]]) {
    await page.setViewportSize(viewport)
    assert.deepEqual(await axe(page), [], `${name} ${size}`)
    assert.equal(await overflow(page), 0, `${name} ${size}`)
    if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}-${size}.png`), fullPage: true })
  }
  await page.setViewportSize(kWide)
  assert.deepEqual(page.complaints, [], name)
}

test('SS-01 the fee system: its first page, a pure payer who pays and leaves', async () => {
  const client = world.client()
  await pass(client, await beginAt(client, 'sign-in', 'ordinary'), world.firm('pure'))
  const page = await open(client, fees.base)
  await look(page, 'fees-landing')
  await page.getByRole('link', { name: '用电子税务局账号登录' }).click()
  await page.getByRole('heading', { name: '云岭社区服务站' }).waitFor()
  await look(page, 'fees')
  await page.getByRole('button', { name: '缴费' }).click()
  await page.getByText('缴清').waitFor()
  await look(page, 'fees-paid')
  await page.goto(`${invoices.base}/sign-in`)
  await page.getByText('没有开具发票的功能').waitFor()
  await look(page, 'invoices-none')
  await page.goto(fees.base)
  await page.getByRole('button', { name: '退出' }).click()
  await page.getByRole('heading', { name: '您已退出' }).waitFor()
  await look(page, 'signed-out')
})

test('SS-01 LN-13 the bureau\'s page of social insurance leads to the fee system, without another sign-in', async () => {
  const client = world.client()
  await pass(client, await beginAt(client, 'sign-in', 'ordinary'), world.firm('pure'))
  const page = await open(client, `${world.base}/social-insurance`)
  const link = page.getByRole('link', { name: /^进入社会保险费/ })
  await link.waitFor()
  assert.equal(new URL(await link.getAttribute('href')).searchParams.get('iss'), world.base)
  await look(page, 'fees-at-the-bureau')
  await link.click()
  await page.getByRole('heading', { name: '云岭社区服务站' }).waitFor()
  assert.equal(new URL(page.url()).origin, fees.base)
})

test('SS-01 LN-13 from the fee system through the bureau\'s own pages, and back', async () => {
  const page = await open(undefined, fees.base)
  await page.getByRole('link', { name: '用电子税务局账号登录' }).click()
  await form(page).waitFor()
  assert.equal(new URL(page.url()).origin, world.base)
  const flow = await flowOn(page)
  const { taxpayer, enterprise_password: password } = world.firm('pure')
  for (const { name, type } of flow.step.inputs) {
    const box = field(page, name).locator('input').first()
    if (name === 'taxpayer') await box.fill(taxpayer)
    else if (name === 'enterprise_password') await box.fill(password)
    else if (type === 'captcha') await box.fill((await (await page.request.get(`${world.base}/v1/demo/flows/${flow.id}/captcha`)).json()).answer)
    else if (type === 'consent') await box.check()
  }
  await submit(page)
  await page.getByRole('heading', { name: '云岭社区服务站' }).waitFor()
  assert.equal(new URL(page.url()).origin, fees.base)
})

test('the invoice system: issuing, another identity in another tab, a level that is too low', async () => {
  const client = await world.signIn('tea', 'boss')
  const page = await open(client, `${invoices.base}/sign-in`)
  await page.getByRole('link', { name: '开具发票' }).click()
  await page.getByLabel('购买方名称').fill('青山商贸有限公司')
  await page.getByLabel('金额（元）').fill('1234.50')
  await look(page, 'invoices-form')
  await page.getByRole('button', { name: '开具' }).click()
  await page.getByText('1,234.50').waitFor()
  const tab = await page.context().newPage()
  tab.complaints = page.complaints
  await tab.goto(invoices.base)
  await tab.getByLabel('要代表的企业').fill(world.number('pure'))
  await tab.getByRole('button', { name: '切换到这家企业' }).click()
  await tab.getByRole('heading', { name: '云岭社区服务站' }).waitFor()
  await look(tab, 'invoices-second')
  await page.reload()
  await page.getByRole('heading', { name: '云岭茶业有限公司' }).waitFor()
  await look(page, 'invoices')
  await page.getByLabel('要代表的企业').fill(world.number('mill'))
  await page.getByRole('button', { name: '切换到这家企业' }).click()
  await page.getByRole('alert').waitFor()
  await look(page, 'invoices-refused')
})

test('OIDC Core §3.1.2.1: prompt=select_account: one chooses at the bureau as whom to go on', async () => {
  const page = await open(await world.signIn('tea', 'boss'), `${invoices.base}/sign-in`)
  await page.getByRole('heading', { name: '云岭茶业有限公司' }).waitFor()
  await page.getByRole('link', { name: '在电子税务局选择身份' }).click()
  await page.getByRole('heading', { name: '登录其他系统' }).waitFor()
  await page.getByRole('button', { name: '云岭社区服务站' }).click()
  await page.getByRole('button', { name: '云岭茶业有限公司' }).waitFor()
  await page.getByRole('button', { name: '以此身份继续' }).click()
  await page.getByRole('heading', { name: '云岭社区服务站' }).waitFor()
  assert.equal(new URL(page.url()).origin, invoices.base)
})

test('OAuth 2.0 Form Post Response Mode: the page posts itself, under its own content security policy', async () => {
  const config = await discover(world, 'poster', secrets.poster)
  const { url } = await request(config, { redirect_uri: `http://127.0.0.1:${ear.address().port}/callback`, response_mode: 'form_post' })
  const page = await open(await world.signIn('tea', 'boss'), url.href)
  await page.getByText('received').waitFor()
  const [{ method, fields }] = posted.filter((one) => one.fields.has('code'))
  assert.equal(method, 'POST')
  assert.equal(fields.get('iss'), world.base)
  assert.ok(fields.get('state'))
  assert.deepEqual(page.complaints, [])
})
