// A relying party's metadata (RFC 7591) as the fields of a form; what has no field of its own stays JSON.
import type { MessageKey } from '@/i18n'

export const kMethods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth', 'none'] as const
export const kGrantTypes: { id: string; title: MessageKey }[] = [
  { id: 'authorization_code', title: 'office.client_grant_code' },
  { id: 'refresh_token', title: 'office.client_grant_refresh' },
  { id: 'client_credentials', title: 'office.client_grant_own' },
  { id: 'urn:ietf:params:oauth:grant-type:device_code', title: 'office.client_grant_device' },
  { id: 'urn:ietf:params:oauth:grant-type:token-exchange', title: 'office.client_grant_exchange' },
]
export const kScopes: { id: string; title: MessageKey }[] = [
  { id: 'profile', title: 'office.client_scope_profile' },
  { id: 'phone', title: 'office.client_scope_phone' },
  { id: 'document', title: 'office.client_scope_document' },
  { id: 'offline_access', title: 'office.client_scope_offline' },
]

export type Metadata = Record<string, unknown>
export interface TypedClient {
  client_id: string
  client_name: string
  redirect_uris: string // one a line
  post_logout_redirect_uris: string
  backchannel_logout_uri: string
  token_endpoint_auth_method: string
  grant_types: string[]
  scope: string[]
  taxgate_first_party: boolean
  more: string // JSON of all other members
}
const kOwn = ['client_id', 'client_name', 'redirect_uris', 'post_logout_redirect_uris', 'backchannel_logout_uri', 'token_endpoint_auth_method', 'grant_types', 'scope', 'taxgate_first_party']

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const texts = (value: unknown, usual: string[] = []): string[] => (Array.isArray(value) ? value.map(String) : usual)
const lines = (typed: string): string[] => typed.split(/\s+/).filter(Boolean)
const words = (value: unknown): string[] => text(value).split(' ').filter(Boolean)

export function typedOf(metadata: Metadata | undefined): TypedClient {
  const from = metadata ?? { scope: 'openid profile' }
  const rest = Object.entries(from).filter(([name]) => !kOwn.includes(name))
  return {
    client_id: text(from.client_id),
    client_name: text(from.client_name),
    redirect_uris: texts(from.redirect_uris).join('\n'),
    post_logout_redirect_uris: texts(from.post_logout_redirect_uris).join('\n'),
    backchannel_logout_uri: text(from.backchannel_logout_uri),
    token_endpoint_auth_method: text(from.token_endpoint_auth_method) || kMethods[0],
    grant_types: texts(from.grant_types, ['authorization_code']),
    scope: words(from.scope),
    taxgate_first_party: from.taxgate_first_party !== false,
    more: rest.length ? JSON.stringify(Object.fromEntries(rest), null, 2) : '',
  }
}

/** The members without a field of their own; nothing where they are no JSON object. */
export function moreOf(typed: TypedClient): Metadata | undefined {
  if (!typed.more.trim()) return {}
  try {
    const more: unknown = JSON.parse(typed.more)
    return typeof more === 'object' && more !== null && !Array.isArray(more) ? (more as Metadata) : undefined
  } catch {
    return undefined
  }
}

/** What stands empty is left out; `openid` is part of every sign-in. */
export function metadataOf(typed: TypedClient, more: Metadata): Metadata {
  const listed = (name: 'redirect_uris' | 'post_logout_redirect_uris'): Metadata => (lines(typed[name]).length ? { [name]: lines(typed[name]) } : {})
  const backchannel = typed.backchannel_logout_uri.trim()
  return {
    ...more,
    client_id: typed.client_id.trim(),
    client_name: typed.client_name.trim(),
    ...listed('redirect_uris'),
    ...listed('post_logout_redirect_uris'),
    ...(backchannel ? { backchannel_logout_uri: backchannel } : {}),
    token_endpoint_auth_method: typed.token_endpoint_auth_method,
    grant_types: typed.grant_types,
    scope: ['openid', ...typed.scope.filter((one) => one !== 'openid')].join(' '),
    ...(typed.taxgate_first_party ? {} : { taxgate_first_party: false }),
  }
}
export const hasField = (member: string): boolean => kOwn.includes(member)
export const needsSecret = (metadata: Metadata): boolean => (text(metadata.token_endpoint_auth_method) || kMethods[0]).startsWith('client_secret')
