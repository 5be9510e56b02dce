import { watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { t } from '@/i18n'
import { stepKey } from './values'
import type { FlowControl } from './useFlow'

/**
 * The browser's own back button. Each step that one may go back from is a history entry (`?at=STEP`), so that going back in
 * the browser is going back in the flow. The flow is the truth: where it does not go back, the page stays and says so.
 */
export function useSteps(control: FlowControl) {
  const route = useRoute()
  const router = useRouter()
  let shown = ''

  const entry = (step: string) => ({ path: route.path, query: { ...route.query, at: step } })
  const here = (): string | undefined => (typeof route.query.at === 'string' ? route.query.at : undefined)

  watch(control.flow, (flow) => {
    if (flow?.state !== 'open' || !flow.step || stepKey(flow) === shown) return
    const first = shown === '' || !shown.startsWith(flow.id)
    shown = stepKey(flow)
    if (here() === flow.step.id) return
    if (!first && flow.step.back) void router.push(entry(flow.step.id))
    else void router.replace(entry(flow.step.id))
  })

  watch(() => route.query.at, async (at) => {
    const step = control.flow.value?.state === 'open' ? control.flow.value.step : undefined
    if (!step || at === step.id || at === undefined) return
    if (step.back) await control.back()
    else control.trouble.value = { kind: 'stale', text: t('flow.no_back') }
    const now = control.flow.value?.step
    if (now && here() !== now.id) void router.replace(entry(now.id))
  })

  /** The page's back button goes through the history where the former step is its last entry. */
  function back(): void {
    const previous: unknown = window.history.state?.back
    const target = typeof previous === 'string' ? router.resolve(previous) : null
    if (target?.path === route.path && target.query.at && target.query.at !== here()) router.back()
    else void control.back()
  }
  return { back }
}
