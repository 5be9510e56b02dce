// After signing in: for whom one acts, associations, personnel, sessions, and what other tabs and devices do meanwhile.
import assert from 'node:assert/strict'
import { axe, kNarrow, overflow } from './browser.mjs'
import { cast, complete, isResident, kindOf, wrongNumber, isMock, kNewPassword, mock, openEntrance, rememberPassword, signIn } from './people.mjs'
import { scene } from './stage.mjs'

if (isMock) await mock('reset')
const { boss, office, worker, leaver, locked } = await cast()
const kPages = ['home', 'identity', 'associations', 'personnel', 'personnel/permissions', 'personnel/batch', 'agencies', 'account', 'sessions', 'activity', 'notices', 'account/phone', 'account/username', 'account/password', 'demo/outbox', 'nowhere']
const menu = (page, name) => page.getByRole('navigation').first().getByRole('link', { name })
const acting = (page) => page.locator('.acting')
const dialog = (page) => page.getByRole('dialog')
/** Ended elsewhere: the sign-in page, and a notice that says so. */
async function isOut(page) {
  await page.waitForURL((url) => url.pathname === '/')
  await page.locator('.flow-submit').waitFor()
  await page.locator('.notices [role=alert]').filter({ hasText: /\S{6,}/ }).waitFor()
  assert.equal((await page.request.get('/v1/me')).status(), 401)
}

/** 添加人员, its first half. */
async function findPerson(page, number) {
  await page.locator('.page-actions .el-button').click()
  await dialog(page).locator('input[name=name]').fill(worker.name)
  await dialog(page).locator('select[name=document_kind]').selectOption({ label: kindOf(worker) })
  await dialog(page).locator('input[name=document_number]').fill(number)
  await dialog(page).getByRole('button', { name: '查找', exact: true }).click()
}

scene('SX-05 SX-10 SX-06 the whole path: proposed, confirmed, signed in for it, switched, taken back, out at once', async (stage) => {
  const office1 = office
  const own = worker.enterprises[0]
  const manager = await stage.as(boss, { enterprise: office.number })
  await menu(manager, '人员权限管理').click()
  await manager.locator('table').waitFor()
  const row = manager.locator(`tr[data-person="${worker.name}"]`)
  const rows = await row.count()

  // A wrong number is told at its field; nothing is proposed.
  await findPerson(manager, isResident(worker) ? wrongNumber(worker) : '-')
  await dialog(manager).locator('.field-error').first().waitFor()
  assert.deepEqual(await axe(manager), [])

  await dialog(manager).locator('input[name=document_number]').fill(worker.document)
  await dialog(manager).getByRole('button', { name: '查找', exact: true }).click()
  await dialog(manager).locator('select[name=role]').selectOption({ label: '办税员' })
  await dialog(manager).getByRole('button', { name: '提交' }).click()
  await dialog(manager).waitFor({ state: 'hidden' })
  await row.nth(rows).waitFor()
  assert.match(await row.last().innerText(), /待/)

  // The person: nothing without the confirmation, then the question of the bureau.
  const person = await stage.page()
  await signIn(person, worker)
  assert.match(await acting(person).innerText(), /本人/)
  await person.getByRole('link', { name: '去处理' }).click()
  const waiting = person.locator('[data-association].waiting').filter({ hasText: office1.name })
  assert.match(await waiting.innerText(), /是否确认成为该企业的办税员/)
  await waiting.getByRole('button', { name: '确认', exact: true }).click()
  await dialog(person).getByRole('button', { name: '确认', exact: true }).click()
  await waiting.waitFor({ state: 'hidden' })
  await person.getByRole('button', { name: '退出' }).click()
  await person.waitForURL((url) => url.pathname === '/')

  assert.equal(await signIn(person, worker, { enterprise: office1.number }), true)
  assert.match(await acting(person).innerText(), new RegExp(`办税员[\\s\\S]*${office1.name}`))
  assert.equal(await menu(person, '人员权限管理').count(), 0)
  assert.equal((await person.request.get('/v1/enterprise/personnel')).status(), 403)

  // Another enterprise, without signing in again; the session follows.
  await person.getByRole('link', { name: '切换身份' }).click()
  await person.getByRole('button', { name: new RegExp(`^切换：${own.name}`) }).click()
  await acting(person).filter({ hasText: own.name }).waitFor()
  assert.equal((await (await person.request.get('/v1/me')).json()).identity.principal.number, own.number)
  await person.getByRole('link', { name: '切换身份' }).click()
  await person.getByRole('button', { name: new RegExp(`^切换：${office1.name}`) }).click()
  await acting(person).filter({ hasText: office1.name }).waitFor()
  await menu(person, '操作记录').click()
  await person.getByText('切换').first().waitFor()

  // Taken back: the very next thing that the person does leads out.
  await manager.reload()
  await row.last().getByRole('button', { name: /^撤销授权/ }).click()
  await dialog(manager).getByRole('button', { name: '撤销授权' }).click()
  await dialog(manager).waitFor({ state: 'hidden' })
  await menu(person, '账户信息').click()
  await isOut(person)
})

