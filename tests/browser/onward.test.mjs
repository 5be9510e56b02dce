// A relying party's request as its person meets it: signing in on the way, agreeing or not, choosing as whom; a device; signing out.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before } from 'node:test'
import { register } from '../functional/relying.mjs'
import { asPerson, cookiesOf, openBureau } from './bureau.mjs'
import { scene } from './stage.mjs'

const kChallenge = 'A'.repeat(43)
let bureau
before(async () => {
  bureau = await openBureau('shanxi-2023', {
    taxpayers: { shop: { name: '云岭百货有限公司', staff: { 法定代表人: 'mason' } }, mill: { name: '云岭面粉厂', staff: { 法定代表人: 'mason' } } },
  }, {
    prepare: (server) => ({
      clients: register(server,
        { client_id: 'ledger', client_name: '云账本财税软件', application_type: 'native', redirect_uris: ['http://127.0.0.1/back'], post_logout_redirect_uris: ['http://127.0.0.1/back'], taxgate_first_party: false, scope: 'openid profile phone offline_access', grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'] },
        { client_id: 'filing', client_name: '网上申报', application_type: 'native', redirect_uris: ['http://127.0.0.1/back'] }),
    }),
  })
})
after(() => bureau.server.remove())

const asked = (client_id, more = {}) => `/oauth2/authorize?${new URLSearchParams({
  client_id, response_type: 'code', scope: 'openid', redirect_uri: `${bureau.server.base}/back`, state: 'x', code_challenge: kChallenge, code_challenge_method: 'S256', ...more })}`
const backAt = (page) => page.waitForURL(/\/back\?/)
const pageOf = async (stage, who) => stage.page(cookiesOf(await asPerson(bureau, who)))

scene('OIDC Core §3.1.2.4: somebody else\'s system: the person sees who asks for what, and agrees', async (stage) => {
  const page = await pageOf(stage, 'mason')
  await page.goto(asked('ledger', { scope: 'openid profile phone' }))
  await page.getByRole('heading', { name: '云账本财税软件 请求以您的身份登录' }).waitFor()
  await page.getByText('手机号码', { exact: true }).waitFor()
  await stage.look(page, 'consent')
  await page.getByRole('button', { name: '同意并继续' }).click()
  await backAt(page)
  assert.ok(new URL(page.url()).searchParams.get('code'))
})

scene('OIDC Core §3.1.2.4: whoever says no is sent back with access_denied', async (stage) => {
  const page = await pageOf(stage, 'mason')
  await page.goto(asked('ledger'))
  await page.getByRole('button', { name: '取消' }).click()
  await backAt(page)
  assert.equal(new URL(page.url()).searchParams.get('error'), 'access_denied')
})

scene('OIDC Core §3.1.2.1: prompt=select_account lets the person choose as whom', async (stage) => {
  const page = await pageOf(stage, 'mason')
  await page.goto(asked('filing', { prompt: 'select_account' }))
  await page.getByRole('button', { name: /云岭面粉厂/ }).click()
  await page.locator('dd strong', { hasText: '云岭面粉厂' }).waitFor()
  await stage.look(page, 'choose-identity')
  await page.getByRole('button', { name: '以此身份继续' }).click()
  await backAt(page)
  assert.ok(new URL(page.url()).searchParams.get('code'))
})

scene('RFC 6749 §4.1.2.1: a request that is not right ends at a page that says so', async (stage) => {
  const page = await stage.page({ baseURL: bureau.server.base })
  await page.goto(asked('filing', { redirect_uri: 'https://evil.example/' }))
  await page.getByRole('heading', { name: '无法登录到该系统' }).waitFor()
  await stage.look(page, 'request-problem')
  await page.goto('/authorize?problem=invalid_request_uri')
  await page.getByText('请回到原来的系统重新登录').waitFor()
  await stage.look(page, 'request-gone')
  await page.getByRole('link', { name: '返回首页' }).click()
  await page.locator('.flow-submit').waitFor()
})

const basic = () => ({ Authorization: `Basic ${Buffer.from(`ledger:${bureau.clients.ledger}`).toString('base64')}` })
const deviceCode = async () => (await (await fetch(`${bureau.server.base}/oauth2/device_authorization`, {
  method: 'POST', body: new URLSearchParams({ scope: 'openid profile' }), headers: basic() })).json()).user_code

scene('RFC 8628: the code of a device is typed, looked at and allowed; a wrong one is said', async (stage) => {
  const page = await pageOf(stage, 'mason')
  const user_code = await deviceCode()
  await page.goto('/device')
  await page.locator('main h1').waitFor()
  await stage.look(page, 'device-enter')
  const field = page.getByLabel('设备代码')
  await field.fill('BBBB-BBBB')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByText('没有等待确认的设备代码').waitFor()
  assert.equal(await page.evaluate(() => document.activeElement.name), 'user_code') // a reader of screens hears what is wrong
  await stage.look(page, 'device-unknown')
  await field.fill(user_code.toLowerCase())
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('heading', { name: /云账本财税软件/ }).waitFor()
  await stage.look(page, 'device')
  await page.getByRole('button', { name: '同意并继续' }).click()
  await page.getByText('已允许。请回到设备上继续。').waitFor()
  await stage.look(page, 'device-done')
  await page.goto(`/device?user_code=${await deviceCode()}`) // as a device's picture leads here (§3.3.1)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '取消' }).click()
  await page.getByText('已拒绝。设备没有获得登录。').waitFor()
  await stage.look(page, 'device-refused')
})

scene('RP-Initiated Logout §2: without proof the person is asked, and then goes back', async (stage) => {
  const page = await pageOf(stage, 'mason')
  await page.goto(`/oauth2/logout?${new URLSearchParams({ client_id: 'ledger', post_logout_redirect_uri: 'http://127.0.0.1/back' })}`)
  await page.getByText('以此登录进入的其他系统也会一并退出').waitFor()
  await stage.look(page, 'sign-out')
  await page.getByRole('link', { name: '保持登录' }).click()
  await page.waitForURL(/\/home/)
  await page.goto('/oauth2/logout')
  await page.getByRole('button', { name: '退出登录' }).last().click()
  await page.getByText('您已退出登录。').waitFor()
  await stage.look(page, 'signed-out-here')
  await page.getByRole('link', { name: '重新登录' }).click()
  await page.locator('.flow-submit').waitFor()
})

/** A relying party takes the code that the browser came back with. */
async function redeem(page, verifier) {
  const body = new URLSearchParams({ grant_type: 'authorization_code', code: new URL(page.url()).searchParams.get('code'), redirect_uri: `${bureau.server.base}/back`, code_verifier: verifier })
  return (await fetch(`${bureau.server.base}/oauth2/token`, { method: 'POST', headers: basic(), body })).json()
}
const isActive = async (token) =>
  (await (await fetch(`${bureau.server.base}/oauth2/introspect`, { method: 'POST', headers: basic(), body: new URLSearchParams({ token }) })).json()).active

scene('a person sees the systems that they are signed in to, and ends one: its token is worth nothing at once', async (stage) => {
  const page = await pageOf(stage, 'mason')
  await page.goto('/sessions')
  await page.getByText('没有登录其他系统。').waitFor()
  await stage.look(page, 'systems-none')
  const verifier = 'v'.repeat(43)
  await page.goto(asked('ledger', { scope: 'openid profile phone offline_access', code_challenge: createHash('sha256').update(verifier).digest('base64url') }))
  await page.getByRole('button', { name: '同意并继续' }).click()
  await backAt(page)
  const { access_token } = await redeem(page, verifier)
  assert.equal(await isActive(access_token), true)
  await page.goto('/sessions')
  const row = page.locator('[data-system=ledger]')
  await row.getByText('退出登录后仍继续').waitFor()
  await row.getByText('手机号码').waitFor()
  await stage.look(page, 'systems')
  await row.getByRole('button', { name: '解除：云账本财税软件，本人' }).click()
  await page.getByRole('dialog').getByText('立即失效').waitFor()
  await stage.look(page, 'systems-end')
  await page.getByRole('dialog').getByRole('button', { name: '解除' }).click()
  await row.waitFor({ state: 'detached' })
  await page.getByText('已解除该系统的登录。').waitFor()
  assert.equal(await isActive(access_token), false)
})
