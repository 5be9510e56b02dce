import { nextTick, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { Refusal } from '@/api/http'
import type { FieldError } from '@/api/types'
import { t } from '@/i18n'
import type { MessageKey } from '@/i18n'
import { troubleText } from './trouble'

/** Faults of required fields that are empty: `{ name: [is it empty, what to say] }`. */
export function missingOf(fields: Record<string, [boolean, MessageKey]>): Record<string, FieldError> {
  const empty = Object.entries(fields).filter(([, [is]]) => is)
  return Object.fromEntries(empty.map(([name, [, key]]) => [name, { code: 'required', text: t(key) }]))
}

/**
 * A form that is sent in one call: faults stand at their fields, the first gets the focus, the rest is said once.
 * `values`: what is typed, by the names of the fields: what is being mended is no longer called wrong.
 */
export function useForm(form: Ref<HTMLFormElement | undefined>, values: () => object, stale: () => void = () => {}) {
  const errors = ref<Record<string, FieldError>>({})
  const trouble = ref('')
  const busy = ref(false)

  watch(() => ({ ...values() }) as Record<string, unknown>, (now, before) => {
    const left = Object.entries(errors.value).filter(([name]) => now[name] === before[name])
    if (left.length < Object.keys(errors.value).length) errors.value = Object.fromEntries(left)
  })

  async function show(found: Record<string, FieldError>): Promise<void> {
    errors.value = found
    await nextTick()
    form.value?.querySelector<HTMLElement>('.has-error input, .has-error select, .has-error textarea')?.focus()
  }
  async function refused(error: unknown): Promise<void> {
    const problem = error instanceof Refusal ? error.problem : null
    await show(problem?.inputs ?? {})
    // A fault of a field that is not on the page must be said all the same.
    if (!form.value?.querySelector('.has-error')) trouble.value = troubleText(error)
    if (problem?.status === 409 && problem.code !== 'identity-changed') stale()
  }
  async function send(missing: Record<string, FieldError>, work: () => Promise<void>): Promise<void> {
    if (busy.value) return
    trouble.value = ''
    await show(missing)
    if (Object.keys(missing).length) return
    busy.value = true
    try {
      await work()
    } catch (error) {
      await refused(error)
    } finally {
      busy.value = false
    }
  }
  return { errors, trouble, busy, send }
}
