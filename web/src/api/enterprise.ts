import { call } from './http'
import type {
  BatchReport, ClientPassword, Day, Grant, Permission, PermissionForm, Permissions, PersonForm, PersonFound, Personnel, PersonnelAction,
  PersonnelRow,
} from './types'

const path = '/v1/enterprise/personnel'
const of = (row: { id: string }): string => encodeURIComponent(row.id)

export const getPersonnel = (): Promise<Personnel> => call('GET', path)
export const findPerson = (person: PersonForm): Promise<PersonFound> => call('POST', `${path}/search`, person)
export const propose = (proposal: PersonForm & Grant & { personal_password?: string }): Promise<PersonnelRow> => call('POST', path, proposal)
export const changeMember = (row: PersonnelRow, grant: Grant): Promise<PersonnelRow> =>
  call('POST', `${path}/${of(row)}/change`, { version: row.version, ...grant })
export const renew = (row: PersonnelRow, ends: Day | null): Promise<PersonnelRow> =>
  call('POST', `${path}/${of(row)}/renew`, { version: row.version, ends })
/** What needs a confirmation and nothing else. */
export type PlainAction = Exclude<PersonnelAction, 'renew' | 'change'>
export const moveMember = (row: PersonnelRow, action: PlainAction): Promise<PersonnelRow> =>
  call('POST', `${path}/${of(row)}/${action}`, { version: row.version })

/** `file`: a CSV's octets, base64. */
export const proposeMany = (file: string, how: { preview?: boolean; skip_bad?: boolean }): Promise<BatchReport> =>
  call('POST', `${path}/batch`, { file, ...how })

const permissions = '/v1/enterprise/permissions'
export const getPermissions = (): Promise<Permissions> => call('GET', permissions)
export const savePermission = (form: PermissionForm, former?: Permission): Promise<Permission> =>
  former ? call('POST', `${permissions}/${of(former)}`, { version: former.version, ...form }) : call('POST', permissions, form)
export const removePermission = (row: Permission): Promise<void> =>
  call('POST', `${permissions}/${of(row)}/remove`, { version: row.version })

/** Every reading is recorded. Wants a session that was confirmed just now. */
export const readClientPassword = (): Promise<ClientPassword> => call('POST', '/v1/enterprise/client-password', {})
