import { call } from './http'
import type {
  AuditEntry, AuditSearch, CounterPerson, Dispute, Office, OfficeDone, OfficeFound, OfficeProfile, OfficeRequest, OfficeSearch, Officer,
  OfficerChange, OfficerForm, Revealed,
} from './office_types'

const base = '/v1/office'
const of = ({ id }: { id: string }): string => encodeURIComponent(id)
/** Whose lock it is. */
export type Side = 'persons' | 'taxpayers'

export const getOffice = (): Promise<Office> => call('GET', base)
export const searchOffice = (search: OfficeSearch): Promise<OfficeFound> => call('POST', `${base}/search`, search)
export const reveal = (person: { id: string }, reason: string): Promise<Revealed> => call('POST', `${base}/persons/${of(person)}/reveal`, { reason })
export const unlock = (side: Side, whose: { id: string }, method: string, reason: string): Promise<OfficeDone> =>
  call('POST', `${base}/${side}/${of(whose)}/unlock`, { method, reason })
export const issuePassword = (side: Side, whose: { id: string }, kind: string, reason: string): Promise<OfficeDone> =>
  call('POST', `${base}/${side}/${of(whose)}/password`, { kind, reason })
export const collect = (person: CounterPerson & { phone: string; reason?: string }): Promise<OfficeDone> => call('POST', `${base}/collections`, person)
export const issueHallCode = (person: CounterPerson & { reason?: string }): Promise<OfficeDone> => call('POST', `${base}/hall-codes`, person)

export const getDisputes = (): Promise<{ disputes: Dispute[] }> => call('GET', `${base}/disputes`)
export const settle = (association: { id: string; version: number }, upheld: boolean, reason: string): Promise<OfficeDone> =>
  call('POST', `${base}/disputes/${of(association)}/settle`, { version: association.version, upheld, reason })

export const getRequests = (openOnly: boolean, before: number | null): Promise<{ requests: OfficeRequest[]; next: number | null }> => {
  const query = [openOnly ? 'state=open' : '', before === null ? '' : `before=${before}`].filter(Boolean).join('&')
  return call('GET', `${base}/requests${query ? `?${query}` : ''}`)
}
export const approve = (request: OfficeRequest): Promise<OfficeDone> => call('POST', `${base}/requests/${of(request)}/approve`, { version: request.version })
export const refuse = (request: OfficeRequest, reason: string): Promise<OfficeRequest> =>
  call('POST', `${base}/requests/${of(request)}/refuse`, { version: request.version, reason })
export const withdrawRequest = (request: OfficeRequest): Promise<OfficeRequest> =>
  call('POST', `${base}/requests/${of(request)}/withdraw`, { version: request.version })
export const takeVoucher = (request: OfficeRequest): Promise<OfficeDone> => call('POST', `${base}/requests/${of(request)}/voucher`, {})

export const getProfile = (): Promise<OfficeProfile> => call('GET', `${base}/profile`)
export const getOfficers = (): Promise<{ officers: Officer[] }> => call('GET', `${base}/officers`)
export const addOfficer = (form: OfficerForm): Promise<OfficeDone> => call('POST', `${base}/officers`, form)
export const changeOfficer = (officer: Officer, change: OfficerChange): Promise<OfficeDone> =>
  call('POST', `${base}/officers/${of(officer)}/change`, { version: officer.version, ...change })
export const dismissOfficer = (officer: Officer, reason: string): Promise<OfficeDone> =>
  call('POST', `${base}/officers/${of(officer)}/dismiss`, { version: officer.version, reason })
export const searchAudit = (search: AuditSearch): Promise<{ entries: AuditEntry[]; next: number | null }> => call('POST', `${base}/audit`, search)
