import type { FunctionNode } from '@/api/types'

/** All ids of a subtree, its root first. */
export const idsOf = (node: FunctionNode): string[] => [node.id, ...(node.children ?? []).flatMap(idsOf)]
const leavesOf = (node: FunctionNode): string[] => (node.children?.length ? node.children.flatMap(leavesOf) : [node.id])

/** The leaves that grants of whole subtrees stand for. */
export function leavesUnder(tree: FunctionNode[], roots: string[]): Set<string> {
  const granted = (node: FunctionNode): string[] =>
    roots.includes(node.id) ? leavesOf(node) : (node.children ?? []).flatMap(granted)
  return new Set(tree.flatMap(granted))
}
/** The other way: the fewest roots whose subtrees are exactly these leaves. */
export function rootsOver(tree: FunctionNode[], leaves: Set<string>): string[] {
  return tree.flatMap((node) => (leavesOf(node).every((id) => leaves.has(id)) ? [node.id] : rootsOver(node.children ?? [], leaves)))
}
export type Tick = 'all' | 'some' | 'none'
export function tickOf(node: FunctionNode, leaves: Set<string>): Tick {
  const own = leavesOf(node)
  const count = own.filter((id) => leaves.has(id)).length
  return count === 0 ? 'none' : count === own.length ? 'all' : 'some'
}
export function toggle(node: FunctionNode, leaves: Set<string>, on: boolean): Set<string> {
  const next = new Set(leaves)
  for (const id of leavesOf(node)) if (on) next.add(id); else next.delete(id)
  return next
}
