import { reactive, ref, shallowRef } from 'vue'
import { beginFlow, getFlow, moveFlow } from '@/api/flow'
import { Refusal, Unreachable } from '@/api/http'
import type { FieldError, Flow, FlowInput, FlowKind, FlowMove, Inputs, Named } from '@/api/types'
import { t } from '@/i18n'
import { dropFlow, keepFlow, keptFlow } from './keep'
import { afterRefusal, collect, missing, prepare, stepKey, wipeSecrets } from './values'

/** What stands in the way, said above the form. */
export interface Trouble {
  kind: 'refused' | 'locked' | 'busy' | 'unreachable' | 'stale' | 'restarted'
  text: string
  until?: string
  openMethods?: Named[]
  retryAt?: number
}

const kEnded = [404, 410]
const emptyText = (input: FlowInput): string => {
  if (input.type === 'consent') return t('flow.missing.consent')
  return t(input.type === 'choice' ? 'flow.missing.choice' : 'flow.missing.text', { label: input.label })
}

/** One flow of the API, from its beginning to its end. It knows no kind of flow and no step. */
export function useFlow(kind: FlowKind, entrance?: string) {
  const flow = shallowRef<Flow | null>(null)
  const typed = reactive<Inputs>({})
  const errors = ref<Record<string, FieldError>>({})
  const trouble = ref<Trouble | null>(null)
  const busy = ref(false)

  function show(next: Flow): void {
    const before = flow.value
    if (before && stepKey(before) !== stepKey(next)) {
      wipeSecrets(typed, before)
      errors.value = {}
    }
    prepare(typed, next)
    flow.value = next
    if (next.state === 'open') keepFlow(next.id, kind, entrance)
    else dropFlow(kind, entrance)
  }

  /** An address may name a way that the bureau does not have: the first of the kind then. */
  function orFirst(error: unknown): Promise<Flow> {
    if (error instanceof Refusal && error.problem.code === 'unknown-entrance') return beginFlow(kind)
    throw error
  }
  async function begin(): Promise<void> {
    dropFlow(kind, entrance)
    show(await beginFlow(kind, entrance).catch(orFirst))
  }
  /** Begins anew; what was typed (but no secret) stays. */
  async function beginAgain(): Promise<void> {
    if (flow.value) wipeSecrets(typed, flow.value)
    errors.value = {}
    await begin()
  }
  async function resume(): Promise<void> {
    const kept = keptFlow(kind, entrance)
    if (!kept) return begin()
    try {
      const found = await getFlow(kept)
      if (found.state === 'open') show(found)
      else await begin()
    } catch (error) {
      if (!(error instanceof Refusal) || error.problem.status >= 429) throw error
      await begin()
    }
  }

  async function settle(error: unknown): Promise<void> {
    if (error instanceof Unreachable) {
      trouble.value = { kind: 'unreachable', text: t('trouble.unreachable') }
      return
    }
    if (!(error instanceof Refusal)) throw error
    const { problem } = error
    const text = problem.detail || problem.title || t('trouble.unknown')
    if (kEnded.includes(problem.status) && flow.value) {
      await beginAgain()
      trouble.value = { kind: 'restarted', text: t('flow.restarted') }
    } else if (problem.status === 409 && flow.value) {
      show(await getFlow(flow.value.id))
      trouble.value = { kind: 'stale', text: t('flow.stale') }
    } else if (problem.status === 422) {
      refuse(problem.flow, problem.inputs ?? {}, text)
    } else if (problem.status === 423) {
      forgetPasswords()
      refuse(problem.flow, {}, text)
      trouble.value = { kind: 'locked', text, ...locked(problem.until, problem.open_methods) }
    } else if (problem.status === 429 || problem.status === 503) {
      if (problem.flow) refuse(problem.flow, problem.inputs ?? {}, text)
      trouble.value = { kind: 'busy', text, retryAt: error.retryAt ?? Date.now() + 5000 }
    } else if (problem.status !== 401) {
      trouble.value = { kind: 'refused', text }
    }
  }
  const locked = (until?: string, openMethods?: Named[]): Partial<Trouble> => ({
    ...(until ? { until } : {}),
    ...(openMethods ? { openMethods } : {}),
  })
  function forgetPasswords(): void {
    for (const input of flow.value?.step?.inputs ?? []) if (input.type === 'password') typed[input.name] = ''
  }
  function refuse(after: Flow | undefined, inputs: Record<string, FieldError>, text: string): void {
    const before = flow.value
    if (before) afterRefusal(typed, before, after ?? before, inputs)
    if (after) show(after)
    errors.value = inputs
    const shown = (flow.value?.step?.inputs ?? []).some(({ name }) => inputs[name])
    trouble.value = shown ? null : { kind: 'refused', text }
  }

  /** One request at a time: a second press while the first is on its way does nothing. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      await work()
    } catch (error) {
      await settle(error).catch((second) => {
        const text = second instanceof Refusal ? second.message || t('trouble.unknown') : t('trouble.unreachable')
        trouble.value = { kind: 'unreachable', text }
      })
    } finally {
      busy.value = false
    }
  }
  const move = (next: (current: Flow, step: string) => FlowMove): Promise<void> =>
    attempt(async () => {
      const current = flow.value
      if (!current?.step) return
      const answer = await moveFlow(current.id, next(current, current.step.id))
      errors.value = {}
      trouble.value = null
      show(answer)
    })

  return {
    flow, typed, errors, trouble, busy,
    start: () => attempt(async () => {
      trouble.value = null
      await resume()
    }),
    restart: () => attempt(async () => {
      trouble.value = null
      await beginAgain()
    }),
    /** The same step in another language. */
    reread: () => attempt(async () => {
      if (flow.value?.state === 'open') show(await getFlow(flow.value.id))
    }),
    submit: (): Promise<void> => {
      const current = flow.value
      if (!current || busy.value) return Promise.resolve()
      errors.value = missing(typed, current, emptyText)
      if (Object.keys(errors.value).length) return Promise.resolve()
      return move((at, step) => ({ step, inputs: collect(typed, at) }))
    },
    /** The button beside a code: what is typed so far goes along. */
    request: (name: string): Promise<void> =>
      move((at, step) => ({ step, inputs: { ...collect(typed, at), [name]: true } })),
    refreshCaptcha: (name: string): Promise<void> => {
      typed[name] = ''
      return move((_, step) => ({ step, inputs: { refresh_captcha: true } }))
    },
    alternative: (id: string): Promise<void> => move((_, step) => ({ step, alternative: id })),
    back: (): Promise<void> => move((_, step) => ({ step, back: true })),
  }
}
export type FlowControl = ReturnType<typeof useFlow>
