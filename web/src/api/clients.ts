import { call } from './http'

export interface ClientRow { client_id: string; metadata: Record<string, unknown>; has_secret: boolean; active: boolean; changed_at: string; version: number }
export interface Rehearsal { fine: boolean; fault?: { error?: string; description?: string; sent_to?: string } }

const of = (client: ClientRow): string => `/v1/office/clients/${encodeURIComponent(client.client_id)}`

export const getClients = (): Promise<{ clients: ClientRow[] }> => call('GET', '/v1/office/clients')
/** `version`: of what is replaced; 0: there is none yet. 409 where it is another by now. */
export const putClient = (metadata: Record<string, unknown>, version: number): Promise<void> => call('PUT', `/v1/office/clients?version=${version}`, metadata)
export const newSecret = (client: ClientRow): Promise<{ client_secret: string }> => call('POST', `${of(client)}/secret`, {})
export const enableClient = (client: ClientRow, active: boolean): Promise<void> => call('POST', `${of(client)}/${active ? 'enable' : 'disable'}`, {})
/** Where to sign in as a test person; seconds. */
export const beginTrial = (client: ClientRow): Promise<{ url: string; expires_in: number }> => call('POST', `${of(client)}/trial`, {})
/** What a usual request of the client would meet. */
export const rehearse = (client: ClientRow): Promise<Rehearsal> =>
  call('POST', `${of(client)}/rehearsal`, {
    response_type: 'code',
    scope: typeof client.metadata.scope === 'string' ? client.metadata.scope : 'openid',
    redirect_uri: String((client.metadata.redirect_uris as string[] | undefined)?.[0] ?? ''),
    code_challenge: 'A'.repeat(43),
    code_challenge_method: 'S256',
  })
