import { computed, ref, watch } from 'vue'
import type { ComputedRef } from 'vue'

/** The rows of one page of a long list. Another list, or another filter, begins at its first page. */
export function usePages<T>(rows: ComputedRef<T[]>, size: number, restart: () => unknown) {
  const at = ref(1)
  const of = computed(() => Math.max(1, Math.ceil(rows.value.length / size)))
  const shown = computed(() => rows.value.slice((at.value - 1) * size, at.value * size))
  watch(restart, () => (at.value = 1))
  watch(of, (last) => (at.value = Math.min(at.value, last)))
  return { at, of, shown }
}
