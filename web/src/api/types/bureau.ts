/** What a page must know before it draws anything. */
import type { FlowKind } from './flow'
import type { Day, Locale, Named } from './words'

export type IdentityKind = 'self' | 'enterprise' | 'agency' | 'office'
export interface Method extends Named {
  available: boolean
  reason?: string
}
export interface WayLink {
  flow: FlowKind
  /** `entrance` of the flow. */
  way: string
  title: string
}
export interface Entrance extends Named {
  /** any: the identity is picked at the end. */
  kind: IdentityKind | 'any'
  methods: Method[]
  links: WayLink[]
  /** For whom it is. */
  detail?: string
  /** The last day of a former way. */
  until?: Day
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
  /** The sign-in is the window of a client program. */
  window?: boolean
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
  /** By which a signed-in person changes a secret, a number or a name. */
  changes?: WayLink[]
  consents: ConsentHead[]
  document_kinds: Named[]
  theme?: Theme
}
