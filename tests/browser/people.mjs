// Signing in as people do: by what each step of the flow asks for, not by a script of one bureau's steps.
import { kBase } from './browser.mjs'

export async function api(path) {
  const response = await fetch(`${kBase}${path}`, { headers: { 'Accept-Language': 'zh-CN' } })
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response.json()
}
export const people = async () => (await api('/v1/demo/people')).people
export const entrances = async () => (await api('/v1/bureau')).entrances
export const isMock = await fetch(`${kBase}/mock/ping`).then((answer) => answer.ok && answer.headers.get('x-mock') === '1', () => false)
export const mock = (what, body = {}) => fetch(`${kBase}/mock/${what}`, { method: 'POST', body: JSON.stringify(body) })

// ---- who plays what: every test takes its own people, so that none spoils another's
const kLegal = '法定代表人'
const leads = (person) => person.enterprises.find(({ role_title: role }) => role.includes(kLegal))
const serves = (person) => person.enterprises.find(({ role_title: role }) => !role.includes(kLegal))
/** Those that the person cannot act for now, too. */
const allOf = (person) => [...person.enterprises, ...person.not_usable]
export async function cast() {
  const all = await people()
  // A number that two have goes to whoever passes with it first (SX-08), and the other has none then.
  const reachable = all.filter(({ phone }) => phone && all.filter((other) => other.phone === phone).length === 1)
  const taken = new Set()
  const take = (what, fits) => {
    const found = reachable.find((person) => !taken.has(person) && fits(person))
    if (!found) throw new Error(`the demo has nobody left who is ${what}`)
    taken.add(found)
    return found
  }
  const boss = take('a legal representative', leads)
  const office = leads(boss)
  const worker = take('a handler elsewhere', (one) => serves(one) && !allOf(one).some(({ number }) => number === office.number))
  const leaver = take('a handler who can leave', serves)
  const newcomer = take('anybody with the initial password still', () => true)
  const keyboard = take('anybody, for the keyboard', () => true)
  const locked = take('anybody, to be locked', () => true)
  const own = allOf(keyboard).map(({ number }) => number)
  return {
    boss, office, worker, leaver, newcomer, keyboard, locked,
    stranger: reachable.find((person) => !taken.has(person)) ?? leaver,
    /** An enterprise that `keyboard` has nothing to do with. */
    foreign: all.flatMap(({ enterprises }) => enterprises).find(({ number }) => !own.includes(number)),
  }
}
/** The kind of a demo person's document, as its title says, and a number that this kind cannot have. */
export const isResident = ({ document }) => /^\d{17}[\dX]$/.test(document)
export const kindOf = (person) => (isResident(person) ? '居民身份证' : '外国护照')
export const wrongNumber = ({ document }) => document.slice(0, -1) + (document.endsWith('1') ? '2' : '1')

// ---- secrets
export const kNewPassword = 'Gate#2026-ok'
const passwords = new Map()
/** What the password may be now: this run's, the initial rule (SX-04, QD-06), or the one that an earlier run set. */
const passwordsOf = (person) => [...new Set([passwords.get(person.document), person.document.slice(-6), kNewPassword].filter(Boolean))]
export const freshPassword = (person) => passwordsOf(person)[0]
export const rememberPassword = (person, password) => passwords.set(person.document, password)

async function newestTo(phone) {
  const { messages } = await api('/v1/demo/messages')
  return messages.find(({ to, text }) => to.replace(/\D/g, '').endsWith(phone) && /\d{6}/.test(text))
}
/** The code that comes to the number because of `ask`. */
export async function codeAfter(phone, ask) {
  const former = JSON.stringify(await newestTo(phone))
  await ask()
  for (let tries = 0; tries < 50; tries += 1) {
    const newest = await newestTo(phone)
    if (newest && JSON.stringify(newest) !== former) return /\d{6}/.exec(newest.text)[0]
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`no code came for ${phone}`)
}
/** A captcha is there to stop machines: only the demonstration tells its answers. */
export async function captchaOf(page, flow) {
  const answer = await page.request.get(`/v1/demo/flows/${flow}/captcha`)
  if (!answer.ok()) throw new Error('the demonstration does not tell the captcha')
  return (await answer.json()).answer
}

// ---- flows
export const form = (page) => page.locator('form.flow-form')
export const field = (page, name) => page.locator(`[data-field="${name}"]`)
/** The flow on the page, as the API shows it to this browser. */
export async function flowOn(page) {
  const id = await form(page).getAttribute('data-flow')
  return page.evaluate((flow) => fetch(`/v1/flows/${flow}`, { headers: { 'Accept-Language': 'zh-CN' } }).then((answer) => answer.json()), id)
}

const kTexts = {
  taxpayer: ({ enterprise }) => enterprise,
  account: ({ account, person }) => account ?? person.document,
  name: ({ person }) => person.name,
  document_number: ({ person }) => person.document,
  phone: ({ person }) => person.phone,
  new_phone: ({ newPhone }) => newPhone,
  new_username: ({ newUsername }) => newUsername,
}
const kSecrets = {
  new_password: ({ newPassword }) => newPassword ?? kNewPassword,
  repeat_password: ({ newPassword }) => newPassword ?? kNewPassword,
}

