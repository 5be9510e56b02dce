/** The API contract as the pages see it (openapi.json), a file a subject. */
export type * from './types/words'
export type * from './types/problem'
export type * from './types/bureau'
export type * from './types/flow'
export type * from './types/account'
export type * from './types/enterprise'
export type * from './types/agency'
export type * from './types/demo'
