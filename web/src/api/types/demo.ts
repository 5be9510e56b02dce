/** What exists in demo mode alone. */
import type { Instant } from './words'

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