const untilOpen = (page, selector) =>
  page.waitForFunction((what) => !document.querySelector(what)?.disabled, selector, { timeout: 75_000 })
/** Presses the button beside the code; a number that had one a moment ago (429) has to wait. */
export async function askForCode(page, name, press) {
  for (let tries = 0; tries < 4; tries += 1) {
    await untilOpen(page, `[data-field="${name}"] .code-ask`)
    const answer = page.waitForResponse((one) => one.request().method() === 'POST' && one.url().includes('/v1/flows/'))
    await press()
    const status = (await answer).status()
    if (status === 200) break
    if (status !== 429) throw new Error(`asking for a code: ${status}`)
    await page.getByRole('alert').first().waitFor()
    await untilOpen(page, '.flow-submit')
  }
  await field(page, name).locator('.code-sent').filter({ hasText: /\d/ }).waitFor()
}
async function fillCode(page, input, who) {
  const box = field(page, input.name)
  const code = await codeAfter(who.newPhone ?? who.person.phone, () => askForCode(page, input.name, () => box.getByRole('button').click()))
  await box.locator('input').fill(code)
}
async function fillChoice(page, input, who) {
  const said = { document_kind: kindOf(who.person), ...who }[input.name]
  const wanted = input.choices.find(({ id, title }) => [id, title].includes(said)) ?? input.choices.find(({ disabled }) => !disabled)
  if (input.style === 'cards') await field(page, input.name).locator(`input[value="${wanted.id}"]`).check()
  else await field(page, input.name).locator('select').selectOption(wanted.id)
}
/** Fills in everything that the step on the page asks for. */
export async function fillStep(page, who) {
  const flow = await flowOn(page)
  for (const input of flow.step.inputs) {
    const box = field(page, input.name).locator('input').first()
    if (input.type === 'text') await box.fill(kTexts[input.name](who))
    else if (input.type === 'password') await box.fill(kSecrets[input.name]?.(who) ?? who.password ?? freshPassword(who.person))
    else if (input.type === 'captcha') await box.fill(await captchaOf(page, flow.id))
    else if (input.type === 'consent') await box.check()
    else if (input.type === 'choice') await fillChoice(page, input, who)
    else await fillCode(page, input, who)
  }
  return flow
}
export const submit = (page) => page.locator('.flow-submit').click()
/** Presses the button and tells what came of it: 'step', 'page', 'over' or 'refused'. */
export async function pass(page) {
  const before = await form(page).evaluate((one) => ({ flow: one.dataset.flow, step: one.dataset.step, path: location.pathname }))
  await submit(page)
  const handle = await page.waitForFunction(({ flow, step, path }) => {
    if (location.pathname !== path) return 'page'
    if (document.querySelector('.flow-over')) return 'over'
    const now = document.querySelector('form.flow-form')
    if (!now || now.closest('[aria-busy="true"]')) return null
    if (now.dataset.flow !== flow) return 'page'
    if (now.dataset.step !== step) return 'step'
    return document.querySelector('.field-error, [role=alert]') ? 'refused' : null
  }, before)
  return handle.jsonValue()
}
/** Goes through the flow to its end. */
export async function complete(page, who) {
  const tries = passwordsOf(who.person)
  for (let steps = 0; steps < 12; steps += 1) {
    const flow = await fillStep(page, { password: tries[0], ...who })
    const came = await pass(page)
    const wrongPassword = came === 'refused' && flow.step.inputs.some(({ name }) => name === 'password')
    if (wrongPassword && tries.length > 1 && !who.password) tries.shift()
    else if (came === 'refused') throw new Error(`refused at ${flow.step.id}: ${await form(page).locator('xpath=..').innerText()}`)
    else if (flow.step.inputs.some(({ name }) => name === 'new_password')) rememberPassword(who.person, who.newPassword ?? kNewPassword)
    else if (flow.step.inputs.some(({ name }) => name === 'password')) rememberPassword(who.person, who.password ?? tries[0])
    if (came === 'page' || came === 'over') return came
  }
  throw new Error('the flow does not end')
}
export async function openEntrance(page, kind) {
  const entrance = (await entrances()).find((one) => one.kind === kind)
  await page.goto(`/?entrance=${entrance.id}`)
  await page.locator('.flow-submit').waitFor()
}
/** Signs in, setting a password of one's own on the way where the bureau demands it. False: refused, the page says why. */
export async function signIn(page, person, { enterprise, ...more } = {}) {
  await openEntrance(page, enterprise ? 'enterprise' : 'self')
  for (let rounds = 0; rounds < 2; rounds += 1) {
    if ((await complete(page, { person, enterprise, ...more })) === 'over') return false
    if (new URL(page.url()).pathname === '/home') break
    await page.locator('.flow-submit').waitFor() // QD-06: once more, with the new password
  }
  await page.waitForURL('**/home')
  await page.locator('main h1').waitFor()
  return true
}
