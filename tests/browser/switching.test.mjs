// 切换主管税务机关: a cross-region payer's competent authorities, as the registry has them (QD-14).
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { csvFile, importFiles } from '../functional/registry.mjs'
import { asPerson, cookiesOf, openBureau } from './bureau.mjs'
import { scene } from './stage.mjs'

const kFirst = '13702110000'
const kSecond = '13702120000'
const kThird = '13702130000'
let bureau
/** What the registry says of the builder; `others`: the authorities beside the first. */
const registered = (server, others) => {
  const { number, name } = server.world.taxpayers.builder
  return csvFile(server, `cross-${others}.csv`, [{
    社会信用代码: number, 纳税人识别号: number, 纳税人名称: name, 主管税务机关代码: kFirst, 其他主管税务机关代码: others, 纳税人类型: '跨区域报验户', 纳税人状态: '正常',
  }])
}
before(async () => {
  bureau = await openBureau('qingdao-2023', {
    taxpayers: { builder: { name: '云岭建筑安装有限公司', kind: '跨区域报验户', staff: { 法定代表人: 'mason' } }, shop: { name: '云岭百货有限公司', staff: { 法定代表人: 'mason' } } },
  }, { prepare: (server) => void server.import(registered(server, kSecond)) })
})
after(() => bureau.server.remove())

const choice = (page) => page.locator('select[name=authority]')
const take = (page) => page.getByRole('button', { name: '切换', exact: true }).click()

scene('QD-14 a cross-region payer switches its competent authority; one that the registry has taken away meanwhile is refused', async (stage) => {
  const client = await asPerson(bureau, 'mason', { entrance: 'specific', taxpayer: bureau.taxpayers.builder.number })
  const page = await stage.page(cookiesOf(client))
  await page.goto('/home')
  await choice(page).waitFor()
  assert.equal(await choice(page).inputValue(), kFirst)
  await stage.look(page, 'authority')
  await choice(page).selectOption(kSecond)
  await take(page)
  await page.getByText('已切换主管税务机关').waitFor()
  await stage.look(page, 'authority-switched')
  await page.reload()
  await choice(page).waitFor()
  assert.equal(await choice(page).inputValue(), kSecond)
  await choice(page).selectOption(kFirst)
  await take(page)
  await page.getByText('已切换主管税务机关').waitFor()

  await importFiles(bureau.server, registered(bureau.server, kThird))
  await choice(page).selectOption(kSecond) // the page does not know yet
  await take(page)
  await page.getByRole('alert').filter({ hasText: '跨区域报验' }).waitFor()
  await stage.look(page, 'authority-refused')
  await page.reload()
  await choice(page).waitFor()
  assert.deepEqual(await choice(page).locator('option').allInnerTexts(), [kFirst, kThird])
})

scene('QD-14 another taxpayer has one authority, and nothing to switch', async (stage) => {
  const client = await asPerson(bureau, 'mason', { entrance: 'enterprise', taxpayer: bureau.taxpayers.shop.number })
  const page = await stage.page(cookiesOf(client))
  await page.goto('/home')
  await page.locator('main h1').waitFor()
  await page.getByText('云岭百货有限公司').first().waitFor()
  assert.equal(await choice(page).count(), 0)
})
