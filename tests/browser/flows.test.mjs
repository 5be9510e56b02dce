// The flows of the other bureaus as people see them: who signs in, which unit, registration by code, former ways, long lists.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { Client } from '../functional/client.mjs'
import { beginAt, fresh, pass } from '../functional/filling.mjs'
import { openBureau } from './bureau.mjs'
import { captchaOf, flowOn, form } from './people.mjs'
import { scene } from './stage.mjs'

const opened = new Map()
after(() => Promise.all([...opened.values()].map(async (bureau) => (await bureau).server.remove())))
/** Each bureau once, when its first test needs it. */
const bureauOf = (key, open) => {
  if (!opened.has(key)) opened.set(key, open())
  return opened.get(key)
}
const liaoning = () => bureauOf('liaoning', () => openBureau('liaoning-2020', {
  taxpayers: {
    tea: { name: '云岭茶业有限公司', staff: { 法定代表人: 'boss', 财务负责人: 'head', 办税员: ['clerk', 'uncollected'] } },
    agency: { name: '青山税务师事务所', kind: '涉税专业服务机构', staff: { 法定代表人: 'agent' } },
  },
  people: { uncollected: { collected: false } },
}, { passwords: ['tea', 'agency'] }))
const withholding = () => bureauOf('withholding', () => openBureau('shaanxi-withholding-2019', {
  taxpayers: {
    tea: { name: '云岭茶业有限公司', staff: { 法定代表人: 'boss', 办税员: 'clerk' } },
    mill: { name: '云岭面粉有限公司', staff: { 法定代表人: 'miller', 办税员: 'clerk' }, states: { clerk: '已解除' } },
  },
  people: { newcomer: { collected: false } },
}, {
  prepare: (server) => {
    const code = (key) => server.counterForm('hall-code', { name: server.world.people[key].name, document_number: server.world.people[key].document })
    return { hallCodes: { newcomer: code('newcomer'), clerk: code('clerk') } }
  },
}))
const shanxi = () => bureauOf('shanxi', () => openBureau('shanxi-2023', { taxpayers: { tea: { name: '云岭茶业有限公司', staff: { 法定代表人: 'boss' } } } }))
const shanxiBefore = () => bureauOf('shanxi-before', () => openBureau('shanxi-2023',
  { taxpayers: { tea: { name: '云岭茶业有限公司', staff: { 法定代表人: 'boss' } } } }, { settings: { until: '"2099-12-31"' } }))
const kFirms = 12
const national = () => bureauOf('national', () => openBureau('national-2024', {
  taxpayers: Object.fromEntries(Array.from({ length: kFirms }, (_, n) => [`firm${n}`, { name: `云岭第${n + 1}贸易有限公司`, staff: { 法定代表人: 'boss' } }])),
}))

async function open(stage, bureau, path) {
  const page = await stage.page({ baseURL: bureau.server.base })
  await page.goto(path)
  await page.locator('.flow-submit').waitFor()
  return page
}
/** Fills what is named; captcha and consents by themselves. */
async function fill(page, values) {
  const flow = await flowOn(page)
  for (const { name, type } of flow.step.inputs) {
    const box = page.locator(`[data-field="${name}"] input`).first()
    if (name in values) await box.fill(values[name])
    else if (type === 'consent') await box.check()
    else if (type === 'captcha') await box.fill(await captchaOf(page, flow.id))
  }
}
const next = (page) => page.locator('.flow-submit').click()
/** Presses the button, and waits for another page of the flow. */
async function onward(page) {
  const before = await form(page).getAttribute('data-step')
  await next(page)
  await page.waitForFunction((was) => (document.querySelector('form.flow-form')?.dataset.step ?? was) !== was, before)
}
const step = (page, id) => page.locator(`form.flow-form[data-step="${id}"]`).waitFor()
const card = (page, text) => page.locator('.choice').filter({ hasText: text })

