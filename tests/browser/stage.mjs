// The frame of each test: its own browser contexts, nothing that the pages complain of, a picture where it fails.
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { axe, kNarrow, kWide, launch, overflow, visitor } from './browser.mjs'
import { signIn } from './people.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser?.close())

const kPictures = process.env.SHOTS ?? join(tmpdir(), 'taxgate-browser')

export function scene(name, run, options = {}) {
  test(name, { timeout: 420_000, ...options }, async (t) => {
    const open = []
    const stage = {
      t,
      /** A page in a browser of its own. */
      async page(more) {
        const context = await visitor(browser, more)
        open.push(context)
        return context.newPage()
      },
      /** The same browser, another tab. */
      tab: (page) => page.context().newPage(),
      /** What is on the page, wide and at 375 px: no finding of axe, no sideways scrolling; pictures in $PICTURES, for people to look at. */
      async look(page, name) {
        for (const [size, viewport] of [['1280', kWide], ['375', kNarrow]]) {
          await page.setViewportSize(viewport)
          assert.deepEqual(await axe(page), [], `${name} ${size}`)
          assert.equal(await overflow(page), 0, `${name} ${size}`)
          const dialog = await page.getByRole('dialog').count()
          if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}-${size}.png`), fullPage: !dialog })
        }
        await page.setViewportSize(kWide)
      },
      /** A page of somebody who is signed in already, by the cookies of an earlier test. */
      async as(person, who, more) {
        const page = await this.page({ storageState: await stateOf(browser, person, who), ...more })
        await page.goto('/home')
        await page.locator('main h1').waitFor()
        return page
      },
    }
    try {
      await run(stage)
      const complaints = open.flatMap((context) => context.complaints)
      assert.deepEqual([...new Set(complaints)], [], 'the pages complain')
    } catch (error) {
      await keepPictures(open, name)
      throw error
    } finally {
      await Promise.all(open.map((context) => context.close()))
    }
  })
}
async function keepPictures(contexts, name) {
  mkdirSync(kPictures, { recursive: true })
  const file = name.replace(/[^\w一-鿿]+/g, '-').slice(0, 60)
  let n = 0
  for (const page of contexts.flatMap((context) => context.pages())) {
    n += 1
    await page.screenshot({ path: join(kPictures, `${file}-${n}.png`), fullPage: true }).catch(() => {})
  }
}

// One sign-in a person where the sign-in itself is not what is tested: codes are rationed.
const states = new Map()
async function stateOf(browserNow, person, who = {}) {
  const key = `${person.document}/${who.enterprise ?? ''}`
  if (!states.has(key)) {
    const context = await visitor(browserNow)
    await signIn(await context.newPage(), person, who)
    states.set(key, await context.storageState())
    await context.close()
  }
  return states.get(key)
}
