// Pictures of every page, wide and narrow: node shots.mjs FOLDER (against BASE_URL).
import { mkdirSync } from 'node:fs'
import { axe, kNarrow, kWide, launch, overflow, visitor } from './browser.mjs'
import { cast, fillStep, pass, signIn, submit } from './people.mjs'

const folder = process.argv[2] ?? '/tmp/shots'
mkdirSync(folder, { recursive: true })
const browser = await launch()
const { boss, office } = await cast()

for (const [name, viewport] of [['wide', kWide], ['narrow', kNarrow]]) {
  const context = await visitor(browser, { viewport })
  const page = await context.newPage()
  const shot = async (what, full = true) => {
    await page.waitForTimeout(350)
    await page.screenshot({ path: `${folder}/${what}-${name}.png`, fullPage: full })
    const found = await axe(page)
    const over = await overflow(page)
    if (found.length || over > 0) console.log(what, name, over > 0 ? `overflow ${over}` : '', ...found)
  }
  await page.goto('/')
  await page.getByRole('tablist').waitFor()
  await page.locator('.flow-submit').waitFor()
  await shot('signin')
  await submit(page)
  await shot('signin-errors')
  await page.getByRole('checkbox').check()
  await page.locator('.consent .link').click()
  await page.getByRole('dialog').waitFor()
  await shot('consent', false)
  await page.keyboard.press('Escape')
  await fillStep(page, { person: boss, enterprise: office.number })
  await pass(page)
  await shot('sms')
  await page.goto('/recover')
  await page.locator('.flow-submit').waitFor()
  await shot('recover')
  await signIn(page, boss, { enterprise: office.number })
  for (const path of ['home', 'identity', 'associations', 'personnel', 'account', 'sessions', 'activity', 'notices', 'account/phone', 'account/password', 'account/username', 'demo/outbox', 'nowhere']) {
    await page.goto(`/${path}`)
    await page.waitForLoadState('networkidle')
    await shot(path.replace('/', '-'))
    if (path === 'personnel') {
      await page.locator('.page-actions .el-button').click()
      await page.getByRole('dialog').waitFor()
      await shot('propose', false)
    }
  }
  if (context.complaints.length) console.log([...new Set(context.complaints)].join('\n'))
  await context.close()
}
await browser.close()
