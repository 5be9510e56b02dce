import type { PersonnelRow } from '@/api/types'

export interface Filter {
  text: string
  role: string
  state: string
  past: boolean
}
export const kNoFilter: Filter = { text: '', role: '', state: '', past: false }

const kOver = ['refused', 'withdrawn', 'released', 'ended']
/** Over, and nothing is to be done with it any more. */
export const isPast = (row: PersonnelRow): boolean => row.actions.length === 0 && kOver.includes(row.state)

const squeeze = (text: string): string => text.replace(/\s/g, '').toLowerCase()
/** Documents are masked: what is shown of them is what can be searched. */
export function matches(row: PersonnelRow, filter: Filter): boolean {
  const wanted = squeeze(filter.text)
  const { name, document, phone } = row.person
  return (filter.past || !isPast(row)) && (!filter.role || row.role === filter.role) && (!filter.state || row.state === filter.state) &&
    (!wanted || [name, document, phone ?? ''].some((text) => squeeze(text).includes(wanted)))
}
