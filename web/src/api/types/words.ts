/** What all of the API's answers use. Titles and texts come localised; codes are stable. */

export type Locale = 'zh-CN' | 'zh-TW' | 'en'
/** An instant, RFC 3339 in UTC. */
export type Instant = string
/** A calendar day of the bureau, YYYY-MM-DD. */
export type Day = string

export interface Named {
  id: string
  title: string
}
