import type { Entrance } from '@/api/types'
import type { IconName } from '@/ui/AppIcon.vue'

export interface EntranceGroup {
  title: string
  entrances: Entrance[]
}
const headOf = (title: string): string => title.split(/\s*[·:：]\s*/)[0]!
/** Entrances whose titles begin alike, such as 「企业登录·普通登录」 and 「企业登录·快捷登录」, are one entrance with several ways (LN-01). */
export function groupsOf(entrances: Entrance[]): EntranceGroup[] {
  const groups = new Map<string, Entrance[]>()
  for (const one of entrances) groups.set(headOf(one.title), [...(groups.get(headOf(one.title)) ?? []), one])
  return [...groups].map(([head, members]) => ({ title: members.length > 1 ? head : members[0]!.title, entrances: members }))
}
/** What a way is called within its group. */
export const wayTitle = ({ title }: Entrance): string => title.slice(headOf(title).length).replace(/^\s*[·:：]\s*/, '') || title

export const iconOf = ({ entrances }: EntranceGroup): IconName => {
  const { kind } = entrances[0]!
  return kind === 'any' ? 'id' : kind
}
