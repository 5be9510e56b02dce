import { ref, shallowRef } from 'vue'
import { getMe, signOut as askSignOut, takeIdentity } from '@/api/account'
import { wire } from '@/api/http'
import type { Me, Problem } from '@/api/types'

/** Who is signed in and for whom this tab acts. Null: nobody, or not asked yet. */
export const me = shallowRef<Me | null>(null)
/** Set when another tab changed the identity: nothing may be done here before it is acknowledged. */
export const changedTo = shallowRef<Me | null>(null)
/** Grows with each change of identity: pages are drawn anew. */
export const generation = ref(0)

/** The call was not made: this tab shows another identity than the session has. */
export class IdentityChanged extends Error {}

const same = (a: Me, b: Me): boolean => a.person.id === b.person.id && a.identity.id === b.identity.id

// Other tabs of this browser hear at once; without the channel they find out at the next focus or action.
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('taxgate')
export type Word = 'signed-in' | 'signed-out' | 'identity'
const ears = new Set<(word: Word) => void>()
channel?.addEventListener('message', (event: MessageEvent<Word>) => ears.forEach((ear) => ear(event.data)))
export function onOtherTab(ear: (word: Word) => void): () => void {
  ears.add(ear)
  return () => ears.delete(ear)
}
export const tellTabs = (word: Word): void => channel?.postMessage(word)

export async function loadMe(): Promise<Me> {
  const answer = await getMe()
  if (me.value && !same(me.value, answer)) changedTo.value = answer
  else me.value = answer
  return answer
}

/** Before anything that is done in somebody's name: is it still the name that this tab shows? */
export async function assertIdentity(): Promise<void> {
  await loadMe()
  if (changedTo.value) throw new IdentityChanged()
}

function become(answer: Me): void {
  me.value = answer
  changedTo.value = null
  generation.value += 1
}
export function acceptChange(): void {
  if (changedTo.value) become(changedTo.value)
}
export async function switchTo(identity: string): Promise<void> {
  become(await takeIdentity(identity))
  tellTabs('identity')
}

export function forget(): void {
  me.value = null
  changedTo.value = null
}
export async function signOut(): Promise<void> {
  await askSignOut()
  forget()
  tellTabs('signed-out')
}

/** `ended` is called once when a session that this tab had is no more. */
export function watchSession(ended: (problem: Problem) => void): void {
  wire({
    identity: () => me.value?.identity.id ?? null,
    noSession: (problem) => {
      if (!me.value) return
      forget()
      ended(problem)
    },
  })
  const look = (): void => {
    if (me.value && document.visibilityState === 'visible') loadMe().catch(() => {})
  }
  window.addEventListener('focus', look)
  document.addEventListener('visibilitychange', look)
  // A page out of the back-forward cache shows what was; ask what is.
  window.addEventListener('pageshow', (event) => event.persisted && look())
  onOtherTab(look)
}
