import { describe, expect, it } from 'vitest'
import { leavesUnder, rootsOver, tickOf, toggle } from '@/pages/personnel/functions'

const tree = [
  { id: 'declaration', title: '申报', children: [{ id: 'vat', title: '增值税' }, { id: 'income', title: '所得税' }] },
  { id: 'inquiry', title: '查询' },
]

describe('the function tree (SX-05)', () => {
  it('a granted root stands for its whole subtree, and back', () => {
    const leaves = leavesUnder(tree, ['declaration', 'inquiry'])
    expect([...leaves]).toEqual(['vat', 'income', 'inquiry'])
    expect(rootsOver(tree, leaves)).toEqual(['declaration', 'inquiry'])
  })
  it('a part of a subtree is granted by its own names', () => {
    const leaves = toggle(tree[0]!.children![0]!, leavesUnder(tree, ['declaration']), false)
    expect(rootsOver(tree, leaves)).toEqual(['income'])
    expect(tickOf(tree[0]!, leaves)).toBe('some')
    expect(tickOf(tree[1]!, leaves)).toBe('none')
  })
})