scene('LN-01 LN-03 LN-04 the entrances are grouped; the empty list of people offers 同步办税人, which fills it and says who does not match', async (stage) => {
  const bureau = await liaoning()
  const page = await open(stage, bureau, '/')
  assert.deepEqual(await page.getByRole('tab').allInnerTexts(), ['企业登录', '自然人登录', '代理机构登录'])
  await page.getByRole('button', { name: '快捷登录', exact: true }).click()
  await page.getByRole('heading', { name: '快捷登录' }).waitFor()
  await stage.look(page, 'liaoning-quick')
  await page.getByRole('button', { name: '普通登录', exact: true }).click()
  await page.getByRole('heading', { name: '普通登录' }).waitFor()
  await fill(page, { taxpayer: bureau.taxpayers.tea.number, enterprise_password: bureau.secrets.tea })
  await next(page)
  await step(page, 'people')
  await page.getByText('没有可选的项目').waitFor()
  await stage.look(page, 'people-empty')
  await page.getByRole('button', { name: '同步办税人' }).click()
  await page.getByText('同步成功').waitFor()
  await page.getByText('当前办税人与税务登记办税人信息不符').waitFor()
  await card(page, bureau.people.boss.name).waitFor()
  assert.equal(await card(page, bureau.people.uncollected.name).count(), 0)
  await stage.look(page, 'people')
  // LN-05: a handler cannot be the first.
  await card(page, bureau.people.clerk.name).click()
  await next(page)
  await page.getByText('首次登录必须选择法定代表人').waitFor()
  await card(page, bureau.people.boss.name).click()
  await next(page)
  await step(page, 'sms')
  await stage.look(page, 'person-sms')
})

scene('LN-28 LN-29 an agency signs in by its own entrance, step by step', async (stage) => {
  const bureau = await liaoning()
  const page = await open(stage, bureau, '/?entrance=agency')
  await page.getByRole('heading', { name: /第一步/ }).waitFor()
  await fill(page, { taxpayer: bureau.taxpayers.agency.number, enterprise_password: bureau.secrets.agency })
  await next(page)
  await step(page, 'people')
  await page.getByRole('button', { name: '同步办税人' }).click()
  await card(page, bureau.people.agent.name).dblclick()
  await step(page, 'sms')
  await page.locator('[data-field=sms_code]').getByRole('button').click()
  await page.locator('.code-sent').filter({ hasText: /\d/ }).waitFor()
  await page.locator('[data-field=sms_code] input').fill(await new Client(bureau.server.base).smsCode(bureau.people.agent.phone))
  await next(page)
  await step(page, 'set-password')
  await fill(page, { new_password: fresh, repeat_password: fresh })
  await next(page)
  // LN-29: for which client; without one it says what is missing, and one goes on for the agency itself.
  await step(page, 'client')
  await stage.look(page, 'agency-client')
})

scene('LN-27 忘记企业密码 opens the enterprise\'s own recovery, 忘记密码 the person\'s', async (stage) => {
  const bureau = await liaoning()
  const page = await open(stage, bureau, '/')
  await page.getByRole('link', { name: '忘记企业密码' }).click()
  await page.locator('[data-field=taxpayer]').waitFor()
  await page.getByRole('heading', { level: 1, name: '忘记企业密码' }).waitFor()
  await stage.look(page, 'recover-enterprise')
  await page.getByRole('link', { name: '返回登录' }).click()
  await page.getByRole('tab', { name: '自然人登录' }).click()
  await page.getByRole('link', { name: '忘记密码' }).click()
  await page.locator('[data-field=document_number]').waitFor()
  assert.equal(await page.locator('[data-field=taxpayer]').count(), 0)
})

scene('SX-03 QD-01 a former way says until when it is open; after that its address leads to the new one, with a message', async (stage) => {
  const page = await open(stage, await shanxiBefore(), '/?entrance=former')
  await page.getByText('此登录方式将于 2099年12月31日 停用').waitFor()
  await stage.look(page, 'former-open')
  const now = await open(stage, await shanxi(), '/?entrance=former')
  await now.getByText('请使用“企业业务”登录').waitFor()
  await stage.look(now, 'former-over')
  const nowhere = await open(stage, await shanxi(), '/?entrance=nothing')
  await nowhere.getByRole('tab', { name: '企业业务', selected: true }).waitFor()
})

