import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readableOnWhite, shade } from '@/ui/colour'
import en from '@/i18n/en'
import zhCN from '@/i18n/zh-CN'
import zhTW from '@/i18n/zh-TW'

const files = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => (statSync(join(folder, name)).isDirectory() ? files(join(folder, name)) : [join(folder, name)]))
const source = files('src').filter((name) => /\.(vue|ts)$/.test(name) && !name.includes('i18n')).map((name) => readFileSync(name, 'utf8')).join('\n')

describe('X-10: the texts of the pages', () => {
  it('are complete in every language, with the same places for values', () => {
    for (const [key, text] of Object.entries(zhCN)) {
      const places = (from: string): string[] => (from.match(/\{\w+\}/g) ?? []).sort()
      for (const other of [zhTW, en] as Record<string, string>[]) {
        expect(other[key], key).toBeTruthy()
        expect(places(other[key]!), key).toEqual(places(text))
      }
    }
  })
  it('stand in the tables and not in the pages', () => {
    const markup = source.replace(/\/\/.*$|\/\*[\s\S]*?\*\/|<!--[\s\S]*?-->/gm, '')
    expect(markup.match(/[一-鿿]+/g) ?? []).toEqual([])
  })
  it('none is left over', () => {
    // A key that is put together, such as `agencies.${action}_title`, is used with any word in its place.
    const made = [...source.matchAll(/`([\w.]+(?:\$\{[^`}]+\}[\w.]*)+)`/g)].map(([, text]) => new RegExp(`^${text!.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '[\\w-]+')}$`))
    const unused = Object.keys(zhCN).filter((key) => !source.includes(key) && !made.some((pattern) => pattern.test(key)))
    expect(unused).toEqual([])
  })
})

describe('X-10: a bureau’s colour', () => {
  it('is taken only where white on it can be read', () => {
    expect(readableOnWhite('#0958d9')).toBe(true)
    expect(readableOnWhite('#1677ff')).toBe(false)
    expect(readableOnWhite('red; background: url(x)')).toBe(false)
    expect(shade('#000000', 0.5)).toBe('#808080')
  })
})
