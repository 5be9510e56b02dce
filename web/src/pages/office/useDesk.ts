import { ref, shallowRef } from 'vue'
import type { OfficeDone } from '@/api/office_types'
import { loadOffice } from '@/state/office'

/** Something to be done for a reason: what the dialog says, and the call. */
export interface Task {
  title: string
  submit: string
  text?: string
  run: (reason: string) => Promise<OfficeDone | void>
}
/** One task at a time; what came of it is shown, then the page and the number of waiting requests are asked anew. */
export function useDesk(reload: () => Promise<unknown>) {
  const task = shallowRef<Task | null>(null)
  const outcome = ref<OfficeDone | null>(null)
  async function show(done: OfficeDone): Promise<void> {
    outcome.value = done
    await Promise.allSettled([reload(), loadOffice()])
  }
  async function act(reason: string): Promise<void> {
    const done = await task.value!.run(reason)
    task.value = null
    if (done) await show(done)
    else await Promise.allSettled([reload(), loadOffice()])
  }
  return { task, outcome, show, act }
}
