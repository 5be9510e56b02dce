import { shallowRef } from 'vue'
import { getOffice } from '@/api/office'
import type { Office } from '@/api/office_types'

/** Who the officer is, what they may do, what waits. */
export const office = shallowRef<Office | null>(null)
export async function loadOffice(): Promise<void> {
  office.value = await getOffice()
}
