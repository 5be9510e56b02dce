// Rare characters: by radical and strokes, beyond the BMP too, with a font that shows them.
import assert from 'node:assert/strict'
import { axe, kNarrow, overflow } from './browser.mjs'
import { scene } from './stage.mjs'

const codePoint = (text) => text.codePointAt(0)

async function openPicker(page) {
  await page.goto('/recover')
  await page.locator('[data-field="name"] input').fill('王')
  await page.getByRole('button', { name: '录入生僻字' }).click()
  await page.getByRole('dialog').waitFor()
}
const group = (page, name) => page.getByRole('group', { name })

scene('WH-13 a rare character is found by radical and strokes, inserted at the caret, and shown', async ({ page }) => {
  const view = await page({ viewport: kNarrow })
  await openPicker(view)
  await group(view, '部首笔画数').getByRole('button', { name: '10', exact: true }).click()
  await group(view, '选择部首').getByRole('button', { name: '馬' }).click()
  await group(view, /总笔画数/).getByRole('button', { name: '9', exact: true }).click()
  const rare = group(view, '选择汉字').getByRole('button').filter({ hasText: /[\u{20000}-\u{323af}]/u }).last()
  const character = (await rare.textContent()).trim()
  assert.ok(codePoint(character) > 0xffff)
  await rare.click()
  assert.deepEqual(await axe(view), [])
  assert.equal(await overflow(view), 0)
  await view.getByRole('button', { name: `录入“${character}”` }).click()
  await view.getByRole('dialog').waitFor({ state: 'hidden' })
  assert.equal(await view.locator('[data-field="name"] input').inputValue(), `王${character}`)
  await view.waitForFunction(() => [...document.fonts].some((face) => face.family.includes('Rare Han')))
  const faces = await view.evaluate(async (text) => (await document.fonts.load('20px "Rare Han"', text)).map((face) => face.status), character)
  assert.deepEqual(faces, ['loaded'])
})

scene('WH-13 nothing is inserted when the window is put aside, and a lost connection is told', async ({ page }) => {
  const view = await page()
  await view.route('**/han/*.json', (route) => route.abort())
  await openPicker(view)
  await view.getByText('字库未能载入').waitFor()
  await view.getByRole('button', { name: '取消' }).click()
  await view.getByRole('dialog').waitFor({ state: 'hidden' })
  assert.equal(await view.locator('[data-field="name"] input').inputValue(), '王')
})
