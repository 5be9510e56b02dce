import type { FlowKind } from '@/api/types'

// The id alone, in this tab alone: a reload goes on where it was, a second tab begins its own.
// It opens nothing without the cookie of the browser that began the flow.
const key = (kind: FlowKind, entrance?: string): string => `taxgate.flow.${kind}.${entrance ?? ''}`

export const keptFlow = (kind: FlowKind, entrance?: string): string | null => sessionStorage.getItem(key(kind, entrance))
export const keepFlow = (id: string, kind: FlowKind, entrance?: string): void => sessionStorage.setItem(key(kind, entrance), id)
export const dropFlow = (kind: FlowKind, entrance?: string): void => sessionStorage.removeItem(key(kind, entrance))
