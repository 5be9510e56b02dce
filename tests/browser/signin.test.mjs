// Signing in, by people: entrances, languages, keyboard, mistakes, locks, tabs and the back button.
import assert from 'node:assert/strict'
import { axe, kNarrow, overflow } from './browser.mjs'
import {
  askForCode, captchaOf, cast, codeAfter, complete, entrances, field, fillStep, flowOn, form, freshPassword, isMock, kNewPassword,
  mock, openEntrance, pass, rememberPassword, signIn, submit,
} from './people.mjs'
import { scene } from './stage.mjs'

if (isMock) await mock('reset')
const { foreign, newcomer, keyboard, locked, stranger } = await cast()

scene('SX-01 the entrances of the bureau stand as tabs, each with its own flow', async (stage) => {
  const page = await stage.page()
  await page.goto('/')
  const all = (await entrances()).filter(({ kind }) => kind !== 'office') // the bureau's own people sign in elsewhere
  for (const { id, title } of all) {
    await page.getByRole('tab', { name: title }).click()
    await page.locator('.flow-submit').waitFor()
    assert.equal(await page.getByRole('tabpanel').getAttribute('aria-labelledby'), `tab-${id}`)
    assert.equal((await flowOn(page)).entrance, id)
  }
  await page.getByRole('tab', { name: all.at(-1).title }).press('Home')
  await page.waitForURL((url) => url.searchParams.get('entrance') === all[0].id)
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'tab')
})

for (const [locale, words] of [['zh-CN', '大字版'], ['zh-TW', '繁體中文'], ['en', 'Sign in']]) {
  scene(`X-10 the sign-in page speaks ${locale}, fits 375 px and large type, and axe finds nothing serious`, async (stage) => {
    const page = await stage.page({ viewport: kNarrow })
    await page.goto('/')
    await page.locator('.flow-submit').waitFor()
    await page.locator('select[name=language]').selectOption(locale)
    await page.waitForFunction((wanted) => document.documentElement.lang === wanted, locale)
    await page.waitForLoadState('networkidle')
    assert.match(await page.locator('body').innerText(), new RegExp(words))
    const { title } = (await (await fetch(new URL('/v1/bureau', page.url()), { headers: { 'Accept-Language': locale } })).json()).entrances[0]
    await page.getByRole('tab', { name: title }).waitFor()
    if (locale === 'en') assert.doesNotMatch(await form(page).innerText(), /[一-鿿]/)
    assert.equal(await overflow(page), 0)
    assert.deepEqual(await axe(page), [])
    await page.locator('.preferences .large').click()
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize), '21px')
    assert.equal(await overflow(page), 0)
    await page.reload()
    await page.locator('.flow-submit').waitFor()
    assert.equal(await page.locator('.preferences .large').getAttribute('aria-pressed'), 'true')
    assert.equal(await page.evaluate(() => document.documentElement.lang), locale)
  })
}

scene('LN-02 what is missing is named at its field, and the first one has the focus', async (stage) => {
  const page = await stage.page()
  await openEntrance(page, 'enterprise')
  const { step } = await flowOn(page)
  await submit(page)
  assert.equal(await page.locator('.field-error').count(), step.inputs.filter(({ required }) => required).length)
  assert.equal(await page.evaluate(() => document.activeElement.name), step.inputs[0].name)
  const first = field(page, step.inputs[0].name).locator('input')
  const described = await first.getAttribute('aria-describedby')
  assert.match(await page.locator(`[id="${described.split(' ')[0]}"]`).innerText(), new RegExp(step.inputs[0].label.slice(0, 4)))
  assert.deepEqual(await axe(page), [])
})

scene('X-05 a wrong password and an unknown account get the same words; what was typed stays, secrets do not', async (stage) => {
  const page = await stage.page()
  const said = []
  for (const account of [stranger.document, '110105194912310025']) {
    await openEntrance(page, 'self')
    await fillStep(page, { person: stranger, account, password: 'Wrong#12345' })
    assert.equal(await pass(page), 'refused')
    said.push(await field(page, 'password').locator('.field-error').innerText())
    assert.equal(await field(page, 'account').locator('input').inputValue(), account)
    assert.equal(await field(page, 'password').locator('input').inputValue(), '')
    assert.equal(await page.evaluate(() => document.activeElement.name), 'password')
  }
  assert.equal(said[0], said[1])
})

