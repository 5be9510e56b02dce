import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { Bureau, PasswordInput as Input } from '@/api/types'
import PasswordInput from '@/flow/inputs/PasswordInput.vue'
import { bureau } from '@/state/bureau'

const kInput: Input = { name: 'password', type: 'password', label: '密码', required: true }

function draw() {
  const form = mount(PasswordInput, { attachTo: document.body, props: { input: kInput, busy: false, modelValue: '', 'onUpdate:modelValue': (value: string | undefined) => form.setProps({ modelValue: value ?? '' }) } })
  return form
}
type Form = ReturnType<typeof draw>
async function press(form: Form, key: string): Promise<void> {
  await form.findAll('.keyboard button').find((button) => button.text() === key)!.trigger('click')
  await nextTick()
}
async function focus(form: Form): Promise<void> {
  await form.get('input').trigger('focusin')
  await nextTick()
}
const typed = (form: Form): string => form.get<HTMLInputElement>('input').element.value

describe('WH-04 the soft keyboard', () => {
  beforeEach(() => { bureau.value = { theme: { soft_keyboard: true } } as Bureau })
  afterEach(() => { document.body.innerHTML = '' })

  it('opens with the field, types at the caret, erases, and stays closed once it was closed', async () => {
    const form = draw()
    expect(form.find('.keyboard').exists()).toBe(false)
    await focus(form)
    for (const key of ['a', '大写', 'B', '符号', '#']) await press(form, key)
    expect(typed(form)).toBe('aB#')
    form.get<HTMLInputElement>('input').element.setSelectionRange(1, 1)
    await press(form, '退格')
    expect(typed(form)).toBe('B#')
    await press(form, '关闭')
    await focus(form)
    expect(form.find('.keyboard').exists()).toBe(false)
    await form.findAll('button').find((button) => button.text() === '打开软键盘')!.trigger('click')
    expect(form.find('.keyboard').exists()).toBe(true)
  })

  it('is not there where the bureau does not offer it', async () => {
    bureau.value = { theme: {} } as Bureau
    const form = draw()
    await focus(form)
    expect(form.find('.keyboard').exists()).toBe(false)
    expect(form.text()).not.toContain('软键盘')
  })
})
