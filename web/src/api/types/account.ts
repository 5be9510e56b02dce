/** The signed-in person: identity, associations, sessions, activity, notices. */
import type { IdentityKind } from './bureau'
import type { Notice } from './flow'
import type { Day, Instant, Named } from './words'

export interface Principal {
  id: string
  name: string
  number: string
}
export interface Identity {
  id: string
  kind: IdentityKind
  title: string
  role?: string
  role_title?: string
  principal?: Principal
  /** Through which it acts for the principal. */
  agency?: Principal
  functions: Named[]
  /** No function is granted: what to do. */
  note?: string
  /** Of a cross-region payer: its competent authority now, and those that it can switch to. */
  authority?: { code: string; choices: string[] }
  ends?: Day | null
  ends_soon?: boolean
}
/** What the social insurance fee system gets of a sign-in. */
export interface FeeSystem {
  title: string
  note: string
  identity: Identity
  /** None: the unit itself. */
  person: string | null
  entrance: string
  level: number
  /** Where the system itself is, if it is registered. */
  system?: { name: string; address: string }
}
export interface Me {
  person: {
    id: string
    name: string
    document_kind: string
    document_kind_title: string
    document: string
    phone: string | null
    username: string | null
    username_changeable_at?: Instant | null
    level: number
    level_title: string
    secret: 'initial' | 'set'
  }
  identity: Identity
  session: {
    id: string
    entrance: string
    methods: string[]
    level: number
    started_at: Instant
    expires_at: Instant
  }
  can: { manage_personnel: boolean; /** The enterprise has a social insurance client. */ read_client_password?: boolean; /** The bureau keeps the password of the social security card. */ use_card?: boolean }
  unread: number
  pending_associations: number
  /** Agencies that wait for an answer of the enterprise. */
  pending_engagements: number
}
export interface IdentityChoice extends Identity {
  current: boolean
  usable: boolean
  reason?: string
}
export type AssociationAction = 'confirm' | 'refuse' | 'release' | 'dispute'
export interface Association {
  id: string
  principal: Principal
  role: string
  role_title: string
  functions: Named[]
  starts: Day
  ends: Day | null
  ends_soon?: boolean
  state: string
  state_title: string
  proposed_by?: string
  proposed_at: Instant
  decided_at?: Instant | null
  version: number
  actions: AssociationAction[]
  question?: string
  /** Why it cannot be released, and what to do instead. */
  note?: string
}
export interface SessionRow {
  id: string
  current: boolean
  entrance_title: string
  identity_title: string
  methods: string[]
  started_at: Instant
  seen_at: Instant
  expires_at: Instant
  agent: string
  address: string
}
/** A downstream system, and as whom one is signed in to it. */
export interface SystemRow {
  id: string
  client: { id: string; name: string }
  identity_title: string
  agency_title?: string
  scopes: Named[]
  offline: boolean
  since: Instant
  ends: Instant
}
export interface ActivityEntry {
  seq: number
  at: Instant
  kind: string
  title: string
  detail: string
  as?: string
}
export interface AccountNotice extends Notice {
  id: string
  at: Instant
  read: boolean
}
/** The password of the social security card that is kept here, and the bank's, which is not. */
export interface Card {
  state: 'initial' | 'set'
  application: string
  bank: string
}
