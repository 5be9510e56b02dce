// The mock's people, enterprises and associations: in memory, new with each start or reset. No real person or enterprise.
import { randomUUID } from 'node:crypto'

const kWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** With its check digit (GB 11643). */
const resident = (first17) => first17 + '10X98765432'[[...first17].reduce((sum, digit, n) => sum + Number(digit) * kWeights[n], 0) % 11]
export const validResident = (text) => /^\d{17}[\dX]$/.test(text) && resident(text.slice(0, 17)) === text

export const kFunctions = [
  { id: 'declare', children: [{ id: 'vat' }, { id: 'cit' }, { id: 'pay' }] },
  { id: 'invoice', children: [{ id: 'issue' }, { id: 'quota' }] },
  { id: 'query' },
]
export const kRoles = [
  { id: 'finance', default_functions: ['declare', 'invoice', 'query'], longest_days: null, days: 365 },
  { id: 'handler', default_functions: ['declare', 'query'], longest_days: 730, days: 365 },
]
export const today = (days = 0) => new Date(Date.now() + 8 * 3600_000 + days * 86_400_000).toISOString().slice(0, 10)

export function makeWorld() {
  const person = (id, name, first17, phone, username) =>
    ({ id, name, document: resident(first17), phone, username: username ?? null, password: null, failures: 0, locked: null, notices: [], activity: [] })
  const people = [
    person('p1', '王建国', '14010519710312001', '13900000001', 'wangjg'),
    person('p2', '李秀英', '14010519850624002', '13900000002'),
    person('p3', '张伟', '14010519920105003', '13900000003'),
    person('p4', '欧阳思远', '14010519880909004', '13900000004'),
    person('p5', '陈静', '14010519790817005', '13900000005'),
    person('p6', '赵磊', '14010519901130006', '13900000006'),
    person('p7', '孙丽', '14010519830402007', null),
  ]
  const enterprises = [
    { id: 'e1', name: '晋阳云岭商贸有限公司', number: '91140100MA0K0YLT3X' },
    { id: 'e2', name: '并州恒泰机械制造股份有限公司', number: '91140100MA0K0HT88C' },
    { id: 'e3', name: '汾河清源环保科技有限公司', number: '91140100MA0K0QY25B' },
  ]
  let serial = 0
  const mandate = (principal, delegate, role, state, more = {}) => ({
    id: `m${++serial}`, principal, delegate, role, functions: role === 'legal' ? ['declare', 'invoice', 'query'] : ['declare', 'query'],
    starts: today(-200), ends: role === 'legal' ? null : today(165), state, origin: role === 'legal' ? 'registry' : 'enterprise',
    proposed_by: role === 'legal' ? undefined : '王建国', proposed_at: new Date(Date.now() - 200 * 86_400_000).toISOString(), version: 1, ...more,
  })
  const mandates = [
    mandate('e1', 'p1', 'legal', 'in-force'), mandate('e2', 'p5', 'legal', 'in-force'), mandate('e3', 'p4', 'legal', 'in-force'),
    mandate('e1', 'p2', 'finance', 'in-force'), mandate('e2', 'p2', 'handler', 'in-force', { ends: today(12) }),
    mandate('e2', 'p3', 'handler', 'in-force'), mandate('e1', 'p6', 'handler', 'released'), mandate('e3', 'p2', 'handler', 'proposed'),
    mandate('e1', 'p7', 'handler', 'in-force', { ends: today(-3) }),
  ]
  return {
    people, enterprises, mandates, messages: [], flows: new Map(), sessions: new Map(),
    nextMandate: () => `m${++serial}`, faults: [], seq: 0,
  }
}
export function standing({ state, ends }) {
  if (state === 'proposed') return 'pending'
  return state === 'in-force' && ends && ends < today() ? 'expired' : state
}
export const soon = (mandate) => Boolean(mandate.ends && standing(mandate) === 'in-force' && mandate.ends < today(30))
export const byAccount = (world, account) =>
  world.people.find((one) => [one.document, one.phone, one.username].includes(account) || one.document === account.toUpperCase())
export const passwordOf = (person) => person.password ?? person.document.slice(-6)
export const maskPhone = (phone) => (phone ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : null)
export const maskDocument = (text) => `${text.slice(0, 4)}**********${text.slice(-2)}`
export const newId = () => randomUUID()
