// A downstream system in TypeScript: sign-in, the mandate behind it, refresh, logout. ISSUER, CLIENT_ID, CLIENT_SECRET and BASE
// (its own address) come from the environment. One visitor's session is one entry of a map; a real system has a store.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import * as oidc from 'openid-client'

interface Mandate {
  type: 'tax_mandate'
  identity: 'self' | 'enterprise' | 'agency'
  principal?: { number: string; name: string }
  functions?: string[]
}
interface Session { tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers; ends: number }
interface Flow { verifier: string; nonce: string; browser: string }

const env = (name: string): string => process.env[name] ?? (() => { throw new Error(`${name} is missing`) })()
const base = env('BASE')
const issuer = new URL(env('ISSUER'))
// allowInsecureRequests is for a demo on http alone.
const config = await oidc.discovery(issuer, env('CLIENT_ID'), undefined, oidc.ClientSecretBasic(env('CLIENT_SECRET')),
  issuer.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {})
const flows = new Map<string, Flow>()
const sessions = new Map<string, Session>()

const endOf = (tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers): number => Date.now() + (tokens.expiresIn() ?? 0) * 1000
const cookie = (request: IncomingMessage): string => /(?:^|; )example=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
const go = (response: ServerResponse, to: string, id?: string): void => {
  response.writeHead(303, { Location: to, ...(id ? { 'Set-Cookie': `example=${id}; HttpOnly; SameSite=Lax; Path=/` } : {}) }).end()
}

async function signIn(response: ServerResponse): Promise<void> {
  const flow: Flow = { verifier: oidc.randomPKCECodeVerifier(), nonce: oidc.randomNonce(), browser: randomUUID() }
  const state = oidc.randomState()
  flows.set(state, flow)
  go(response, oidc.buildAuthorizationUrl(config, {
    redirect_uri: `${base}/callback`, scope: 'openid profile', state, nonce: flow.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier), code_challenge_method: 'S256',
  }).href, flow.browser)
}

async function callback(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const state = url.searchParams.get('state') ?? ''
  const flow = flows.get(state)
  if (!flow || flow.browser !== cookie(request)) throw new Error('this browser did not begin this sign-in')
  flows.delete(state)
  const tokens = await oidc.authorizationCodeGrant(config, url, { pkceCodeVerifier: flow.verifier, expectedState: state, expectedNonce: flow.nonce, idTokenExpected: true })
  const id = randomUUID()
  sessions.set(id, { tokens, ends: endOf(tokens) })
  go(response, '/', id)
}

/** Who, for whom, and what they may do; nothing when the bureau has ended it. */
async function mandateOf(session: Session): Promise<Mandate> {
  if (Date.now() > session.ends - 10_000) {
    session.tokens = await oidc.refreshTokenGrant(config, session.tokens.refresh_token ?? '')
    session.ends = endOf(session.tokens)
  }
  const seen = await oidc.tokenIntrospection(config, session.tokens.access_token)
  if (!seen.active) throw new Error('the bureau has ended this sign-in')
  return (seen['authorization_details'] as unknown as Mandate[])[0]!
}

async function home(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = cookie(request)
  const session = sessions.get(id)
  if (!session) return go(response, '/sign-in')
  try {
    const mandate = await mandateOf(session)
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ sub: session.tokens.claims()?.sub, mandate }))
  } catch {
    sessions.delete(id)
    response.writeHead(401).end('the sign-in has ended')
  }
}

function signOut(request: IncomingMessage, response: ServerResponse): void {
  const session = sessions.get(cookie(request))
  sessions.delete(cookie(request))
  if (!session) return go(response, '/')
  go(response, oidc.buildEndSessionUrl(config, { id_token_hint: session.tokens.id_token ?? '', post_logout_redirect_uri: `${base}/` }).href)
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', base)
  if (url.pathname === '/') return home(request, response)
  if (url.pathname === '/sign-in') return signIn(response)
  if (url.pathname === '/callback') return callback(request, response, url)
  if (url.pathname === '/sign-out') return signOut(request, response)
  response.writeHead(404).end()
}

createServer((request, response) => {
  answer(request, response).catch((error: Error) => response.writeHead(400).end(error.message))
}).listen(Number(new URL(base).port), '127.0.0.1')
