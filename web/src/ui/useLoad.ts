import { onMounted, ref, shallowRef, watch } from 'vue'
import { locale } from '@/i18n'
import { troubleText } from './trouble'

/** What a page shows: asked when it opens, when the language changes, and after each change made on it. */
export function useLoad<T>(ask: () => Promise<T>) {
  const data = shallowRef<T | null>(null)
  const trouble = ref('')
  const busy = ref(false)
  async function load(): Promise<void> {
    busy.value = true
    try {
      data.value = await ask()
      trouble.value = ''
    } catch (error) {
      trouble.value = troubleText(error)
    } finally {
      busy.value = false
    }
  }
  onMounted(load)
  watch(locale, load)
  return { data, trouble, busy, load }
}
