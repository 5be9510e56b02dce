import { call } from './http'
import type { Day, Engagement, EngagementAction, EngagementForm } from './types'

/** From whose side one looks: the client's or the agency's. */
export type Side = 'enterprise' | 'agency'
const path = (side: Side): string => `/v1/${side}/engagements`

export const getEngagements = (side: Side): Promise<{ engagements: Engagement[] }> => call('GET', path(side))
export const proposeEngagement = (form: EngagementForm): Promise<Engagement> => call('POST', path('agency'), form)
export const amendEngagement = (row: Engagement, functions: string[], ends: Day | null): Promise<Engagement> =>
  call('POST', `${path('agency')}/${encodeURIComponent(row.id)}/amend`, { version: row.version, functions, ends })
export const moveEngagement = (side: Side, row: Engagement, action: Exclude<EngagementAction, 'amend'>): Promise<Engagement> =>
  call('POST', `${path(side)}/${encodeURIComponent(row.id)}/${action}`, { version: row.version })
