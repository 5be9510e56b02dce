import type { Language } from 'element-plus/es/locale'
import { ref, shallowRef } from 'vue'
import type { Locale } from '@/api/types'
import type { Messages, MessageKey } from './zh-CN'

export type { MessageKey }
export const kLocales: { id: Locale; title: string }[] = [
  { id: 'zh-CN', title: '简体中文' },
  { id: 'zh-TW', title: '繁體中文' },
  { id: 'en', title: 'English' },
]

const kTables: Record<Locale, () => Promise<{ default: Messages; element: Language }>> = {
  'zh-CN': () => import('./zh-CN'),
  'zh-TW': () => import('./zh-TW'),
  en: () => import('./en'),
}

export const locale = ref<Locale>('zh-CN')
export const elementLocale = shallowRef<Language>()
const messages = shallowRef<Partial<Messages>>({})

const kKept = 'taxgate.locale'
function isLocale(text: string | null | undefined): text is Locale {
  return kLocales.some(({ id }) => id === text)
}

/** The kept choice, or the browser's wish: zh-Hant and its regions read zh-TW, other Chinese zh-CN. */
export function wantedLocale(): Locale {
  const kept = localStorage.getItem(kKept)
  if (isLocale(kept)) return kept
  for (const language of navigator.languages) {
    if (/^zh-(hant|tw|hk|mo)/i.test(language)) return 'zh-TW'
    if (/^zh/i.test(language)) return 'zh-CN'
    if (/^en/i.test(language)) return 'en'
  }
  return 'zh-CN'
}

export async function setLocale(to: Locale): Promise<void> {
  const table = await kTables[to]()
  messages.value = table.default
  elementLocale.value = table.element
  locale.value = to
  document.documentElement.lang = to
}
export function keepLocale(to: Locale): void {
  localStorage.setItem(kKept, to)
}

/** The text of `key` in the language of the page, with `{name}` replaced. */
export function t(key: MessageKey, args: Record<string, string | number> = {}): string {
  const text = messages.value[key] ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole))
}

// A bureau's day and hour are China's, wherever the reader is.
const kZone = 'Asia/Shanghai'
function format(options: Intl.DateTimeFormatOptions, at: Date): string {
  return new Intl.DateTimeFormat(locale.value, options).format(at)
}
/** A day (YYYY-MM-DD) or an instant, as a date. */
export function day(text: string): string {
  const plain = /^\d{4}-\d{2}-\d{2}$/.test(text)
  return format({ dateStyle: 'long', timeZone: plain ? 'UTC' : kZone }, new Date(plain ? `${text}T00:00:00Z` : text))
}
export function moment(text: string | number): string {
  return format(
    { year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: kZone },
    new Date(text),
  )
}
/** Today in the bureau's zone, plus some days, as YYYY-MM-DD. */
export function dayFromNow(days: number, now = Date.now()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: kZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    .format(new Date(now + days * 86_400_000))
}
