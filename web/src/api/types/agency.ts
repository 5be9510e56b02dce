/** Agencies and their clients. */
import type { Principal } from './account'
import type { Day, Instant, Named } from './words'

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
