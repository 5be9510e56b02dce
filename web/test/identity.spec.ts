import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import { call } from '@/api/http'
import type { Me } from '@/api/types'
import IdentityWatch from '@/layout/IdentityWatch.vue'
import { changedTo, forget, generation, loadMe, me, switchTo, watchSession } from '@/state/session'

const pushed = vi.hoisted(() => vi.fn())
vi.mock('vue-router', () => ({ useRouter: () => ({ push: pushed }) }))

const who = (identity: string, person = '7', name = '王芳'): Me => ({
  person: { id: person, name },
  identity: { id: identity, kind: identity === 'self' ? 'self' : 'enterprise', title: name, principal: identity === 'self' ? null : { number: '1', name: `企业${identity}` }, role_title: '办税员' },
  session: {}, unread: 0, pending_associations: 0,
}) as unknown as Me

let slow = Promise.resolve()
/** A server whose session acts as `now`, and that does nothing for who believes otherwise. */
const server = reactive({ now: who('self'), done: 0, believed: '' })
function answer(url: string, options: RequestInit): Response {
  const headers = options.headers as Record<string, string>
  if (url === '/v1/me') return Response.json(server.now)
  server.believed = headers['X-Taxgate-Identity'] ?? ''
  if (server.believed !== `${server.now.person.id}/${server.now.identity.id}`) return Response.json({ code: 'identity-changed', title: '身份已切换' }, { status: 409 })
  if (url === '/v1/me/identity') {
    server.now = who((JSON.parse(options.body as string) as { identity: string }).identity)
    return Response.json(server.now)
  }
  server.done += 1
  return Response.json({})
}
const act = () => call('POST', '/v1/enterprise/personnel', {})

beforeEach(async () => {
  // What is asked for is answered as of now, but its answer may be long under way.
  vi.stubGlobal('fetch', async (url: string, options: RequestInit) => {
    const said = answer(url, options)
    if (url === '/v1/me') await slow
    return said
  })
  slow = Promise.resolve()
  Object.assign(server, { now: who('31'), done: 0 })
  forget()
  watchSession(() => {})
  await loadMe()
})
afterEach(() => {
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})

describe('SX-10: an identity that another tab switched', () => {
  it('is named in every call, with the person', async () => {
    await act()
    expect(server.believed).toBe('7/31')
    expect(server.done).toBe(1)
    expect(changedTo.value).toBeNull()
  })

  it('is told plainly, and what is typed stays when one switches back', async () => {
    const dialog = mount(IdentityWatch, { attachTo: document.body })
    const drawn = generation.value
    server.now = who('self')
    await expect(act()).rejects.toMatchObject({ problem: { code: 'identity-changed' } })
    await flushPromises()
    expect(document.body.textContent).toContain('您在另一个标签页切换了身份')
    expect(document.body.textContent).toContain('企业31')
    const back = [...document.querySelectorAll('button')].find((one) => one.textContent.includes('切换回本页身份'))!
    back.click()
    await flushPromises()
    expect(changedTo.value).toBeNull()
    expect(generation.value).toBe(drawn)
    await act()
    expect(server.done).toBe(1)
    dialog.unmount()
  })

  it('leads home, with every page drawn anew, when one goes on with it', async () => {
    const dialog = mount(IdentityWatch, { attachTo: document.body })
    const drawn = generation.value
    server.now = who('self')
    await act().catch(() => {})
    await flushPromises()
    const on = [...document.querySelectorAll('button')].find((one) => one.textContent.includes('以新身份继续'))!
    on.click()
    await flushPromises()
    expect(me.value?.identity.id).toBe('self')
    expect(generation.value).toBe(drawn + 1)
    expect(pushed).toHaveBeenCalledWith('/home')
    dialog.unmount()
  })

  it('is no news when this tab switched it itself: an answer from before comes too late', async () => {
    let arrive = () => {}
    slow = new Promise((resolve) => (arrive = resolve))
    const late = loadMe()
    await switchTo('self')
    arrive()
    expect((await late).identity.id).toBe('31')
    expect(me.value?.identity.id).toBe('self')
    expect(changedTo.value).toBeNull()
    slow = new Promise((resolve) => (arrive = resolve))
    const later = loadMe()
    forget()
    arrive()
    await later
    expect(me.value, 'nobody is signed in again by a late answer').toBeNull()
  })

  it('of another person offers no way back: two who sign in are both «self»', async () => {
    Object.assign(server, { now: who('self') })
    forget()
    await loadMe()
    const dialog = mount(IdentityWatch, { attachTo: document.body })
    server.now = who('self', '8', '李军')
    await act().catch(() => {})
    await flushPromises()
    expect(document.body.textContent).toContain('已由他人登录')
    expect(document.body.textContent).toContain('李军')
    expect(document.body.textContent).not.toContain('切换回')
    dialog.unmount()
  })
})
