import { computed, ref } from 'vue'
import { getBureau } from '@/api/bureau'
import { setCsrf } from '@/api/http'
import type { Bureau } from '@/api/types'
import { readableOnWhite, shade } from '@/ui/colour'

export const bureau = ref<Bureau | null>(null)
export const isDemo = computed(() => bureau.value?.demo === true)

function paint(colour: string | undefined): void {
  if (!colour || !readableOnWhite(colour)) return
  const style = document.documentElement.style
  style.setProperty('--tg-primary', colour)
  style.setProperty('--tg-primary-deep', shade(colour, -0.28))
  style.setProperty('--tg-primary-mid', shade(colour, 0.35))
  style.setProperty('--tg-primary-soft', shade(colour, 0.92))
}

/** Asks again: after a change of language, and after signing in or out (the CSRF token is another). */
export async function loadBureau(): Promise<Bureau> {
  const answer = await getBureau()
  setCsrf(answer.csrf)
  paint(answer.theme?.colour)
  bureau.value = answer
  return answer
}
