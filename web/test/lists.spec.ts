import { describe, expect, it } from 'vitest'
import type { Entrance, PersonnelRow } from '@/api/types'
import { toCsv } from '@/pages/personnel/batch/csv'
import { kNoFilter, matches } from '@/pages/personnel/filter'
import { groupsOf, wayTitle } from '@/pages/signin/groups'

const entrance = (id: string, title: string): Entrance => ({ id, title, kind: 'enterprise', methods: [], links: [] })

describe('LN-01: entrances whose titles begin alike are one entrance', () => {
  it('with several ways, and the others stay as they are', () => {
    const groups = groupsOf([entrance('a', '企业登录·普通登录'), entrance('b', '企业登录·快捷登录'), entrance('c', '自然人登录')])
    expect(groups.map(({ title, entrances }) => [title, entrances.map(wayTitle)])).toEqual([['企业登录', ['普通登录', '快捷登录']], ['自然人登录', ['自然人登录']]])
    expect(groupsOf([entrance('a', 'Enterprise: ordinary sign-in'), entrance('c', 'Individual')]).map(({ title }) => title)).toEqual(['Enterprise: ordinary sign-in', 'Individual'])
  })
})

describe('LN-14: searching people', () => {
  const row = (more: Partial<PersonnelRow> = {}) =>
    ({ role: 'tax-handler', state: 'in-force', actions: ['freeze'], person: { name: '王 小明', document: '110***********0025', phone: null }, ...more }) as PersonnelRow
  it('by what is shown of name and document', () => {
    expect(matches(row(), { ...kNoFilter, text: '王小' })).toBe(true)
    expect(matches(row(), { ...kNoFilter, text: '0025' })).toBe(true)
    expect(matches(row(), { ...kNoFilter, text: '李' })).toBe(false)
    expect(matches(row(), { ...kNoFilter, state: 'frozen' })).toBe(false)
  })
  it('what is over stays away until it is asked for', () => {
    const over = row({ state: 'withdrawn', actions: [] })
    expect(matches(over, kNoFilter)).toBe(false)
    expect(matches(over, { ...kNoFilter, past: true })).toBe(true)
  })
})

describe('files for spreadsheets', () => {
  it('quote what needs it, and run no formula', () => {
    expect(toCsv([['a,"b"', '=1+1']])).toBe('\uFEFF"a,""b""",\'=1+1\r\n')
  })
})
