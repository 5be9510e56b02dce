import type { InputInstance } from 'element-plus'
import { nextTick, type Ref } from 'vue'

/** Edits a field where its caret stands, as keys would. */
export function useCaret(field: Ref<InputInstance | undefined>, value: Ref<string | undefined>) {
  async function replace(from: number, to: number, text: string): Promise<void> {
    const native = field.value?.input
    const old = value.value ?? ''
    value.value = old.slice(0, from) + text + old.slice(to)
    await nextTick()
    native?.focus()
    native?.setSelectionRange(from + text.length, from + text.length)
  }
  function selection(): { from: number; to: number } {
    const native = field.value?.input
    const end = value.value?.length ?? 0
    return { from: native?.selectionStart ?? end, to: native?.selectionEnd ?? end }
  }
  return {
    insert(text: string): Promise<void> {
      const { from, to } = selection()
      return replace(from, to, text)
    },
    /** What is selected, else the character before the caret. */
    erase(): Promise<void> {
      const { from, to } = selection()
      const before = Array.from((value.value ?? '').slice(0, from)).at(-1)?.length ?? 0
      return replace(from === to ? from - before : from, to, '')
    },
  }
}
