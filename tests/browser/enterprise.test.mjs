// 企业人员维护: permission identities, people, many at once (LN-14 to LN-20), on a bureau of Liaoning's rules.
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { cookiesOf, openBureau, ordinary } from './bureau.mjs'
import { scene } from './stage.mjs'

const kStaff = 40 // a list that needs its search and its pages
const many = Array.from({ length: kStaff }, (_, n) => `staff${n}`)
let bureau
let boss
let clerk
before(async () => {
  bureau = await openBureau('liaoning-2020', {
    taxpayers: {
      tea: { name: '云岭茶业有限公司', staff: { 法定代表人: 'boss', 财务负责人: 'head', 办税员: ['clerk', 'spare', ...many] } },
    },
    people: { stranger: {} },
  }, { passwords: ['tea'] })
  boss = await ordinary(bureau, 'tea', 'boss')
  clerk = bureau.people.clerk
})
after(() => bureau.server.remove())

const dialog = (page) => page.getByRole('dialog')
const rowOf = (page, person) => page.locator(`tr[data-person="${person.name}"]`).first()
const permission = (page, name) => page.locator(`[data-permission="${name}"]`)
async function open(stage, path) {
  const page = await stage.page(cookiesOf(boss))
  await page.goto(path)
  await page.locator('main h1').waitFor()
  return page
}
async function find(page, person, number = person.document) {
  await page.getByRole('button', { name: '添加人员' }).click()
  await dialog(page).locator('input[name=name]').fill(person.name)
  await dialog(page).locator('input[name=document_number]').fill(number)
  await dialog(page).getByRole('button', { name: '查找', exact: true }).click()
}

