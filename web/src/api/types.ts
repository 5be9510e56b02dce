/** The API contract as the pages see it (openapi.json). All titles and texts come localised; codes are stable. */

export type Locale = 'zh-CN' | 'zh-TW' | 'en'
/** An instant, RFC 3339 in UTC. */
export type Instant = string
/** A calendar day of the bureau, YYYY-MM-DD. */
export type Day = string

export interface Named {
  id: string
  title: string
}

// ---- problems (RFC 9457)
export interface FieldError {
  code: string
  text: string
}
export interface Problem {
  type?: string
  title: string
  status: number
  detail?: string
  code: string
  instance?: string
  inputs?: Record<string, FieldError>
  flow?: Flow
  until?: Instant
  open_methods?: Named[]
  retry_after?: number
}

// ---- bureau
export type IdentityKind = 'self' | 'enterprise' | 'agency' | 'office'
export interface Method extends Named {
  available: boolean
  reason?: string
}
export interface WayLink {
  flow: FlowKind
  /** `entrance` of the flow. */
  way: string
  title: string
}
export interface Entrance extends Named {
  /** any: the identity is picked at the end. */
  kind: IdentityKind | 'any'
  methods: Method[]
  links: WayLink[]
  /** For whom it is. */
  detail?: string
  /** The last day of a former way. */
  until?: Day
}
export interface ConsentHead extends Named {
  version: string
  url: string
}
export interface ConsentText extends Named {
  version: string
  text: string
}
export interface Theme {
  /** Passwords are typed on keys of the page. */
  soft_keyboard?: boolean
  /** The sign-in is the window of a client program. */
  window?: boolean
  colour?: string
  logo_text?: string
  slogan?: string
  phone?: string
}
export interface Bureau {
  profile: string
  name: string
  locales: Locale[]
  demo: boolean
  csrf: string
  signed_in: boolean
  entrances: Entrance[]
  /** By which a signed-in person changes a secret, a number or a name. */
  changes?: WayLink[]
  consents: ConsentHead[]
  document_kinds: Named[]
  theme?: Theme
}

// ---- flows
export type FlowKind = 'sign-in' | 'recovery' | 'registration' | 'change-password' | 'change-phone' | 'change-username' | 'confirm'
export type Level = 'info' | 'success' | 'warning' | 'error'
export interface Notice {
  code: string
  level: Level
  text: string
}
export interface Alternative extends Named {
  disabled?: boolean
  reason?: string
}
export interface Choice extends Named {
  detail?: string
  disabled?: boolean
  reason?: string
}
interface InputBase {
  name: string
  label: string
  required: boolean
  hint?: string
  value?: string
  min_length?: number
  max_length?: number
  pattern?: string
  autocomplete?: string
  inputmode?: 'text' | 'numeric' | 'tel' | 'email' | 'none' | 'url' | 'search' | 'decimal'
}
export interface TextInput extends InputBase {
  type: 'text'
}
export interface PasswordInput extends InputBase {
  type: 'password'
  rules?: FieldError[]
}
export interface CodeInput extends InputBase {
  type: 'code'
  length: number
  request?: { name: string; label: string; available_at?: Instant; sent_to?: string }
}
export interface CaptchaInput extends InputBase {
  type: 'captcha'
  image: string
  audio?: string
}
export interface ConsentInput extends InputBase {
  type: 'consent'
  text_id: string
  url?: string
}
export interface ChoiceInput extends InputBase {
  type: 'choice'
  choices: Choice[]
  style?: 'select' | 'cards'
  /** So many that one types to find. */
  searchable?: true
  /** A button that fills the list. */
  request?: { name: string; label: string; available_at?: Instant }
}
export type FlowInput = TextInput | PasswordInput | CodeInput | CaptchaInput | ConsentInput | ChoiceInput
export interface Step {
  id: string
  title: string
  text?: string
  inputs: FlowInput[]
  submit: string
  alternatives: Alternative[]
  back: boolean
}
export interface Flow {
  id: string
  kind: FlowKind
  entrance?: string
  title: string
  state: 'open' | 'done' | 'refused'
  progress?: { at: number; of: number }
  step?: Step
  notices: Notice[]
  result?: { next: string }
  expires_at: Instant
}
/** What is typed or ticked, by input name. */
export type Inputs = Record<string, string | boolean>
export type FlowMove = { step: string } & ({ inputs: Inputs } | { alternative: string } | { back: true })

// ---- account
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

// ---- enterprise
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
/** The password of the social security card that is kept here, and the bank's, which is not. */
export interface Card {
  state: 'initial' | 'set'
  application: string
  bank: string
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

// ---- agencies and their clients
export type EngagementAction = 'confirm' | 'refuse' | 'withdraw' | 'amend' | 'end'
export interface Terms {
  functions: Named[]
  ends: Day | null
}
export interface Engagement extends Terms {
  id: string
  agency: Principal
  client: Principal
  agreement: string
  starts: Day
  state: string
  state_title: string
  proposed_at: Instant
  version: number
  actions: EngagementAction[]
  /** Other terms that wait for the client. */
  amendment?: Terms
}
export interface EngagementForm {
  client: string
  agreement: string
  functions: string[]
  ends: Day | null
}

// ---- demo
export interface DemoMessage {
  at: Instant
  to: string
  text: string
}
export interface DemoEnterprise {
  number: string
  name: string
  role_title: string
}
export interface DemoPerson {
  name: string
  document: string
  phone?: string
  secret_hint: string
  enterprises: DemoEnterprise[]
  not_usable: (DemoEnterprise & { state: string; state_title: string })[]
}