scene('SX-04 QD-06 QD-07 the initial password opens nothing but its own change, behind a code', async (stage) => {
  const page = await stage.page()
  await openEntrance(page, 'self')
  await fillStep(page, { person: newcomer, password: newcomer.document.slice(-6) })
  assert.equal(await pass(page), 'step')
  assert.ok((await flowOn(page)).step.inputs.some(({ type }) => type === 'code'))
  assert.equal((await page.request.get('/v1/me')).status(), 401)
  await fillStep(page, { person: newcomer })
  assert.equal(await pass(page), 'step')
  const { step } = await flowOn(page)
  assert.ok(step.inputs.some(({ name }) => name === 'new_password'))
  assert.equal((await page.request.get('/v1/me')).status(), 401)
  assert.deepEqual(await axe(page), [])
  await fillStep(page, { person: newcomer, newPassword: 'short1' })
  assert.equal(await pass(page), 'refused')
  await complete(page, { person: newcomer })
  if (new URL(page.url()).pathname !== '/home') {
    await page.getByRole('status').filter({ hasText: /\S/ }).first().waitFor()
    assert.equal(await field(page, 'password').locator('input').inputValue(), '')
    await complete(page, { person: newcomer })
  }
  await page.waitForURL('**/home')
  assert.match(await page.locator('.acting').innerText(), new RegExp(newcomer.name))
})

