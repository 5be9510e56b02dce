import { call } from './http'
import type { Day, Personnel, PersonnelRow, Proposal } from './types'

const path = '/v1/enterprise/personnel'

export const getPersonnel = (): Promise<Personnel> => call('GET', path)
export const propose = (proposal: Proposal): Promise<PersonnelRow> => call('POST', path, proposal)
export const withdraw = (row: PersonnelRow): Promise<PersonnelRow> =>
  call('POST', `${path}/${encodeURIComponent(row.id)}/withdraw`, { version: row.version })
export const renew = (row: PersonnelRow, ends: Day | null): Promise<PersonnelRow> =>
  call('POST', `${path}/${encodeURIComponent(row.id)}/renew`, { version: row.version, ends })
