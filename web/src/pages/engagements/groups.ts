import type { Engagement } from '@/api/types'
import type { Side } from '@/api/engagements'

const kWaiting = ['pending', 'amended']
const kOver = ['expired', 'refused', 'withdrawn', 'ended']
export type Group = 'waiting' | 'standing' | 'over'
/** Where it is shown; what waits for an answer first. */
export const groupOf = ({ state }: Engagement): Group => (kWaiting.includes(state) ? 'waiting' : kOver.includes(state) ? 'over' : 'standing')
/** Who is at the other end. */
export const otherOf = (row: Engagement, side: Side) => (side === 'enterprise' ? row.agency : row.client)
