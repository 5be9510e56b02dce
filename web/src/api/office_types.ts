/** The console's part of the contract (openapi.json, tag `office`). */
import type { Day, FunctionNode, Instant, Named, Principal } from './types'

export type OfficeKind =
  | 'collection' | 'phone-change' | 'hall-code' | 'account-open' | 'password-reset' | 'unlock' | 'dispute'
  | 'officer-add' | 'officer-change' | 'officer-dismiss'
export type OfficerRole = 'clerk' | 'administrator'
export interface Officer {
  id: string
  name: string
  document?: string
  role: OfficerRole
  role_title: string
  office: string
  starts: Day
  ends: Day | null
  state: string
  state_title: string
  version: number
  actions: ('change' | 'dismiss')[]
}
export interface Office {
  officer: Officer
  actions: { kind: OfficeKind; title: string; second_person: boolean }[]
  /** Requests that this officer may decide. */
  to_check: number
  /** Vouchers that wait for this officer, who asked for them. */
  to_take: number
  passwords: Named[]
  person_passwords: Named[]
  audit_kinds?: Named[]
  offices: string[]
}
export interface Lock {
  method: string
  title: string
  until: Instant
}
export interface OfficeAssociation {
  id: string
  version: number
  role_title: string
  state: string
  state_title: string
  starts: Day
  ends: Day | null
  principal: Principal
  person: { id: string; name: string; document: string }
}
export interface OfficePerson {
  id: string
  name: string
  document_kind: string
  document_kind_title: string
  document: string
  phone: string | null
  phone_verified: boolean
  username: string | null
  level: number
  level_title: string
  secret: 'initial' | 'set'
  locks: Lock[]
  associations: OfficeAssociation[]
}
export interface OfficeTaxpayer {
  id: string
  number: string
  uscc: string
  name: string
  kind: string
  kind_title: string
  state: 'normal' | 'abnormal' | 'closed'
  organ_code: string
  passwords: { kind: string; title: string; set_at: Instant | null }[]
  locks: Lock[]
  people: OfficeAssociation[]
}
export interface OfficeSearch {
  document_kind?: string
  document_number?: string
  phone?: string
  taxpayer?: string
}
export interface OfficeFound {
  persons: OfficePerson[]
  taxpayers: OfficeTaxpayer[]
  /** Nothing was found: what to do. */
  note?: string
}
export interface Revealed {
  id: string
  name: string
  document_kind_title: string
  document: string
  phone: string | null
  username: string | null
}
export interface Voucher {
  title: string
  kind_title: string
  /** None: of a person. */
  taxpayer?: Principal
  /** Shown once, kept nowhere. */
  password: string
  issued_at: Instant
  file: { name: string; type: string; base64: string }
}
export interface LabelText {
  label: string
  text: string
}
export interface OfficeActor {
  id: string
  name: string
  office: string
}
export interface OfficeRequest {
  id: string
  kind: OfficeKind
  kind_title: string
  state: 'open' | 'approved' | 'refused' | 'withdrawn' | 'expired'
  state_title: string
  subject: string
  summary: LabelText[]
  reason: string
  maker: OfficeActor
  checker?: OfficeActor
  answer?: string
  made_at: Instant
  decided_at?: Instant
  expires_at: Instant
  version: number
  actions: ('approve' | 'refuse' | 'withdraw' | 'take-voucher')[]
  note?: string
}
/** What came of it: done, or it waits for a second person. */
export interface OfficeDone {
  done: boolean
  text: string
  request?: OfficeRequest
  voucher?: Voucher
  hall_code?: { code: string; expires_at: Instant }
}
export interface CounterPerson {
  document_kind: string
  document_number: string
  name: string
}
export interface Dispute {
  association: OfficeAssociation
  since: Instant
}
export interface OfficerForm {
  document_kind: string
  document_number: string
  role: OfficerRole
  office: string
  ends: Day | null
  reason: string
}
export type OfficerChange = Pick<OfficerForm, 'role' | 'office' | 'ends' | 'reason'>
export interface ProfilePath {
  way: string
  way_title: string
  steps: string[]
  factors: ('knowledge' | 'possession' | 'inherence')[]
  not_open: string[]
  end: string
}
export interface OfficeProfile {
  id: string
  name: string
  version: string
  loaded_at: Instant
  assurance: number
  second_person: { kind: OfficeKind; title: string }[]
  request_hours: number
  functions: FunctionNode[]
  roles: { id: string; title: string; functions: Named[] }[]
  paths: ProfilePath[]
  picture: string
}
export interface AuditSearch {
  person?: string
  kind?: string
  from?: Day
  until?: Day
  before?: number
}
export type AuditSide = { id: string; name: string } | null
export interface AuditEntry {
  seq: number
  at: Instant
  kind: string
  title: string
  actor: AuditSide
  subject: AuditSide
  principal: Principal | null
  details?: LabelText[]
  reason?: string
}
