// The office from its door: an officer types the way in with both factors; a lock is ended by two officers.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { Client } from '../functional/client.mjs'
import { wrong } from '../functional/filling.mjs'
import { liaoning } from '../functional/liaoning_world.mjs'
import { appoint, atDesk, because } from '../functional/office_desk.mjs'
import { Server } from '../functional/server.mjs'
import { initial } from '../functional/signing.mjs'
import { cookiesOf, pages } from './bureau.mjs'
import { captchaOf, field, flowOn } from './people.mjs'
import { scene } from './stage.mjs'

/** Here unlocking wants a second person, too. */
const kSecond = '["unlock", "phone-change", "password-reset", "officer-add", "officer-change", "officer-dismiss"]'
let server
let newcomer
let clerk
let second
let people
before(async () => {
  server = new Server({ settings: { second_person: kSecond }, options: ['--pages', pages] })
  const made = appoint(server, ['clerk', 'clerk', 'clerk'])
  people = made.people
  newcomer = made.officers[0]
  await server.start();
  [clerk, second] = await Promise.all(made.officers.slice(1).map((one) => atDesk(server, one)))
})
after(() => server.remove())

const dialog = (page) => page.getByRole('dialog')
const next = (page) => page.locator('.flow-submit').click()
const step = (page, id) => page.locator(`form.flow-form[data-step="${id}"]`).waitFor()
const type = (page, name, text) => field(page, name).locator('input').first().fill(text)
async function credentials(page, password) {
  const flow = await flowOn(page)
  await type(page, 'account', newcomer.document)
  await type(page, 'password', password)
  if (flow.step.inputs.some(({ type: kind }) => kind === 'captcha')) await type(page, 'captcha', await captchaOf(page, flow.id))
  for (const { name } of flow.step.inputs.filter(({ type: kind }) => kind === 'consent')) await field(page, name).locator('input').check()
}
const refused = (page) => page.locator('.field-error, [role=alert]').filter({ hasText: /\S{4,}/ }).first().waitFor()

scene('X-09 an officer types the way into the office: neither a wrong password nor a wrong code opens it, both factors do', async (stage) => {
  const page = await stage.page({ baseURL: server.base })
  await page.goto('/office')
  await page.waitForURL('**/office/sign-in**')
  await page.locator('.flow-submit').waitFor()
  await credentials(page, wrong)
  await next(page)
  await refused(page)
  await stage.look(page, 'office-wrong-password')
  await credentials(page, newcomer.password)
  await next(page)
  await step(page, 'sms')
  await field(page, 'sms_code').getByRole('button').click()
  await field(page, 'sms_code').locator('.code-sent').filter({ hasText: /\d/ }).waitFor()
  const code = await new Client(server.base).smsCode(newcomer.phone)
  await type(page, 'sms_code', code === '000000' ? '111111' : '000000')
  await next(page)
  await field(page, 'sms_code').locator('.field-error').waitFor()
  await stage.look(page, 'office-wrong-code')
  const beside = await stage.tab(page)
  await beside.goto('/office') // one factor alone opens nothing
  await beside.waitForURL('**/office/sign-in**')
  await beside.close()

  await type(page, 'sms_code', code)
  await next(page)
  await field(page, 'new_password').waitFor() // the one that somebody else has set is given up first
  await type(page, 'new_password', 'Harbour#77')
  await type(page, 'repeat_password', 'Harbour#77')
  await next(page)
  await page.waitForURL((url) => url.pathname === '/office')
  await page.getByText('须第二人复核').first().waitFor()
  const { session, identity } = await page.evaluate(() => fetch('/v1/me').then((answer) => answer.json()))
  assert.equal(identity.kind, 'office')
  assert.equal(session.methods.length, 2)
})

