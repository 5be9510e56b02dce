// Chromium for the tests: one process, a fresh context (cookies, storage) for each visitor.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

export const kBase = (process.env.BASE_URL ?? 'http://127.0.0.1:8099').replace(/\/$/, '')
export const kWide = { width: 1280, height: 900 }
export const kNarrow = { width: 375, height: 812 }

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    env: { ...process.env, LC_ALL: 'C.UTF-8' }, // where the machine has no locale, a Chinese file name is lost
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--force-color-profile=srgb'],
  })

/** A visitor's browser. Whatever the pages complain of (CSP, scripts, requests to other hosts) ends up in `page.complaints`. */
export async function visitor(browser, { viewport = kWide, locale = 'zh-CN', ...more } = {}) {
  const context = await browser.newContext({ viewport, locale, baseURL: kBase, ...more })
  context.setDefaultTimeout(15_000)
  context.complaints = []
  context.on('page', (page) => watch(page, context.complaints, more.baseURL ?? kBase))
  return context
}
function watch(page, complaints, base) {
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`))
  page.on('console', (message) => {
    // A refusal of the API (4xx, 5xx) is logged by the browser itself and is no complaint of ours.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) complaints.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== new URL(base).origin) complaints.push(`outside: ${url.origin}`)
  })
}

/** Nothing is on its way in or out: what is half-transparent for a moment has no contrast worth judging. */
const atRest = (page) =>
  page.waitForFunction(() => !document.querySelector('[class*="-enter-active"], [class*="-leave-active"]') &&
    document.getAnimations().every(({ effect, playState }) => playState !== 'running' || effect.getComputedTiming().endTime === Infinity))

/** Serious and critical findings of axe, WCAG 2.2 AA included. */
export async function axe(page) {
  await atRest(page)
  const has = await page.evaluate(() => 'axe' in window)
  // By the debugger, not a <script>: the pages' content security policy stays as it is.
  if (!has) await page.evaluate(axeSource)
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} ${any[0]?.message ?? ''}`).join(' | ')}`)
}
/** Whether the page can be read without scrolling sideways. */
export const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
