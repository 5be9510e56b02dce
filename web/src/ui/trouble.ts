import { Refusal, Unreachable } from '@/api/http'
import { t } from '@/i18n'

/** What went wrong, in words for the person. */
export function troubleText(error: unknown): string {
  if (error instanceof Refusal) {
    const { problem } = error
    if (problem.status === 409 && !problem.detail) return t('trouble.stale')
    return problem.detail || problem.title || t('trouble.unknown')
  }
  if (error instanceof Unreachable) return t('trouble.unreachable')
  throw error
}
