import type { Problem } from './types'

/** The server understood and refused; `problem` says why. `retryAt`: when it is worth trying again (ms since 1970). */
export class Refusal extends Error {
  constructor(readonly problem: Problem, readonly retryAt: number | null) {
    super(problem.detail ?? problem.title)
  }
}
/** No answer: the network, a proxy, or a time-out. */
export class Unreachable extends Error {}

interface Wiring {
  locale: () => string
  /** PERSON/IDENTITY that this tab shows: the server does nothing that was meant for another. */
  identity: () => string | null
  noSession: (problem: Problem) => void
  /** The server did nothing: by now the session acts for another than this tab shows. */
  identityChanged: () => void
}
let wiring: Wiring = { locale: () => 'zh-CN', identity: () => null, noSession: () => {}, identityChanged: () => {} }
export function wire(to: Partial<Wiring>): void {
  wiring = { ...wiring, ...to }
}

let csrfOfBureau = ''
export function setCsrf(token: string): void {
  csrfOfBureau = token
}
/** The cookie wins: another tab may have signed in or out since this one asked. */
function csrf(): string {
  const match = /(?:^|;\s*)taxgate_csrf=([^;]*)/.exec(document.cookie)
  return match?.[1] ? decodeURIComponent(match[1]) : csrfOfBureau
}

let skew = 0
/** Now by the server's clock: count-downs must be right on a computer whose clock is wrong. */
export const serverNow = (): number => Date.now() + skew
function learnSkew(response: Response): void {
  const date = Date.parse(response.headers.get('date') ?? '')
  if (Number.isNaN(date)) return
  const seen = date - Date.now()
  skew = Math.abs(seen) < 3000 ? 0 : seen
}

const kTimeout = 30_000

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
async function send(method: Method, path: string, body: unknown, as?: string): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': wiring.locale() }
  const identity = as ?? wiring.identity()
  if (identity) headers['X-Taxgate-Identity'] = identity
  if (method !== 'GET') {
    headers['Content-Type'] = 'application/json'
    headers['X-CSRF-Token'] = csrf()
  }
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), kTimeout)
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      signal: abort.signal,
      ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    })
  } catch {
    throw new Unreachable(path)
  } finally {
    clearTimeout(timer)
  }
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as Partial<Problem>
    if (typeof body.code === 'string') return { title: '', ...body, status: response.status } as Problem
  } catch {
    // Not ours: a proxy's page. The status alone decides.
  }
  return { title: '', status: response.status, code: `http-${response.status}` }
}

function retryTime(response: Response, problem: Problem): number | null {
  const header = response.headers.get('retry-after')
  const seconds = problem.retry_after ?? (header && /^\d+$/.test(header) ? Number(header) : null)
  if (seconds !== null) return serverNow() + seconds * 1000
  const date = Date.parse(header ?? '')
  return Number.isNaN(date) ? null : date
}

async function renewCsrf(): Promise<void> {
  const response = await send('GET', '/v1/bureau', null)
  if (response.ok) setCsrf(((await response.json()) as { csrf: string }).csrf)
}

/** One call, made as what this tab shows unless `as` says PERSON/IDENTITY. Throws Refusal or Unreachable. */
export async function call<T>(method: Method, path: string, body?: unknown, as?: string): Promise<T> {
  let response = await send(method, path, body, as)
  let problem = response.ok ? null : await problemOf(response)
  if (problem?.status === 403 && ['csrf', 'no-browser'].includes(problem.code)) {
    await renewCsrf()
    response = await send(method, path, body, as)
    problem = response.ok ? null : await problemOf(response)
  }
  learnSkew(response)
  if (problem) {
    if (problem.status === 401) wiring.noSession(problem)
    if (problem.code === 'identity-changed') wiring.identityChanged()
    throw new Refusal(problem, retryTime(response, problem))
  }
  if (response.status === 204) return undefined as T
  try {
    return (await response.json()) as T
  } catch {
    throw new Unreachable(path)
  }
}
