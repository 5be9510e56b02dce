import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Flow } from '@/api/types'
import { useFlow } from '@/flow/useFlow'
import { kInputs, makeFlow } from './flows'

interface Sent {
  url: string
  method: string
  body: Record<string, unknown> | null
  headers: Record<string, string>
}
let answers: (() => Response | Promise<Response>)[] = []
let sent: Sent[] = []
const ok = (flow: Flow, status = 200) => () => new Response(JSON.stringify(flow), { status })
const problem = (status: number, members: Record<string, unknown> = {}, headers: Record<string, string> = {}) => () =>
  new Response(JSON.stringify({ title: '有误', detail: '请核对', code: 'some-code', status, ...members }), { status, headers })

beforeEach(() => {
  answers = []
  sent = []
  sessionStorage.clear()
  vi.stubGlobal('fetch', (url: string, options: RequestInit) => {
    sent.push({ url, method: options.method!, body: options.body ? JSON.parse(options.body as string) : null, headers: options.headers as Record<string, string> })
    const next = answers.shift()
    return next ? Promise.resolve(next()) : Promise.reject(new TypeError('no network'))
  })
})
afterEach(() => vi.unstubAllGlobals())

const first = makeFlow([kInputs.text, { ...kInputs.password, rules: undefined } as typeof kInputs.password, kInputs.captcha])
async function begun(flow = first) {
  answers.push(ok(flow, 201))
  const control = useFlow('sign-in', 'enterprise')
  await control.start()
  Object.assign(control.typed, { account: ' 140105 ', password: ' p w ', captcha: 'a b' })
  return control
}

describe('useFlow', () => {
  it('begins once, and a reload goes on with the same flow', async () => {
    await begun()
    expect(sent[0]).toMatchObject({ url: '/v1/flows', method: 'POST', body: { kind: 'sign-in', entrance: 'enterprise' } })
    answers.push(ok(first))
    await useFlow('sign-in', 'enterprise').start()
    expect(sent[1]).toMatchObject({ url: '/v1/flows/f1', method: 'GET' })
  })

  it('sends exactly what the step asks for, trimmed, but a password as it is', async () => {
    const control = await begun()
    answers.push(ok(makeFlow([kInputs.code], {}, 'sms')))
    control.typed.stray = 'x'
    await control.submit()
    expect(sent[1]!.body).toEqual({ step: 'credentials', inputs: { account: '140105', password: ' p w ', captcha: 'ab' } })
    expect(sent[1]!.headers).toHaveProperty('X-CSRF-Token')
    expect(control.typed.password).toBeUndefined()
    expect(control.typed.account).toBe(' 140105 ')
  })

  it('asks for what is empty before it sends anything', async () => {
    const control = await begun()
    control.typed.account = '  '
    await control.submit()
    expect(sent).toHaveLength(1)
    expect(control.errors.value).toEqual({ account: { code: 'required', text: '请填写证件号码' } })
  })

  it('422: keeps what was typed, but no refused password and no answer to another picture', async () => {
    const control = await begun()
    const repainted = makeFlow([kInputs.text, kInputs.password, { ...kInputs.captcha, image: '/v1/flows/f1/captcha.png?v=2' } as typeof kInputs.captcha])
    answers.push(problem(422, { inputs: { password: { code: 'credentials-wrong', text: '账号或密码不正确' } }, flow: repainted }))
    await control.submit()
    expect(control.typed).toMatchObject({ account: ' 140105 ', password: '', captcha: '' })
    expect(control.errors.value.password!.text).toBe('账号或密码不正确')
    expect(control.trouble.value).toBeNull()
  })

  it('QD-16: 423 tells until when and which ways are open', async () => {
    const control = await begun()
    answers.push(problem(423, { until: '2026-11-23T00:00:00Z', open_methods: [{ id: 'recovery', title: '忘记密码' }], flow: first }))
    await control.submit()
    expect(control.trouble.value).toMatchObject({ kind: 'locked', until: '2026-11-23T00:00:00Z', openMethods: [{ id: 'recovery', title: '忘记密码' }] })
  })

  it('409: shows where the flow really is', async () => {
    const control = await begun()
    answers.push(problem(409), ok(makeFlow([kInputs.code], {}, 'sms')))
    await control.submit()
    expect(control.flow.value!.step!.id).toBe('sms')
    expect(control.trouble.value!.kind).toBe('stale')
  })

  it('410: begins anew, says so, and keeps all but secrets', async () => {
    const control = await begun()
    answers.push(problem(410), ok({ ...first, id: 'f2' }, 201))
    await control.submit()
    expect(control.flow.value!.id).toBe('f2')
    expect(control.trouble.value!.kind).toBe('restarted')
    expect(control.typed).toMatchObject({ account: ' 140105 ', password: '' })
  })

  it.each([429, 503])('%i: waits as long as the server says, and keeps everything', async (status) => {
    const control = await begun()
    answers.push(problem(status, {}, { 'Retry-After': '7' }))
    await control.submit()
    expect(control.trouble.value!.kind).toBe('busy')
    expect(control.trouble.value!.retryAt! - Date.now()).toBeGreaterThan(5500)
    expect(control.typed.password).toBe(' p w ')
  })

  it('no network: says so and keeps everything', async () => {
    const control = await begun()
    await control.submit()
    expect(control.trouble.value).toEqual({ kind: 'unreachable', text: '连接不上服务器，请检查网络后重试。' })
    expect(control.typed).toMatchObject({ account: ' 140105 ', password: ' p w ', captcha: 'a b' })
  })

  it('a second press while the first is on its way does nothing', async () => {
    const control = await begun()
    let release = (): void => {}
    answers.push(() => new Promise<Response>((resolve) => (release = () => resolve(ok(first)()))))
    const one = control.submit()
    await control.submit()
    await control.alternative('scan')
    release()
    await one
    expect(sent).toHaveLength(2)
  })

  it('asks for a code with what is typed so far, and for another picture with nothing else', async () => {
    const control = await begun(makeFlow([kInputs.text, kInputs.code]))
    answers.push(ok(first))
    await control.request('request_sms_code')
    expect(sent[1]!.body).toEqual({ step: 'credentials', inputs: { account: '140105', sms_code: '', request_sms_code: true } })
    answers.push(ok(first))
    await control.refreshCaptcha('captcha')
    expect(sent[2]!.body).toEqual({ step: 'credentials', inputs: { refresh_captcha: true } })
  })

  it('a CSRF token that went stale is renewed once, unseen', async () => {
    const control = await begun()
    const bureau = () => new Response(JSON.stringify({ csrf: 'fresh' }))
    answers.push(problem(403, { code: 'csrf' }), bureau, ok(makeFlow([kInputs.code], {}, 'sms')))
    await control.submit()
    expect(sent.at(-1)!.headers['X-CSRF-Token']).toBe('fresh')
    expect(control.flow.value!.step!.id).toBe('sms')
  })
})
