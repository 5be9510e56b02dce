import { call } from './http'
import type {
  AccountNotice, ActivityEntry, Association, AssociationAction, Card, FeeSystem, IdentityChoice, Me, SessionRow, SystemRow,
} from './types'

const id = encodeURIComponent

export const getMe = (): Promise<Me> => call('GET', '/v1/me')
export const signOut = (): Promise<void> => call('POST', '/v1/me/sign-out', {})

export const getFeeSystem = (): Promise<FeeSystem> => call('GET', '/v1/fee-system')
export const getCard = (): Promise<Card> => call('GET', '/v1/me/card')
export const changeCard = (password: string, new_password: string): Promise<Card> => call('POST', '/v1/me/card/password', { password, new_password })
/** Wants a session that was confirmed just now. */
export const resetCard = (new_password: string): Promise<Card> => call('POST', '/v1/me/card/reset', { new_password })
export const getIdentities = (): Promise<{ identities: IdentityChoice[] }> => call('GET', '/v1/me/identities')
/** `as`: what the session acts as now, where this tab does not show it. */
export const takeIdentity = (identity: string, as?: string): Promise<Me> => call('POST', '/v1/me/identity', { identity }, as)

export const switchAuthority = (authority: string): Promise<Me> => call('POST', '/v1/me/authority', { authority })

export const getAssociations = (): Promise<{ associations: Association[] }> => call('GET', '/v1/me/associations')
export const decideAssociation = (row: Association, action: AssociationAction): Promise<Association> =>
  call('POST', `/v1/me/associations/${id(row.id)}/${action}`, { version: row.version })

export const getSessions = (): Promise<{ sessions: SessionRow[] }> => call('GET', '/v1/me/sessions')
export const endSession = (session: string): Promise<void> => call('DELETE', `/v1/me/sessions/${id(session)}`)
export const endOtherSessions = (): Promise<{ ended: number }> => call('POST', '/v1/me/sessions/end-others', {})

/** Where one is signed in downstream. Ending one takes its tokens at once. */
export const getSystems = (): Promise<{ systems: SystemRow[] }> => call('GET', '/v1/me/systems')
export const endSystem = (system: string): Promise<void> => call('DELETE', `/v1/me/systems/${id(system)}`)

export const getActivity = (before: number | null, limit: number): Promise<{ entries: ActivityEntry[]; next: number | null }> =>
  call('GET', `/v1/me/activity?limit=${limit}${before === null ? '' : `&before=${before}`}`)

export const getNotices = (): Promise<{ notices: AccountNotice[] }> => call('GET', '/v1/me/notices')
export const readNotice = (notice: string): Promise<void> => call('POST', `/v1/me/notices/${id(notice)}/read`, {})
