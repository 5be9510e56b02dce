import { computed, shallowRef } from 'vue'
import { getOffice } from '@/api/office'
import type { Office } from '@/api/office_types'

/** Who the officer is, what they may do, what waits. */
export const office = shallowRef<Office | null>(null)
/** How much waits for the officer: to be decided, and to be taken. */
export const waiting = computed(() => (office.value ? office.value.to_check + office.value.to_take : 0))
export async function loadOffice(): Promise<void> {
  office.value = await getOffice()
}
