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

/** The person too: two who sign in one after the other in one browser are both «self». */
const nameOf = (one: Me): string => `${one.person.id}/${one.identity.id}`

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

/** Grows when this tab itself signs out or changes the identity: what was asked before is old news then. */
let epoch = 0

export async function loadMe(): Promise<Me> {
  const asked = epoch
  const answer = await getMe()
  if (asked !== epoch) return answer
  if (me.value && nameOf(me.value) !== nameOf(answer)) changedTo.value = answer
  else stay(answer)
  return answer
}

/** What this tab shows is right: its pages, and what is typed in them, stay. */
function stay(answer: Me): void {
  me.value = answer
  changedTo.value = null
}

function become(answer: Me): void {
  epoch += 1
  me.value = answer
  changedTo.value = null
  generation.value += 1
}
export function acceptChange(): void {
  if (changedTo.value) become(changedTo.value)
}
/** Another tab took this person's session elsewhere: back to what this tab shows. */
export async function switchBack(): Promise<void> {
  if (!me.value || !changedTo.value) return
  const answer = await takeIdentity(me.value.identity.id, nameOf(changedTo.value))
  epoch += 1
  stay(answer)
  tellTabs('identity')
}
export async function switchTo(identity: string): Promise<void> {
  become(await takeIdentity(identity))
  tellTabs('identity')
}

export function forget(): void {
  epoch += 1
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
    identity: () => me.value && nameOf(me.value),
    identityChanged: () => void loadMe().catch(() => {}),
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
