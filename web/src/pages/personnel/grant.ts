import type { FieldError, Grant, PersonnelRow, Role } from '@/api/types'
import { missingOf } from '@/ui/useForm'

/** What a role brings along. */
export const freshGrant = (role: Role | undefined): Grant => ({
  role: role?.id ?? '', functions: role?.default_functions ?? [], permission: '', manages: false, ends: role?.default_ends ?? null,
})
export const grantOf = (row: PersonnelRow): Grant => ({
  role: row.role, functions: row.functions.map(({ id }) => id), permission: row.permission ?? '', manages: row.manages ?? false, ends: row.ends,
})
export function missingIn(grant: Grant, role: Role | undefined): Record<string, FieldError> {
  return missingOf({
    permission: [!!role?.by_identity && !grant.permission, 'personnel.missing_permission'],
    functions: [!role?.by_identity && !grant.permission && grant.functions.length === 0, 'personnel.missing_functions'],
    ends: [grant.ends === '', 'personnel.missing_ends'],
  })
}
