// A stand-in for taxgate while the pages are made and tested: the API contract over an invented bureau, and web/dist.
//   node mock/server.mjs [port]      POST /mock/reset, /mock/fault {path,status,code,retry_after}, /mock/expire, /mock/end-sessions
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { account } from './account.mjs'
import { Fault, Flows } from './flows.mjs'
import { say } from './words.mjs'
import { makeWorld, newId } from './world.mjs'

const kDist = fileURLToPath(new URL('../dist', import.meta.url))
const kTypes = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const kPolicy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

let world = makeWorld()

const localeOf = (request) => ['zh-TW', 'en', 'zh-CN'].find((one) => (request.headers['accept-language'] ?? '').startsWith(one)) ?? 'zh-CN'
const cookies = (request) => Object.fromEntries((request.headers.cookie ?? '').split(/;\s*/).filter(Boolean).map((pair) => pair.split('=')))

function json(response, status, body, headers = {}) {
  response.writeHead(status, { 'X-Mock': '1', 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json', 'Cache-Control': 'no-store', ...headers })
  response.end(body === undefined ? '' : JSON.stringify(body))
}

function bureau(context) {
  const t = (key) => say(context.locale, key)
  const methods = () => [{ id: 'password', title: t('method.password'), available: true }, { id: 'face', title: t('method.face'), available: false, reason: t('not-open') }]
  const entrance = (id, kind) => ({ id, title: t(`way.${id}`), kind, methods: methods(), links: [{ flow: 'recovery', title: t('way.recovery') }] })
  return {
    profile: 'sample', name: t('bureau'), locales: ['zh-CN', 'zh-TW', 'en'], demo: true, csrf: context.csrf, signed_in: Boolean(context.session),
    entrances: [entrance('enterprise', 'enterprise'), entrance('person', 'self'), entrance('agency', 'agency')],
    consents: [{ id: 'terms', version: '2026-01', title: t('consent.title'), url: '/v1/consents/terms' }],
    document_kinds: ['resident', 'passport'].map((id) => ({ id, title: t(`doc.${id}`) })),
    theme: { colour: '#0958d9', slogan: t('slogan'), phone: '12366' },
  }
}

const captcha = (text) => {
  const letters = [...text].map((letter, n) => `<text x="${22 + n * 30}" y="36" transform="rotate(${(n * 37) % 30 - 15} ${22 + n * 30} 30)" font-size="28" font-family="serif" fill="#123a7a">${letter}</text>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 50"><rect width="150" height="50" fill="#eef3fb"/><path d="M4 34C40 4 90 60 146 16" stroke="#5f92e6" fill="none"/>${letters.join('')}</svg>`
}

function flowRoutes(context, parts) {
  const flows = new Flows(world)
  const { method, body, locale } = context
  if (parts.length === 1 && method === 'POST') return [201, flows.show(flows.begin(body.kind, body.entrance, context.session), locale)]
  const flow = flows.find(parts[1])
  if (parts[2] === 'captcha.svg') return [200, captcha(flow.captcha), 'image/svg+xml']
  if (parts[2] === 'captcha.wav') throw new Fault(503, 'busy', { retry_after: 3 })
  if (method === 'GET') return [200, flows.show(flow, locale)]
  try {
    const opened = flows.move(flow, body, locale)
    if (opened) context.open(opened)
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault
    if (fault.more.inputs) fault.more.inputs = Object.fromEntries(Object.entries(fault.more.inputs).map(([name, code]) => [name, { code, text: say(locale, code) }]))
    if (fault.more.flow) fault.more.flow = flows.show(fault.more.flow, locale)
    if (fault.status === 423) {
      fault.more.until = new Date(fault.more.until).toISOString()
      fault.more.open_methods = [{ id: 'recovery', title: say(locale, 'way.recovery') }]
    }
    throw fault
  }
  return [200, flows.show(flow, locale)]
}

function demo(what, id) {
  if (what === 'messages') {
    return { messages: world.messages }
  }
  // What only a person can read on the page, a test reads here.
  if (what === 'flows') return { answer: new Flows(world).find(id).captcha }
  return {
    people: world.people.map((one) => ({
      name: one.name, document: one.document, phone: one.phone, ...(one.username ? { username: one.username } : {}),
      secret_hint: one.password ?? say('zh-CN', 'hint.initial'),
      enterprises: world.mandates.filter(({ delegate, state }) => delegate === one.id && state === 'in-force').map((mandate) => {
        const { number, name } = world.enterprises.find(({ id }) => id === mandate.principal)
        return { number, name, role_title: say('zh-CN', `role.${mandate.role}`) }
      }),
    })),
  }
}

function control(what, body) {
  if (what === 'ping') return [200, {}]
  if (what === 'reset') world = makeWorld()
  if (what === 'fault') world.faults.push(body)
  if (what === 'expire') for (const flow of world.flows.values()) flow.expires = Date.now() + (body.in ?? 0)
  if (what === 'end-sessions') world.sessions.clear()
  return [200, {}]
}

function route(context) {
  const { path, method, locale } = context
  const parts = path.split('/').slice(2)
  const fault = world.faults.findIndex((one) => path.startsWith(one.path) && (one.method ?? 'POST') === method)
  if (fault >= 0) {
    const [one] = world.faults.splice(fault, 1)
    throw new Fault(one.status, one.code ?? 'busy', { ...(one.retry_after ? { retry_after: one.retry_after } : {}) })
  }
  if (path.startsWith('/mock/')) return control(parts[0], context.body)
  if (method !== 'GET' && context.request.headers['x-csrf-token'] !== context.csrf) throw new Fault(403, 'csrf')
  if (parts[0] === 'bureau') return [200, bureau(context)]
  if (parts[0] === 'consents') return [200, { id: 'terms', version: '2026-01', title: say(locale, 'consent.title'), text: say(locale, 'consent.text') }]
  if (parts[0] === 'flows') return flowRoutes(context, parts)
  if (parts[0] === 'demo') return [200, demo(parts[1], parts[2])]
  return account(context, parts)
}

async function page(response, path) {
  const file = normalize(join(kDist, extname(path) ? path : 'index.html'))
  if (!file.startsWith(kDist)) return json(response, 404, { code: 'not-found', title: '', status: 404 })
  const body = await readFile(file)
  response.writeHead(200, { 'Content-Type': kTypes[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': kPolicy })
  response.end(body)
}

async function serve(request, response) {
  const url = new URL(request.url, 'http://mock')
  if (!/^\/(v1|mock)\//.test(url.pathname)) return page(response, url.pathname)
  let text = ''
  for await (const chunk of request) text += chunk
  const jar = cookies(request)
  const csrf = jar.taxgate_csrf ?? newId()
  const headers = jar.taxgate_csrf ? {} : { 'Set-Cookie': [`taxgate_csrf=${csrf}; Path=/; SameSite=Lax`] }
  const context = {
    request, csrf, world, path: url.pathname, query: url.searchParams, method: request.method, locale: localeOf(request),
    body: text ? JSON.parse(text) : {}, token: jar.taxgate_session, session: world.sessions.get(jar.taxgate_session),
    open({ person, mandate, entrance }) {
      const token = newId()
      const now = new Date().toISOString()
      world.sessions.set(token, { id: newId(), token, person, mandate, entrance, started_at: now, seen_at: now, agent: request.headers['user-agent'] ?? '' })
      person.activity.unshift({ seq: ++world.seq, at: now, key: 'act.sign-in', detail: request.socket.remoteAddress })
      headers['Set-Cookie'] = [`taxgate_session=${token}; Path=/; HttpOnly; SameSite=Lax`]
    },
    close() {
      headers['Set-Cookie'] = ['taxgate_session=; Path=/; Max-Age=0']
    },
  }
  try {
    const [status, body, type] = route(context)
    if (type) return response.writeHead(status, { 'Content-Type': type }).end(body)
    json(response, status, body, headers)
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault
    const detail = say(context.locale, fault.code, { n: Object.keys(fault.more.inputs ?? {}).length })
    json(response, fault.status, { type: `urn:taxgate:${fault.code}`, title: detail, status: fault.status, detail, code: fault.code, ...fault.more },
      { ...headers, ...(fault.more.retry_after ? { 'Retry-After': String(fault.more.retry_after) } : {}) })
  }
}

const port = Number(process.argv[2] ?? 8099)
createServer((request, response) => {
  serve(request, response).catch((error) => {
    console.error(error)
    if (!response.headersSent) json(response, 500, { code: 'internal', title: 'internal', status: 500 })
  })
}).listen(port, '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${port}`))
