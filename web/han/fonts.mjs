// Fonts for the characters that few machines can show, in slices that a browser fetches only when it meets one of their characters:
// public/han/fonts.css and public/han/fonts/*.woff2. From Debian's fonts-hanazono and fonts-babelstone-han.
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const fonts = ['hanazono/HanaMinB', 'babelstone/BabelStoneHan', 'hanazono/HanaMinA'].map((name) => `/usr/share/fonts/truetype/${name}.ttf`)
// What the usual Chinese fonts lack: extension A, the end of the first block, and all beyond the BMP.
const rare = [[0x3400, 0x4dbf], [0x9fa6, 0x9fff], [0x20000, 0x323af]]
const slice = 256
const target = join(import.meta.dirname, '../public/han')

function covered(font) {
  const ranges = execFileSync('fc-query', ['-f', '%{charset}', font], { encoding: 'utf8' }).trim().split(/\s+/)
  return new Set(ranges.flatMap((range) => {
    const [first, last = first] = range.split('-').map((hex) => Number.parseInt(hex, 16))
    return Array.from({ length: last - first + 1 }, (_, i) => first + i)
  }))
}

/** Each rare character belongs to the first font that has it. */
function slices() {
  const coverage = fonts.map(covered)
  const found = new Map()
  for (const [first, last] of rare) {
    for (let code = first; code <= last; ++code) {
      const font = coverage.findIndex((codes) => codes.has(code))
      if (font < 0) continue
      const name = `${(code - code % slice).toString(16)}-${font}`
      if (!found.has(name)) found.set(name, { name, font: fonts[font], codes: [] })
      found.get(name).codes.push(code)
    }
  }
  return [...found.values()]
}

async function make({ name, font, codes }) {
  const plain = join(tmpdir(), `taxgate-han-${process.pid}-${name}.ttf`)
  await run('hb-subset', [`--unicodes=${codes.map((code) => code.toString(16)).join(',')}`, '--layout-features=', `--output-file=${plain}`, font])
  await run('woff2_compress', [plain])
  await run('mv', [plain.replace('.ttf', '.woff2'), join(target, 'fonts', `${name}.woff2`)])
  rmSync(plain)
}

const ranges = (codes) => codes.reduce((all, code) => {
  if (all.at(-1)?.[1] === code - 1) all.at(-1)[1] = code
  else all.push([code, code])
  return all
}, []).map(([first, last]) => `U+${first.toString(16)}${last === first ? '' : `-${last.toString(16)}`}`).join(',')

mkdirSync(join(target, 'fonts'), { recursive: true })
const work = slices()
const queue = [...work]
await Promise.all([1, 2].map(async () => { while (queue.length) await make(queue.shift()) }))
writeFileSync(join(target, 'fonts.css'), work.map(({ name, codes }) =>
  `@font-face{font-family:"Rare Han";src:url("fonts/${name}.woff2") format("woff2");font-display:swap;unicode-range:${ranges(codes)}}`).join('\n'))
console.log(`${work.length} slices`)