scene('X-10 one can sign in with the keyboard alone', async (stage) => {
  const page = await stage.page()
  await signInOnce(page)
  await page.context().clearCookies()
  await openEntrance(page, 'self')
  await page.getByRole('tab', { selected: true }).focus()
  const typed = { account: keyboard.document, password: freshPassword(keyboard) }
  for (let steps = 0; steps < 3 && new URL(page.url()).pathname === '/'; steps += 1) {
    const flow = await flowOn(page)
    for (const input of flow.step.inputs) {
      await tabTo(page, input.name)
      if (input.type === 'consent') await page.keyboard.press('Space')
      else if (input.type === 'code') await typeCode(page, input)
      else await page.keyboard.type(typed[input.name] ?? (await captchaOf(page, flow.id)))
    }
    await page.keyboard.press('Enter')
    await page.waitForFunction((step) => location.pathname !== '/' || (document.querySelector('form.flow-form')?.dataset.step ?? step) !== step, flow.step.id)
  }
  await page.waitForURL('**/home')
  // The first Tab of a page offers to skip to what matters.
  await page.goto('/home')
  await page.locator('main h1').waitFor()
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#main')
})
const signInOnce = (page) => signIn(page, keyboard)
async function tabTo(page, name) {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement.name === wanted, name)) return
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab does not lead to ${name}`)
}
async function typeCode(page, input) {
  const code = await codeAfter(keyboard.phone, () => askForCode(page, input.name, async () => {
    await tabTo(page, input.name)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
  }))
  // Asked for, the focus is where the code is to be typed.
  await page.waitForFunction((name) => document.activeElement.name === name, input.name)
  await page.keyboard.type(code)
}

scene('the back button goes back in the flow, a reload stays where it was', async (stage) => {
  const page = await stage.page()
  await openEntrance(page, 'self')
  await complete1(page)
  const second = (await flowOn(page)).step
  await page.reload()
  await page.locator('.flow-submit').waitFor()
  assert.equal((await flowOn(page)).step.id, second.id)
  await page.goBack()
  await page.waitForFunction((step) => (document.querySelector('form.flow-form')?.dataset.step ?? step) !== step, second.id)
  const first = (await flowOn(page)).step
  assert.ok(first.inputs.some(({ name }) => name === 'password'))
  assert.equal(await field(page, 'password').locator('input').inputValue(), '')
  await complete1(page)
  await page.locator('.flow-back').click()
  await page.waitForFunction((step) => (document.querySelector('form.flow-form')?.dataset.step ?? step) !== step, second.id)
  assert.equal((await flowOn(page)).step.id, first.id)
})
/** Past the first step with the right password, whichever it is by now. */
async function complete1(page) {
  for (const password of [freshPassword(keyboard), kNewPassword]) {
    await fillStep(page, { person: keyboard, password })
    if ((await pass(page)) === 'step') return rememberPassword(keyboard, password)
  }
  assert.fail('the first step is not passed')
}

scene('a second tab has its own flow; a copy of a tab is told that its step is over', async (stage) => {
  const one = await stage.page()
  await openEntrance(one, 'self')
  const two = await stage.tab(one)
  await openEntrance(two, 'self')
  assert.notEqual((await flowOn(one)).id, (await flowOn(two)).id)
  const kept = await one.evaluate(() => Object.entries(sessionStorage))
  const copy = await stage.tab(one)
  await copy.goto('/nowhere')
  await copy.evaluate((entries) => entries.forEach(([key, value]) => sessionStorage.setItem(key, value)), kept)
  await openEntrance(copy, 'self')
  assert.equal((await flowOn(copy)).id, (await flowOn(one)).id)
  await fillStep(copy, { person: keyboard })
  await complete1(one)
  assert.equal(await pass(copy), 'step')
  assert.equal((await flowOn(copy)).step.id, (await flowOn(one)).step.id)
  assert.match(await copy.locator('.flow .notice').first().innerText(), /最新/)
})

scene('a button pressed twice asks once', async (stage) => {
  const page = await stage.page()
  await openEntrance(page, 'self')
  await fillStep(page, { person: keyboard })
  let posts = 0
  await page.route('**/v1/flows/*', async (route) => {
    if (route.request().method() === 'POST') {
      posts += 1
      await new Promise((resolve) => setTimeout(resolve, 400))
    }
    await route.continue()
  })
  await page.locator('.flow-submit').dblclick()
  await field(page, 'password').locator('input').press('Enter').catch(() => {})
  await page.waitForFunction(() => document.querySelector('.flow')?.getAttribute('aria-busy') === 'false')
  assert.equal(posts, 1)
})

scene('no network, a busy server, a flow that is over: said, and nothing typed is lost', async (stage) => {
  const page = await stage.page()
  await openEntrance(page, 'self')
  await fillStep(page, { person: keyboard, password: 'Kept#12345' })
  const kept = async () => [await field(page, 'account').locator('input').inputValue(), await field(page, 'password').locator('input').inputValue()]
  const before = await kept()
  await page.route('**/v1/flows/*', (route) => route.abort(), { times: 1 })
  assert.equal(await pass(page), 'refused')
  assert.match(await page.getByRole('alert').first().innerText(), /连接不上服务器/)
  assert.deepEqual(await kept(), before)
  await page.unrouteAll()
  await page.route('**/v1/flows/*', (route) => route.fulfill({
    status: 503, headers: { 'Retry-After': '2', 'Content-Type': 'application/problem+json' }, body: '{"title":"繁忙","detail":"当前登录人数较多","code":"busy","status":503}',
  }), { times: 1 })
  assert.equal(await pass(page), 'refused')
  assert.match(await page.getByRole('alert').first().innerText(), /当前登录人数较多[\s\S]*秒后/)
  assert.ok(await page.locator('.flow-submit').isDisabled())
  assert.deepEqual(await kept(), before)
  await page.locator('.flow-submit:not([disabled])').waitFor()
  await page.unrouteAll()
  await page.route('**/v1/flows/*', (route) => route.fulfill({
    status: 410, headers: { 'Content-Type': 'application/problem+json' }, body: '{"title":"已结束","code":"flow-over","status":410}',
  }), { times: 1 })
  const ended = await form(page).getAttribute('data-flow')
  assert.equal(await pass(page), 'page')
  assert.notEqual(await form(page).getAttribute('data-flow'), ended)
  assert.equal((await kept())[0], before[0])
  assert.equal((await kept())[1], '')
  assert.match(await page.getByRole('alert').first().innerText(), /重新开始/)
})

scene('the agreement opens beside the page and is left with Escape', async (stage) => {
  const page = await stage.page()
  await openEntrance(page, 'self')
  await page.locator('.consent .link').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('region').waitFor()
  assert.deepEqual(await axe(page), [])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  assert.ok(await page.evaluate(() => document.activeElement.classList.contains('link')))
})

scene('SX-06 a person without an association is refused with the reason, and no session', async (stage) => {
  const page = await stage.page()
  assert.equal(await signIn(page, keyboard, { enterprise: foreign.number }), false)
  assert.match(await page.locator('.flow-over [role=alert]').first().innerText(), /\S{8,}/)
  assert.deepEqual(await axe(page), [])
  assert.equal((await page.request.get('/v1/me')).status(), 401)
})

scene('QD-16 QD-08 X-08 five wrong passwords lock: until when, which ways are open; 忘记密码 unlocks at once', async (stage) => {
  const page = await stage.page()
  await openEntrance(page, 'self')
  for (let tries = 0; tries < 6 && !(await page.locator('.flow time').count()); tries += 1) {
    await fillStep(page, { person: locked, password: `Wrong#1234${tries}` })
    assert.equal(await pass(page), 'refused')
  }
  const said = page.locator('.flow [role=alert]').filter({ has: page.locator('time') })
  assert.ok(Date.parse(await said.locator('time').getAttribute('datetime')) > Date.now())
  assert.deepEqual(await axe(page), [])
  await said.getByRole('link').click()
  await page.waitForURL('**/recover**')
  await page.locator('.flow-submit').waitFor()
  assert.deepEqual(await axe(page), [])
  await complete(page, { person: locked })
  await page.waitForURL((url) => url.pathname === '/')
  await page.locator('.flow-submit').waitFor()
  assert.equal((await page.request.get('/v1/me')).status(), 401)
  rememberPassword(locked, kNewPassword)
  await openEntrance(page, 'self')
  await fillStep(page, { person: locked, password: kNewPassword })
  assert.equal(await pass(page), 'step')
})
