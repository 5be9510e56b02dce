import { ref } from 'vue'
import type { Notice } from '@/api/types'

/** Notices for the page that comes next: shown there once, gone with the page after it. */
export const flash = ref<Notice[]>([])
let fresh = false

export function tell(...notices: Notice[]): void {
  flash.value = notices
  fresh = true
}
/**
 * For the page that is shown: gone with it. A page that is being left says nothing more: an answer that comes late would take
 * the place of what the next page has to say, such as why the session is over.
 */
export function tellHere(...notices: Notice[]): void {
  if (fresh) return
  flash.value = notices
  fresh = false
}
/** Called on each change of page. */
export function ageFlash(): void {
  if (!fresh) flash.value = []
  fresh = false
}
