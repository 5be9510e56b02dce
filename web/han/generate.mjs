// Every Han character of Unicode by radical and strokes, for the picker of rare characters (WH-13): public/han/radicals.json, and
// public/han/1.json … 214.json, a file a radical: {"9": "…", "10": "…"}, all strokes of the character, the radical's included.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const source = '/usr/share/unicode/Unihan_IRGSources.txt.bz2' // Debian's unicode-data
const target = join(import.meta.dirname, '../public/han')
const radicalCount = 214
const firstKangxi = 0x2f00 // the radicals stand one after another from here

const radicals = Array.from({ length: radicalCount }, () => ({ byStrokes: new Map() }))
const strokes = new Map()
const byCharacter = new Map()
for (const line of execFileSync('bzip2', ['-dc', source], { encoding: 'utf8', maxBuffer: 1 << 28 }).split('\n')) {
  if (!line.startsWith('U+')) continue
  const [name, field, value] = line.split('\t')
  if (field === 'kTotalStrokes') strokes.set(name, Number(value.split(' ')[0]))
  // "212'.4" is a simplified form of radical 212; a second value is another way to look the character up.
  if (field === 'kRSUnicode') byCharacter.set(name, value.split(' ').map((one) => Number.parseInt(one, 10)))
}
for (const [name, places] of byCharacter) {
  const character = String.fromCodePoint(Number.parseInt(name.slice(2), 16))
  for (const place of new Set(places)) {
    const { byStrokes } = radicals[place - 1]
    byStrokes.set(strokes.get(name), (byStrokes.get(strokes.get(name)) ?? '') + character)
  }
}

const name = (character) => `U+${character.codePointAt(0).toString(16).toUpperCase()}`
mkdirSync(target, { recursive: true })
const index = radicals.map(({ byStrokes }, at) => {
  const sorted = Object.fromEntries([...byStrokes].sort(([a], [b]) => a - b))
  writeFileSync(join(target, `${at + 1}.json`), JSON.stringify(sorted))
  const character = String.fromCodePoint(firstKangxi + at).normalize('NFKC')
  return { number: at + 1, character, strokes: strokes.get(name(character)) }
})
writeFileSync(join(target, 'radicals.json'), JSON.stringify(index))
console.log(`${byCharacter.size} characters under ${radicalCount} radicals`)
