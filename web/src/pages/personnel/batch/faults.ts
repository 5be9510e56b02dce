import type { BatchLine } from '@/api/types'
import { t } from '@/i18n'
import type { MessageKey } from '@/i18n'

/** What an input of a proposal is called in the file. */
const kColumns: Record<string, MessageKey> = {
  name: 'batch.columns.name', document_kind: 'batch.columns.kind', document_number: 'batch.columns.number', role: 'batch.columns.role',
  permission: 'batch.columns.permission', functions: 'batch.columns.functions', ends: 'batch.columns.ends', manages: 'batch.columns.manages',
}
/** The faults of a line, each with its column. */
export const faultsOf = (line: BatchLine): string[] =>
  Object.entries(line.inputs).map(([input, { text }]) => (kColumns[input] ? `${t(kColumns[input])}: ${text}` : text))
