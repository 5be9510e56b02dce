import type { RouteLocationRaw } from 'vue-router'
import type { Entrance, WayLink } from '@/api/types'
import { bureau } from '@/state/bureau'

/** Where a flow that helps is shown; `entrance`: where one came from, and goes back to. */
export const helpRoute = ({ flow, way }: WayLink, entrance?: string): RouteLocationRaw =>
  ({ path: flow === 'registration' ? '/register' : '/recover', query: { way, ...(entrance ? { entrance } : {}) } })

/** Every flow that helps, of any entrance. */
export const helpLinks = (): WayLink[] => bureau.value?.entrances.flatMap(({ links }) => links) ?? []

/** What the public is invited to: officers have an entrance of their own. */
export const publicEntrances = (): Entrance[] => bureau.value?.entrances.filter(({ kind }) => kind !== 'office') ?? []
