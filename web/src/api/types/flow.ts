/** Flows: a page, its inputs, what is sent back. */
import type { FieldError } from './problem'
import type { Instant, Named } from './words'

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
