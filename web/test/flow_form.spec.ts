import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { nextTick, reactive } from 'vue'
import type { FieldError, Flow, Inputs } from '@/api/types'
import FlowForm from '@/flow/FlowForm.vue'
import { prepare } from '@/flow/values'
import { kInputs, makeFlow } from './flows'

let shown: ReturnType<typeof draw>['form'] | undefined
afterEach(() => shown?.unmount())

function draw(flow: Flow, errors: Record<string, FieldError> = {}, more: Record<string, unknown> = {}) {
  const typed = reactive<Inputs>({})
  prepare(typed, flow)
  const form = mount(FlowForm, {
    attachTo: document.body,
    props: { flow, typed, errors, busy: false, heading: 'h2', ...more },
    global: { stubs: { RouterLink: true } },
  })
  shown = form
  return { form, typed }
}
const everything = Object.values(kInputs)

describe('FlowForm draws any flow from the API alone', () => {
  it('X-10: every input type has a label that names its field', async () => {
    const { form } = draw(makeFlow(everything))
    await nextTick()
    for (const input of everything.filter(({ type }) => type !== 'choice')) {
      const field = form.get(`[data-field="${input.name}"] input`)
      expect(field.attributes('id')).toBeTruthy()
      expect(form.get(`label[for="${field.attributes('id')}"]`).text()).toContain(input.label.slice(0, 4))
    }
    expect(form.get('[data-field="identity"] legend').text()).toBe('身份类型')
    expect(form.findAll('[data-field="identity"] input[type=radio]')).toHaveLength(3)
  })

  it('keeps what is typed where the page can send it', async () => {
    const { form, typed } = draw(makeFlow(everything))
    await form.get('[data-field="account"] input').setValue('140105')
    await form.get('[data-field="password"] input').setValue('Secret 1')
    await form.get('[data-field="consent_terms"] input').setValue(true)
    await form.get('[data-field="identity"] input[value="3"]').setValue(true)
    expect(typed).toMatchObject({ account: '140105', password: 'Secret 1', consent_terms: true, identity: '3' })
  })

  it('a pasted code keeps its digits alone, full-width ones too', async () => {
    const { form, typed } = draw(makeFlow([kInputs.code]))
    await form.get('input').setValue('验证码１２3 456，勿告他人 7')
    expect(typed.sms_code).toBe('123456')
  })

  it('asks for a code by its request name, and not again before its time (X-06)', async () => {
    const { form } = draw(makeFlow([kInputs.code]))
    await form.get('.code-ask').trigger('click')
    expect(form.emitted('request')).toEqual([['request_sms_code']])
    const later = { ...kInputs.code, request: { name: 'request_sms_code', label: '获取验证码', sent_to: '139****0001', available_at: new Date(Date.now() + 42_000).toISOString() } }
    await form.setProps({ flow: makeFlow([later]) })
    await nextTick()
    expect(form.get('.code-ask').text()).toMatch(/4[12] 秒后可重发/)
    expect(form.get('.code-ask').attributes('disabled')).toBeDefined()
    expect(form.get('.code-sent').text()).toContain('139****0001')
  })

  it('shows the captcha with another picture and a sound (X-10)', async () => {
    const { form } = draw(makeFlow([kInputs.captcha]))
    expect(form.get('img').attributes('src')).toBe('/v1/flows/f1/captcha.png?v=1')
    expect(form.get('img').attributes('alt')).toContain('收听')
    await form.get('[aria-label="换一张"]').trigger('click')
    expect(form.emitted('refreshCaptcha')).toEqual([['captcha']])
    expect(form.find('[aria-label="收听验证码"]').exists()).toBe(true)
  })

  it('reveals a password on request only, and shows the rules of a new one', async () => {
    const { form } = draw(makeFlow([kInputs.password]))
    expect(form.get('input').attributes()).toMatchObject({ type: 'password', autocomplete: 'new-password' })
    await form.get('.reveal').trigger('click')
    expect(form.get('input').attributes('type')).toBe('text')
    expect(form.get('.reveal').attributes('aria-pressed')).toBe('true')
    expect(form.get('.rules').text()).toBe('8–20 个字符')
  })

  it('offers open choices, and closed ones with their reason (SX-06)', () => {
    const { form } = draw(makeFlow([kInputs.choice]))
    const closed = form.get('input[value="2"]')
    expect(closed.attributes('disabled')).toBeDefined()
    expect(document.getElementById(closed.attributes('aria-describedby')!)!.textContent).toContain('待本人确认')
  })

  it('draws a select where the choice asks for one', async () => {
    const { form, typed } = draw(makeFlow([{ ...kInputs.choice, style: 'select' } as typeof kInputs.choice]))
    expect(form.findAll('option:not([value=""])')).toHaveLength(3)
    await form.get('select').setValue('1')
    expect(typed.identity).toBe('1')
  })

  it('offers the other ways, and names the closed ones with why', async () => {
    const { form } = draw(makeFlow([kInputs.text]))
    await form.get('.ways-open button').trigger('click')
    expect(form.emitted('alternative')).toEqual([['scan']])
    expect(form.get('.ways-closed').text()).toBe('扫脸登录暂未开通')
  })

  it('says so when a newer server asks for what it cannot draw', () => {
    const unknown = { name: 'signature', type: 'signature', label: '手写签名', required: true } as unknown as typeof kInputs.text
    const { form } = draw(makeFlow([unknown]))
    expect(form.text()).toContain('无法显示“手写签名”')
  })

  it('ties each error to its field and moves to the first (X-10)', async () => {
    const { form } = draw(makeFlow(everything))
    await form.setProps({ errors: { password: { code: 'credentials-wrong', text: '账号或密码不正确' }, captcha: { code: 'missing', text: '请填写' } } })
    await nextTick()
    await nextTick()
    const field = form.get('[data-field="password"] input')
    expect(field.attributes('aria-invalid')).toBe('true')
    expect(document.getElementById(field.attributes('aria-describedby')!.split(' ')[0]!)!.textContent).toContain('账号或密码不正确')
    expect(document.activeElement).toBe(field.element)
  })

  it('an error goes as soon as its field is mended', async () => {
    const { form } = draw(makeFlow([kInputs.text]), { account: { code: 'missing', text: '请填写证件号码' } })
    expect(form.text()).toContain('请填写证件号码')
    await form.get('input').setValue('1')
    expect(form.text()).not.toContain('请填写证件号码')
  })

  it('cannot be sent twice, nor before the server wants to hear again', async () => {
    const { form } = draw(makeFlow([kInputs.text]), {}, { busy: true })
    await form.trigger('submit')
    expect(form.emitted('submit')).toBeUndefined()
    await form.setProps({ busy: false, waitUntil: Date.now() + 5000 })
    await form.trigger('submit')
    expect(form.emitted('submit')).toBeUndefined()
    await form.setProps({ waitUntil: undefined })
    await form.trigger('submit')
    expect(form.emitted('submit')).toHaveLength(1)
  })

  it('moves into the first empty field of a new step', async () => {
    const { form, typed } = draw(makeFlow([kInputs.text]))
    const next = makeFlow([kInputs.code], {}, 'sms')
    prepare(typed, next)
    await form.setProps({ flow: next })
    await nextTick()
    await nextTick()
    expect((document.activeElement as HTMLInputElement).name).toBe('sms_code')
    expect(form.find('.flow-back').exists()).toBe(true)
  })
})