/** Five wrong passwords; the person as a clerk finds them. */
async function locked(person) {
  const client = new Client(server.base)
  let answer = await client.begin('sign-in', 'self')
  for (let failure = 0; failure < 5; ++failure) answer = await client.credentials(answer.json.flow ?? answer.json, { account: person.document, password: wrong })
  assert.equal(answer.status, 423)
  return () => client.credentials(answer.json.flow, { account: person.document, password: initial(person) })
}
async function find(page, person) {
  await page.goto('/office/search')
  await page.locator('select[name=by]').selectOption({ label: '手机号码' })
  await page.locator('input[name=number]').fill(person.phone)
  await page.getByRole('button', { name: '查找', exact: true }).click()
  await page.locator('[data-person]').waitFor()
}
async function askUnlock(page) {
  await page.locator('[data-person]').getByRole('button', { name: /解除锁定/ }).click()
  await dialog(page).locator('textarea[name=reason]').fill(because)
  await dialog(page).getByRole('button', { name: '解除锁定', exact: true }).click()
  await dialog(page).getByText('已提交复核').waitFor()
  await dialog(page).getByRole('button', { name: '关闭' }).last().click()
  await dialog(page).waitFor({ state: 'hidden' })
}

scene('X-09 a locked person is unlocked by two officers, and not by the one who asked; where the lock is over the second word comes too late', async (stage) => {
  const person = people[0]
  const tryAgain = await locked(person)
  const maker = await stage.page(cookiesOf(clerk))
  await find(maker, person)
  await maker.getByText(/锁定至/).waitFor()
  await stage.look(maker, 'office-locked')
  await askUnlock(maker)
  await askUnlock(maker)
  assert.equal((await tryAgain()).status, 423) // asking does nothing yet
  await maker.goto('/office/requests')
  await maker.locator('[data-request]').nth(1).waitFor()
  assert.equal(await maker.getByRole('button', { name: '同意并执行' }).count(), 0)

  const checker = await stage.page(cookiesOf(second))
  await checker.goto('/office/requests')
  await checker.locator('[data-request]').nth(1).waitFor()
  await stage.look(checker, 'office-unlock-requests')
  await checker.getByRole('button', { name: '同意并执行' }).first().click()
  await dialog(checker).getByRole('button', { name: '同意并执行' }).click()
  await dialog(checker).getByText('办理结果').waitFor()
  await stage.look(checker, 'office-unlocked')
  await dialog(checker).getByRole('button', { name: '关闭' }).last().click()
  await dialog(checker).waitFor({ state: 'hidden' })
  assert.equal((await tryAgain()).status, 200)

  await checker.getByRole('button', { name: '同意并执行' }).click()
  await dialog(checker).getByRole('button', { name: '同意并执行' }).click()
  await dialog(checker).getByText(/没有锁定/).waitFor()
  await stage.look(checker, 'office-unlock-too-late')
  await find(maker, person)
  assert.equal(await maker.getByText(/锁定至/).count(), 0)
})

scene('SS-03 X-09 the password of a social security card is reset by two officers: a voucher of a person, not of a taxpayer', async (stage) => {
  const world = liaoning({ options: ['--pages', pages] })
  try {
    const clerks = ['third', 'miller'].map((key) => world.officer(world.person(key), 'clerk'))
    await world.start()
    const [maker, checker] = await Promise.all(clerks.map((one) => atDesk(world, one)))
    const asked = await stage.page(cookiesOf(maker))
    await find(asked, world.person('boss'))
    await asked.locator('[data-person]').getByRole('button', { name: '重置' }).click()
    await dialog(asked).locator('textarea[name=reason]').fill(because)
    await dialog(asked).getByRole('button', { name: '重置', exact: true }).click()
    await dialog(asked).getByText('已提交复核').waitFor()
    const page = await stage.page(cookiesOf(checker))
    await page.goto('/office/requests')
    await page.getByRole('button', { name: '同意并执行' }).click()
    await dialog(page).getByRole('button', { name: '同意并执行' }).click()
    await dialog(page).locator('.secret').waitFor()
    await stage.look(page, 'office-card-voucher')
  } finally {
    await world.remove()
  }
})
