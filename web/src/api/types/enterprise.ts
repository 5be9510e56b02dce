/** The people of an enterprise and what they may do. */
import type { Principal } from './account'
import type { FieldError } from './problem'
import type { Day, Instant, Named } from './words'

export type PersonnelAction =
  | 'withdraw' | 'renew' | 'freeze' | 'thaw' | 'change' | 'reset-password' | 'invite' | 'bind-password' | 'unbind-password'
/** What a manager hands over: it sets a password and opens nothing else. */
export interface OneTime {
  secret: string
  expires_at: Instant
}
export interface PersonnelRow {
  id: string
  person: { name: string; document_kind_title: string; document: string; phone: string | null }
  role: string
  role_title: string
  functions: Named[]
  starts: Day
  ends: Day | null
  ends_soon?: boolean
  state: string
  state_title: string
  origin: string
  proposed_by?: string
  proposed_at: Instant
  decided_at?: Instant | null
  version: number
  /** 管理权限 beside the role. */
  manages?: boolean
  /** The permission identity whose functions these are. */
  permission?: string
  /** The personal password in the enterprise. */
  password?: 'none' | 'own' | 'initial' | 'bound'
  /** Shown this once. */
  one_time?: OneTime
  actions: PersonnelAction[]
}
export interface Role extends Named {
  default_functions: string[]
  longest_days: number | null
  default_ends: Day | null
  may_manage?: boolean
  /** Its people must confirm it themselves. */
  confirms?: boolean
  /** Its people get their functions from a permission identity. */
  by_identity?: boolean
  most_delegates?: number | null
}
export interface FunctionNode extends Named {
  children?: FunctionNode[]
}
export interface Personnel {
  principal: Principal
  personnel: PersonnelRow[]
  roles: Role[]
  functions: FunctionNode[]
  /** Who sets the first personal password of somebody new. */
  first_password?: 'own' | 'given' | 'invitation'
}
/** A person as their document says. */
export interface PersonForm {
  name: string
  document_kind: string
  document_number: string
}
/** What a manager gives. */
export interface Grant {
  role: string
  functions: string[]
  /** A permission identity instead of functions; empty: none. */
  permission: string
  manages: boolean
  ends: Day | null
}
export interface PersonFound {
  found: boolean
  /** Nobody was found, and the bureau lets one enter them by hand. */
  by_hand: boolean
  collected: boolean
  person?: { name: string; document: string; phone: string | null }
  note?: string
}
export interface Permission {
  id: string
  name: string
  description: string
  functions: Named[]
  version: number
  /** It grants nothing. */
  warning?: string
  /** Whose authority points to it, masked. */
  users?: string[]
}
export interface Permissions {
  permissions: Permission[]
  /** None yet: what to do. */
  note?: string
}
export interface PermissionForm {
  name: string
  description: string
  functions: string[]
  confirm_empty?: boolean
}
export interface BatchLine {
  line: number
  name: string
  good: boolean
  inputs: Record<string, FieldError>
  state?: string
  role_title?: string
  ends?: Day | null
}
export interface BatchReport {
  preview: boolean
  done: boolean
  good: number
  bad: number
  lines: BatchLine[]
}

/** The initial password of an enterprise's social insurance client. */
export interface ClientPassword {
  enterprise: Principal
  password: string
  note: string
}
