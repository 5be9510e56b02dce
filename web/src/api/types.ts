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
export type IdentityKind = 'self' | 'enterprise' | 'agency'
export interface Method extends Named {
  available: boolean
  reason?: string
}
export interface Entrance extends Named {
  kind: IdentityKind
  methods: Method[]
  links: { flow: string; title: string }[]
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
  consents: ConsentHead[]
  document_kinds: Named[]
  theme?: Theme
}

// ---- flows
export type FlowKind = 'sign-in' | 'recovery' | 'change-password' | 'change-phone' | 'change-username'
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
  functions: Named[]
  ends?: Day | null
  ends_soon?: boolean
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
  can: { manage_personnel: boolean }
  unread: number
  pending_associations: number
}
export interface IdentityChoice extends Identity {
  current: boolean
  usable: boolean
  reason?: string
}
export type AssociationAction = 'confirm' | 'refuse' | 'release'
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
export type PersonnelAction = 'withdraw' | 'renew'
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
  actions: PersonnelAction[]
}
export interface Role extends Named {
  default_functions: string[]
  longest_days: number | null
  default_ends: Day | null
}
export interface FunctionNode extends Named {
  children?: FunctionNode[]
}
export interface Personnel {
  principal: Principal
  personnel: PersonnelRow[]
  roles: Role[]
  functions: FunctionNode[]
}
export interface Proposal {
  name: string
  document_kind: string
  document_number: string
  role: string
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