scene('WH-10 WH-11 the client program\'s window: registration by a hall code, a wrong one refused', async (stage) => {
  const bureau = await withholding()
  const page = await open(stage, bureau, '/')
  await stage.look(page, 'window')
  await page.getByRole('link', { name: '大厅注册码注册' }).click()
  await page.getByRole('heading', { level: 1, name: '大厅注册码注册' }).waitFor()
  await fill(page, {})
  await next(page)
  await page.locator('[data-field=hall_code]').waitFor()
  const { name, document } = bureau.people.newcomer
  await fill(page, { hall_code: 'ABC123', name, document_number: document })
  await next(page)
  await page.locator('[data-field=hall_code] .field-error').waitFor()
  await stage.look(page, 'hall-code-wrong')
  await fill(page, { hall_code: bureau.hallCodes.newcomer, name, document_number: document })
  await next(page)
  await page.locator('[data-field=new_phone]').waitFor()
})

/** Registers over HTTP, as the functional tests do. */
async function register(bureau, key) {
  const client = new Client(bureau.server.base)
  const { name, document, phone } = bureau.people[key]
  let flow = await pass(client, await beginAt(client, 'registration', 'register'))
  flow = await pass(client, flow, { hall_code: bureau.hallCodes[key], name, document_kind: 'resident-id', document_number: document })
  flow = await pass(client, flow, { new_phone: phone })
  flow = await pass(client, flow, {}, { phone })
  await pass(client, flow, { new_username: `user_${key}`, new_password: fresh, repeat_password: fresh, household: '陕西省西安市' })
  return `user_${key}`
}

scene('WH-02 WH-06 a wrong password brings a captcha; of several units a double click takes one, by keyboard Enter does', async (stage) => {
  const bureau = await withholding()
  const account = await register(bureau, 'clerk')
  const page = await open(stage, bureau, '/')
  await fill(page, { account, password: 'Wrong#Password1' })
  await next(page)
  await page.locator('[data-field=captcha]').waitFor()
  await stage.look(page, 'window-captcha')
  await fill(page, { account, password: fresh })
  await next(page)
  await step(page, 'unit')
  await stage.look(page, 'units')
  await card(page, '云岭面粉有限公司').dblclick()
  await step(page, 'declaration')
  await stage.look(page, 'declaration-password')
  await page.locator('.flow-back').click()
  await step(page, 'unit')
  await card(page, '云岭面粉有限公司').locator('input').focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await step(page, 'declaration')
})

scene('NT-01 one signs in without a taxpayer; among many identities one searches', async (stage) => {
  const bureau = await national()
  const { boss } = bureau.people
  const page = await open(stage, bureau, '/?entrance=any')
  await stage.look(page, 'national-any')
  await fill(page, { account: boss.document, password: boss.document.slice(-6) })
  await onward(page)
  for (let steps = 0; steps < 5 && !(await page.locator('[data-field=identity]').count()); steps += 1) {
    const flow = await flowOn(page)
    const code = flow.step.inputs.find(({ type }) => type === 'code')
    if (code) {
      await page.locator(`[data-field="${code.name}"]`).getByRole('button').click()
      await page.locator('.code-sent').filter({ hasText: /\d/ }).waitFor()
      await page.locator(`[data-field="${code.name}"] input`).fill(await new Client(bureau.server.base).smsCode(boss.phone))
    } else await fill(page, { new_password: fresh, repeat_password: fresh })
    await onward(page)
  }
  await page.locator('[data-field=identity]').waitFor()
  assert.ok((await page.locator('.choice').count()) >= kFirms)
  await page.getByRole('searchbox').fill('没有')
  await page.getByText('没有符合的项目').waitFor()
  await page.getByRole('searchbox').fill('第7贸易')
  assert.equal(await page.locator('.choice').count(), 1)
  await stage.look(page, 'identity-search')
  await page.locator('.choice').dblclick()
  await page.waitForURL('**/home')
  await page.locator('.acting').filter({ hasText: '云岭第7贸易有限公司' }).waitFor()
})
