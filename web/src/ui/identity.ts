import type { Identity } from '@/api/types'

/** An identity in one line: the enterprise and what one is there. */
export const identityName = (identity: Identity): string =>
  identity.principal ? [identity.principal.name, identity.role_title].filter(Boolean).join(' · ') : identity.title