scene('SX-07 a person leaves an enterprise alone, and a session that stood on it ends at once', async (stage) => {
  const own = leaver.enterprises.find(({ role_title: role }) => !role.includes('法定代表人'))
  const page = await stage.page()
  await signIn(page, leaver, { enterprise: own.number, identity: own.role_title })
  await menu(page, '企业授权管理').click()
  const row = page.locator('[data-association]').filter({ hasText: own.number }).filter({ has: page.getByRole('button', { name: '解除绑定' }) }).first()
  await row.getByRole('button', { name: '解除绑定' }).click()
  await dialog(page).getByRole('button', { name: '取消' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  await row.getByRole('button', { name: '解除绑定' }).click()
  await dialog(page).waitFor()
  assert.deepEqual(await axe(page), [])
  await dialog(page).getByRole('button', { name: '解除绑定' }).click()
  await isOut(page)
})

const kChanged = { name: '办税身份已变更' }
async function typeProposal(page) {
  await menu(page, '人员权限管理').click()
  await findPerson(page, worker.document)
  await dialog(page).locator('select[name=role]').selectOption({ label: '办税员' })
}
async function takeIn(tab, name, shown = name) {
  await tab.goto('/identity')
  await tab.getByRole('button', { name: new RegExp(`^切换：${name}`) }).click()
  await acting(tab).filter({ hasText: shown }).waitFor()
}

scene('SX-10 an identity switched in another tab is noticed, nothing is done for the wrong one, and what was typed stays', async (stage) => {
  const one = await stage.as(boss, { enterprise: office.number })
  await typeProposal(one)
  // A tab that no other tab can tell anything: its next action itself must find out.
  const two = await stage.tab(one)
  await two.addInitScript(() => { window.BroadcastChannel = class { addEventListener() {} postMessage() {} } })
  await takeIn(two, '本人')
  assert.equal(await one.getByRole('dialog', kChanged).count(), 0)
  const answered = one.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/v1/enterprise/personnel'))
  await one.getByRole('dialog').getByRole('button', { name: '提交' }).click()
  assert.equal((await answered).status(), 409)
  const told = one.getByRole('dialog', kChanged)
  await told.waitFor()
  assert.match(await told.innerText(), /另一个标签页[\s\S]*没有办理/)
  assert.ok((await told.innerText()).includes(office.name))
  assert.deepEqual(await axe(one), [])

  // Back to what the tab shows: what was typed is still there, and it is refused no more for its identity.
  await told.getByRole('button', { name: '切换回本页身份' }).click()
  await told.waitFor({ state: 'hidden' })
  assert.ok((await dialog(one).innerText()).includes(worker.name))
  assert.equal(await dialog(one).locator('select[name=role] option:checked').innerText(), '办税员')
  assert.equal((await (await one.request.get('/v1/me')).json()).identity.principal.number, office.number)
  await acting(one).filter({ hasText: office.name }).waitFor()

  // Or on with the other one.
  await takeIn(two, '本人')
  await dialog(one).getByRole('button', { name: '提交' }).click()
  await told.getByRole('button', { name: '以新身份继续' }).click()
  await acting(one).filter({ hasText: '本人' }).waitFor()
  await one.waitForURL('**/home')

  // And between tabs that hear each other: at once.
  const three = await stage.tab(one)
  await takeIn(three, office.name)
  await one.bringToFront()
  await told.waitFor()
  await told.getByRole('button', { name: '以新身份继续' }).click()
  await acting(one).filter({ hasText: office.name }).waitFor()
})

scene('X-08 a session ended from another device leads to the sign-in page, with a notice', async (stage) => {
  const here = await stage.page()
  await signIn(here, locked)
  const there = await stage.page()
  await signIn(there, locked)
  await menu(there, '登录设备').click()
  await there.locator('[data-session]').nth(1).waitFor()
  await there.getByRole('button', { name: '结束其他所有登录' }).click()
  await dialog(there).getByRole('button', { name: '结束登录' }).click()
  await there.getByText('没有其他登录').waitFor()
  await menu(here, '消息通知').click()
  await isOut(here)

  // The back button shows nothing of what was.
  await there.getByRole('button', { name: '退出' }).click()
  await there.waitForURL((url) => url.pathname === '/')
  await there.locator('.flow-submit').waitFor()
  await there.goBack()
  await there.waitForURL((url) => url.pathname === '/')
  await there.locator('.flow-submit').waitFor()
  assert.equal(await there.getByText(locked.document.slice(0, 4) + '*').count(), 0)
})

scene('QD-08 QD-15 X-08 a new password ends the other sessions; a new username is shown with its next date', async (stage) => {
  const here = await stage.page()
  await signIn(here, locked)
  const there = await stage.page()
  await signIn(there, locked)
  await there.goto('/account')
  await there.getByRole('link', { name: '修改个人密码' }).click()
  await there.locator('.flow-submit').waitFor()
  assert.deepEqual(await axe(there), [])
  const former = kNewPassword
  await complete(there, { person: locked, newPassword: 'Other#2026-ok' })
  await there.waitForURL('**/account')
  if (!isMock) {
    await menu(here, '消息通知').click()
    await isOut(here)
  }
  await there.getByRole('link', { name: '修改用户名' }).click()
  await there.locator('.flow-submit').waitFor()
  await complete(there, { person: locked, newUsername: `u${Date.now().toString(36)}` })
  await there.waitForURL('**/account')
  await there.getByText('下次可修改时间').waitFor()
  assert.equal(await there.getByRole('link', { name: '修改用户名' }).count(), 0)
  // Back to the password of the other tests.
  await there.getByRole('link', { name: '修改个人密码' }).click()
  await there.locator('.flow-submit').waitFor()
  await complete(there, { person: locked, newPassword: former })
  await there.waitForURL('**/account')
  rememberPassword(locked, former)
})

scene('X-10 every page: no serious finding of axe, no sideways scrolling, wide and at 375 px, in three languages', async (stage) => {
  for (const viewport of [undefined, kNarrow]) {
    const page = await stage.as(boss, { enterprise: office.number }, viewport ? { viewport } : {})
    for (const locale of viewport ? ['zh-CN', 'zh-TW', 'en'] : ['zh-CN']) {
      await page.evaluate((wanted) => localStorage.setItem('taxgate.locale', wanted), locale)
      for (const path of kPages) {
        await page.goto(`/${path}`)
        await page.locator('main h1').waitFor()
        await page.waitForLoadState('networkidle')
        assert.deepEqual(await axe(page), [], `${path} ${locale}`)
        assert.equal(await overflow(page), 0, `${path} ${locale}`)
        assert.equal(await page.locator('main h1').count(), 1, path)
      }
    }
    await page.evaluate(() => localStorage.setItem('taxgate.large', '1'))
    await page.goto('/personnel')
    await page.locator('main h1').waitFor()
    await page.waitForLoadState('networkidle')
    assert.equal(await overflow(page), 0, 'large type')
  }
})

scene('signed in, the sign-in page leads home; from another tab it says so', async (stage) => {
  const one = await stage.page()
  await openEntrance(one, 'self')
  const two = await stage.as(boss, { enterprise: office.number })
  await two.goto('/')
  await two.waitForURL('**/home')
  await two.goto('/recover')
  await two.locator('.flow-submit').waitFor()
})

scene('X-10 a session that is about to end warns who is away, and stays when asked to', async (stage) => {
  const page = await stage.as(boss, { enterprise: office.number })
  await page.route('**/v1/me', async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    body.session.expires_at = new Date(Date.now() + 90_000).toISOString()
    await route.fulfill({ response: answer, json: body })
  })
  await page.goto('/home')
  await page.getByRole('dialog', { name: '登录即将结束' }).waitFor()
  assert.deepEqual(await axe(page), [])
  await page.unrouteAll()
  await page.getByRole('button', { name: '继续使用' }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
  assert.match(await acting(page).innerText(), new RegExp(boss.name))
})
