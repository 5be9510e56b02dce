import { computed, ref, shallowRef } from 'vue'

/** A radical and the strokes of it alone. */
export interface Radical {
  number: number
  character: string
  strokes: number
}
/** Characters of one radical by all their strokes; the value holds them one after another. */
type ByStrokes = Record<string, string>

async function fetched<T>(file: string): Promise<T> {
  const response = await fetch(`/han/${file}.json`)
  if (!response.ok) throw new Error(`${file}: ${response.status}`)
  return response.json() as Promise<T>
}

const distinct = (values: number[]): number[] => [...new Set(values)].sort((a, b) => a - b)

/** Looking a character up as in a dictionary: radical, then strokes (WH-13). */
export function useHan() {
  const all = shallowRef<Radical[]>([])
  const characters = shallowRef<ByStrokes>({})
  const radical = shallowRef<Radical | null>(null)
  const radicalStrokes = ref(1)
  const strokes = ref(0)
  const failed = ref(false)

  async function begin(): Promise<void> {
    await attempt(async () => {
      all.value = await fetched<Radical[]>('radicals')
    })
  }

  async function choose(chosen: Radical): Promise<void> {
    await attempt(async () => {
      characters.value = await fetched<ByStrokes>(String(chosen.number))
      radical.value = chosen
      strokes.value = Number(Object.keys(characters.value)[0])
    })
  }

  async function attempt(act: () => Promise<void>): Promise<void> {
    failed.value = false
    try {
      await act()
    } catch {
      failed.value = true
    }
  }

  return {
    radical, radicalStrokes, strokes, failed, begin, choose,
    radicalCounts: computed(() => distinct(all.value.map((one) => one.strokes))),
    radicals: computed(() => all.value.filter((one) => one.strokes === radicalStrokes.value)),
    counts: computed(() => Object.keys(characters.value).map(Number)),
    // By code points: most rare characters stand beyond the BMP.
    found: computed(() => Array.from(characters.value[strokes.value] ?? '')),
  }
}
