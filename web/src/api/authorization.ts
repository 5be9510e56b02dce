import { call } from './http'

export interface RelyingParty {
  client: { id: string; name: string; first_party: boolean }
  scopes: { id: string; title: string }[]
}
export interface Authorization extends RelyingParty {
  choose_identity: boolean
  consent: boolean
}
/** A request that waits for the person, as its URL names it. */
export interface Ticket { client_id: string; request_uri: string }

export const getAuthorization = (ticket: Ticket): Promise<Authorization> => call('GET', `/v1/authorization?${new URLSearchParams({ ...ticket })}`)
export const decideAuthorization = (ticket: Ticket, allow: boolean): Promise<{ next: string }> => call('POST', '/v1/authorization', { ...ticket, allow })

export interface TrialOutcome { client: { id: string; name: string }; id_token: Record<string, unknown>; userinfo?: Record<string, unknown> }
export const endTrial = (code: string): Promise<TrialOutcome> => call('POST', '/v1/trial', { code })

export const getDevice = (user_code: string): Promise<RelyingParty> => call('GET', `/v1/device?${new URLSearchParams({ user_code })}`)
export const decideDevice = (user_code: string, allow: boolean): Promise<void> => call('POST', '/v1/device', { user_code, allow })
