import { Refusal, Unreachable } from '@/api/http'
import { t } from '@/i18n'

/** What went wrong, in words for the person; of what was sent, the first that was wrong, for it has no field here. */
export function troubleText(error: unknown): string {
  if (error instanceof Refusal) {
    const { problem } = error
    if (problem.status === 409 && !problem.detail) return t('trouble.stale')
    const [fault] = Object.values(problem.inputs ?? {})
    return fault?.text || problem.detail || problem.title || t('trouble.unknown')
  }
  if (error instanceof Unreachable) return t('trouble.unreachable')
  throw error
}
