/** Refusals (RFC 9457). */
import type { Flow } from './flow'
import type { Instant, Named } from './words'

export interface FieldError {
  code: string
  text: string
}
export interface Problem {
  type?: string
  title: string
  status: number
  detail?: string
  code: string
  instance?: string
  inputs?: Record<string, FieldError>
  flow?: Flow
  until?: Instant
  open_methods?: Named[]
  retry_after?: number
}
