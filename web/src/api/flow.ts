import { call } from './http'
import type { Flow, FlowKind, FlowMove } from './types'

const path = (id: string): string => `/v1/flows/${encodeURIComponent(id)}`

export const beginFlow = (kind: FlowKind, entrance?: string): Promise<Flow> =>
  call('POST', '/v1/flows', entrance ? { kind, entrance } : { kind })
export const getFlow = (id: string): Promise<Flow> => call('GET', path(id))
export const moveFlow = (id: string, move: FlowMove): Promise<Flow> => call('POST', path(id), move)