scene('LN-15 LN-17 a permission identity: none yet, one that grants nothing warns, one is made, edited, deleted', async (stage) => {
  const page = await open(stage, '/personnel/permissions')
  await page.getByText('还没有权限身份').waitFor()
  await stage.look(page, 'permissions-empty')
  // LN-17: without one nobody can be added, and the page says what to do first.
  await page.goto('/personnel')
  await find(page, clerk)
  await dialog(page).getByText('已找到').waitFor()
  await dialog(page).getByText('请先到“身份维护”新建').waitFor()
  await stage.look(page, 'add-without-permission')
  await dialog(page).getByRole('link', { name: '去新建' }).click()
  await page.waitForURL('**/personnel/permissions')

  await page.getByRole('button', { name: '新建权限身份' }).click()
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await dialog(page).getByText('请填写身份名称').waitFor()
  await dialog(page).locator('input[name=name]').fill('开票员')
  await dialog(page).locator('input[name=description]').fill('开具发票、勾选抵扣')
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await dialog(page).locator('.field-error').filter({ hasText: '没有勾选任何功能' }).waitFor()
  await stage.look(page, 'permission-warning')
  await dialog(page).getByRole('button', { name: '不授予功能，仍要保存' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  await permission(page, '开票员').getByText('没有勾选任何功能').waitFor()

  await permission(page, '开票员').getByRole('button', { name: /^编辑/ }).click()
  await dialog(page).getByRole('checkbox', { name: '发票', exact: true }).check()
  await stage.look(page, 'permission-edit')
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  assert.match(await permission(page, '开票员').innerText(), /发票/)

  for (const [name, box] of [['申报员', '申报'], ['多余', '查询']]) {
    await page.getByRole('button', { name: '新建权限身份' }).click()
    await dialog(page).locator('input[name=name]').fill(name)
    await dialog(page).getByRole('checkbox', { name: box, exact: true }).check()
    await dialog(page).getByRole('button', { name: '保存' }).click()
    await dialog(page).waitFor({ state: 'hidden' })
  }
  await stage.look(page, 'permissions')
  await permission(page, '多余').getByRole('button', { name: /^删除/ }).click()
  await dialog(page).getByRole('button', { name: '删除' }).click()
  await permission(page, '多余').waitFor({ state: 'hidden' })
  await page.getByText('已删除“多余”').waitFor()
})

scene('LN-15 a permission identity changed in another tab meanwhile is not overwritten', async (stage) => {
  const page = await open(stage, '/personnel/permissions')
  await permission(page, '申报员').getByRole('button', { name: /^编辑/ }).click()
  await dialog(page).locator('input[name=description]').fill('旧的说明')
  const [{ id, version, name, functions }] = (await boss.get('/v1/enterprise/permissions')).json.permissions.filter((one) => one.name === '申报员')
  const other = await boss.post(`/v1/enterprise/permissions/${id}`, { version, name, description: '在别处修改', functions: functions.map((one) => one.id) })
  assert.equal(other.status, 200, other.text)
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await dialog(page).getByRole('alert').waitFor()
  await page.waitForFunction(() => document.querySelector('[role=dialog] input[name=description]')?.value === '在别处修改')
  await stage.look(page, 'permission-conflict')
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
})

scene('LN-16 LN-17 a handler is found by name and document, and added with a permission identity; a wrong number is told', async (stage) => {
  const page = await open(stage, '/personnel')
  await find(page, clerk, '1')
  await dialog(page).locator('.field-error').first().waitFor()
  await dialog(page).locator('input[name=document_number]').fill(bureau.people.stranger.document)
  await dialog(page).getByRole('button', { name: '查找', exact: true }).click()
  await dialog(page).getByRole('alert').waitFor()
  await stage.look(page, 'add-not-found')
  await dialog(page).locator('input[name=document_number]').fill(clerk.document)
  await dialog(page).getByRole('button', { name: '查找', exact: true }).click()
  await dialog(page).getByText('已找到').waitFor()
  await dialog(page).getByRole('button', { name: '提交' }).click()
  await dialog(page).getByText('请选择权限身份', { exact: true }).last().waitFor()
  await dialog(page).locator('select[name=permission]').selectOption({ label: '开票员' })
  await stage.look(page, 'add-grant')
  await dialog(page).getByRole('button', { name: '提交' }).click()
  // The invitation by which the handler sets the personal password: shown this once.
  await dialog(page).locator('.secret').waitFor()
  assert.match(await dialog(page).locator('.secret').innerText(), /\S{6,}/)
  await stage.look(page, 'add-invitation')
  await dialog(page).getByRole('button', { name: '关闭' }).last().click()
  await dialog(page).waitFor({ state: 'hidden' })
  await page.locator('main [role=status]').filter({ hasText: clerk.name }).waitFor()
  await page.getByRole('searchbox').fill(clerk.name)
  assert.match(await rowOf(page, clerk).innerText(), /开票员/)
})

scene('LN-21 LN-22 a personal password is reset for one use; binding is refused to who has no account of their own', async (stage) => {
  const page = await open(stage, '/personnel')
  await page.getByRole('searchbox').fill(clerk.name)
  const row = rowOf(page, clerk)
  await row.getByText(/个人密码/).waitFor()
  await row.getByRole('button', { name: /^重置密码/ }).click()
  await dialog(page).getByText('只能用一次').waitFor()
  await dialog(page).getByRole('button', { name: '重置密码' }).click()
  await page.getByRole('dialog', { name: `交给 ${clerk.name}` }).locator('.secret').filter({ hasText: '111111' }).waitFor()
  await page.getByRole('dialog', { name: `交给 ${clerk.name}` }).getByRole('button', { name: '关闭' }).last().click()
  await dialog(page).waitFor({ state: 'hidden' })
  await row.getByText('待修改').waitFor()
  await stage.look(page, 'password-reset')
  const bind = row.getByRole('button', { name: /^绑定密码/ })
  if (await bind.count()) {
    await bind.click()
    await dialog(page).getByRole('button', { name: '绑定密码' }).click()
    await dialog(page).getByRole('alert').waitFor()
    await dialog(page).getByRole('button', { name: '取消' }).click()
  }
})

scene('LN-18 权限管理 changes what a handler may do; LN-20 freeze, LN-19 withdraw, each confirmed', async (stage) => {
  const page = await open(stage, '/personnel')
  await page.getByRole('searchbox').fill(clerk.name)
  const row = rowOf(page, clerk)
  await row.getByRole('button', { name: /^修改权限/ }).click()
  await dialog(page).locator('select[name=permission]').selectOption({ label: '申报员' })
  await stage.look(page, 'change')
  await dialog(page).getByRole('button', { name: '保存' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  await row.getByText('申报员').waitFor()

  await row.getByRole('button', { name: /^冻结/ }).click()
  await dialog(page).getByRole('button', { name: '取消' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  assert.equal(await row.getByText('冻结', { exact: true }).count(), 1) // the button alone: nothing happened
  await row.getByRole('button', { name: /^冻结/ }).click()
  await stage.look(page, 'freeze')
  // Frozen elsewhere meanwhile: the reason is said, and the list is what is.
  const { id, version } = (await boss.get('/v1/enterprise/personnel')).json.personnel.find((one) => one.person.name === clerk.name && one.actions.length)
  assert.equal((await boss.post(`/v1/enterprise/personnel/${id}/freeze`, { version })).status, 200)
  await dialog(page).getByRole('button', { name: '冻结' }).click()
  await dialog(page).getByRole('alert').waitFor()
  await dialog(page).getByRole('button', { name: '取消' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  await stage.look(page, 'frozen')
  await row.getByRole('button', { name: /^解冻/ }).click()
  await dialog(page).getByRole('button', { name: '解冻' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  await row.getByRole('button', { name: /^冻结/ }).waitFor()

  await row.getByRole('button', { name: /^撤销授权/ }).click()
  await dialog(page).getByRole('button', { name: '撤销授权' }).click()
  await dialog(page).waitFor({ state: 'hidden' })
  await page.getByText('没有符合条件的人员').waitFor()
  await page.getByRole('checkbox', { name: /显示已结束/ }).check()
  await row.waitFor()
})

scene('LN-14 a long list: pages, search, filters; X-10 large type', async (stage) => {
  const page = await open(stage, '/personnel')
  await page.locator('tbody tr').first().waitFor() // the title is there before the list
  assert.equal(await page.locator('tbody tr').count(), 20)
  await stage.look(page, 'personnel-long')
  await page.getByRole('button', { name: '下一页' }).click()
  await page.getByText('第 2 / 3 页').waitFor()
  await page.locator('select[name=filter-role]').selectOption({ label: '法人' })
  assert.equal(await page.locator('tbody tr').count(), 1)
  await page.locator('select[name=filter-role]').selectOption({ label: '全部身份类型' })
  await page.getByRole('searchbox').fill('没有这个人')
  await page.getByText('没有符合条件的人员').waitFor()
  await page.getByRole('button', { name: '清除条件' }).click()
  assert.equal(await page.locator('tbody tr').count(), 20)
})

const csv = (lines) => Buffer.from(`\uFEFF${['姓名,证件类型,证件号码,身份,权限身份', ...lines].join('\r\n')}\r\n`)
const lineOf = (person, more = '办税员,申报员') => `${person.name},居民身份证,${person.document},${more}`

scene('LN-16 LN-17 many at once: a preview of each line, a report of each line, faults to take home', async (stage) => {
  const page = await open(stage, '/personnel/batch')
  await page.getByText('文件要求').click()
  await stage.look(page, 'batch')
  const pick = (name, buffer) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer })
  await pick('空.csv', Buffer.from('a,b\r\n1,2\r\n'))
  await page.getByRole('alert').filter({ hasText: /\S{6,}/ }).waitFor()

  const good = many.slice(0, 30).map((key) => lineOf(bureau.people[key]))
  await pick('人员.csv', csv([...good, lineOf(bureau.people.staff31, '皇帝,申报员'), lineOf(bureau.people.staff32, '办税员,没有的'), lineOf(bureau.people.stranger)]))
  await page.getByRole('heading', { name: '核对结果：人员.csv' }).waitFor()
  await page.getByText('有 3 行有问题').waitFor()
  assert.equal(await page.locator('tr.bad').count(), 3)
  await stage.look(page, 'batch-preview')
  await page.getByRole('checkbox', { name: '只看有问题的行' }).check()
  assert.equal(await page.locator('tbody tr[data-line]').count(), 3)
  const [taken] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载问题行' }).click()])
  assert.match(taken.suggestedFilename(), /问题行\.csv/)

  await page.getByRole('button', { name: '添加 30 人' }).click()
  await stage.look(page, 'batch-confirm')
  await dialog(page).getByRole('button', { name: '添加 30 人' }).click()
  await page.getByRole('heading', { name: '提交结果：人员.csv' }).waitFor()
  await page.getByText('已添加 30 人').waitFor()
  await stage.look(page, 'batch-report')
  const now = (await boss.get('/v1/enterprise/personnel')).json.personnel.filter((one) => one.permission && one.state === 'in-force')
  assert.equal(now.length, 30)
})

scene('LN-14 a handler sees no management of people, and the address alone opens nothing', async (stage) => {
  const bossPage = await open(stage, '/personnel')
  await bossPage.getByRole('searchbox').waitFor()
  const page = await stage.page(cookiesOf(await ordinary(bureau, 'tea', 'staff0')))
  await page.goto('/home')
  await page.locator('main h1').waitFor()
  assert.equal(await page.getByRole('link', { name: '人员权限管理' }).count(), 0)
  for (const path of ['/personnel', '/personnel/permissions', '/personnel/batch', '/agencies']) {
    await page.goto(path)
    await page.getByRole('alert').filter({ hasText: /\S{8,}/ }).waitFor()
  }
  await stage.look(page, 'personnel-refused')
})

scene('LN-33 LN-24 the client\'s initial password is shown after another proof that it is you; the bureau\'s other passwords are changed under 账户信息', async (stage) => {
  const page = await open(stage, '/account')
  await page.getByRole('link', { name: '修改: 修改企业密码' }).waitFor()
  await stage.look(page, 'account-liaoning')
  await page.getByRole('link', { name: '修改: 修改企业密码' }).click()
  await page.locator('[data-field=enterprise_password]').waitFor()
  await page.goto('/account')
  await page.getByRole('link', { name: /社保费管理客户端初始密码/ }).click()
  await page.getByRole('button', { name: '查询' }).click()
  await page.getByRole('heading', { name: '短信验证' }).waitFor()
  await stage.look(page, 'client-password-proof')
  await page.locator('[data-field=sms_code]').getByRole('button').click()
  await page.locator('.code-sent').filter({ hasText: /\d/ }).waitFor()
  await page.locator('[data-field=sms_code] input').fill(await boss.smsCode(bureau.people.boss.phone))
  await page.locator('.flow-submit').click()
  await page.locator('.secret').waitFor()
  await stage.look(page, 'client-password')
})

scene('SS-02 SS-03 the card\'s own password is changed with the old one, and set anew by who proves that it is them', async (stage) => {
  const page = await open(stage, '/account')
  await page.getByRole('link', { name: /社保卡社保应用密码/ }).click()
  await page.getByText(/发卡银行/).first().waitFor()
  const field = (name) => page.locator(`input[name=${name}]`)
  const save = page.getByRole('button', { name: '保存' })
  await save.click()
  await page.getByText('请填写。').first().waitFor()
  await field('password').fill('000000')
  await field('new_password').fill('Lantern#51')
  await field('repeat').fill('Lantern#5')
  await save.click()
  await page.getByText('两次输入的密码不一致').waitFor()
  await field('repeat').fill('Lantern#51')
  await save.click()
  await page.locator('.has-error').first().waitFor() // the old one is wrong
  await stage.look(page, 'card')
  await page.getByRole('button', { name: '忘记原密码' }).click()
  await field('new_password').fill('Lantern#51')
  await field('repeat').fill('Lantern#51')
  await save.click()
  const code = page.locator('[data-field=sms_code]')
  // Whoever has just proved it need not do it again.
  await Promise.race([code.waitFor(), page.getByText('社保应用密码已修改').waitFor()])
  if (await code.isVisible()) {
    await code.getByRole('button').click()
    await page.locator('.code-sent').filter({ hasText: /\d/ }).waitFor()
    await code.locator('input').fill(await boss.smsCode(bureau.people.boss.phone))
    await page.locator('.flow-submit').click()
  }
  await page.getByText('社保应用密码已修改').waitFor()
  await stage.look(page, 'card-done')
})
