// The mock's account centre and personnel page.
import { Fault, roleOf } from './flows.mjs'
import { kFunctions, kRoles, maskDocument, maskPhone, newId, soon, standing, today, validResident } from './world.mjs'
import { say } from './words.mjs'

const enterpriseOf = (world, id) => world.enterprises.find((one) => one.id === id)
const flat = (nodes) => nodes.flatMap((node) => [node, ...flat(node.children ?? [])])

function identity(context, mandate) {
  const t = (key) => say(context.locale, key)
  if (!mandate) return { id: 'self', kind: 'self', title: t('self'), functions: [] }
  const principal = enterpriseOf(context.world, mandate.principal)
  return {
    id: mandate.id, kind: 'enterprise', title: principal.name, role: mandate.role, role_title: t(`role.${mandate.role}`),
    principal, functions: mandate.functions.map((id) => ({ id, title: t(`fn.${id}`) })), ends: mandate.ends, ends_soon: soon(mandate),
  }
}
const manages = ({ mandate }) => Boolean(mandate) && mandate.role !== 'handler'

function me(context) {
  const { session, world, locale } = context
  const { person } = session
  return {
    person: {
      id: person.id, name: person.name, document_kind: 'resident', document_kind_title: say(locale, 'doc.resident'), document: maskDocument(person.document),
      phone: maskPhone(person.phone), username: person.username, username_changeable_at: person.usernameFrom ?? null, level: 3, level_title: say(locale, 'level'),
      secret: person.password ? 'set' : 'initial',
    },
    identity: identity(context, session.mandate),
    session: { id: session.id, entrance: session.entrance, methods: ['password', 'sms'], level: 2, started_at: session.started_at, expires_at: new Date(Date.now() + 1800_000).toISOString() },
    can: { manage_personnel: manages(session) },
    unread: person.notices.filter(({ read }) => !read).length,
    pending_associations: world.mandates.filter((one) => one.delegate === person.id && one.state === 'proposed').length,
    pending_engagements: 0,
  }
}

function common(context, mandate) {
  const t = (key, args) => say(context.locale, key, args)
  const state = standing(mandate)
  return {
    id: mandate.id, role: mandate.role, role_title: t(`role.${mandate.role}`), functions: mandate.functions.map((id) => ({ id, title: t(`fn.${id}`) })),
    starts: mandate.starts, ends: mandate.ends, ends_soon: soon(mandate), state, state_title: t(`state.${state}`), origin: mandate.origin,
    proposed_by: mandate.proposed_by, proposed_at: mandate.proposed_at, decided_at: mandate.decided_at, version: mandate.version,
  }
}
function association(context, mandate) {
  const state = standing(mandate)
  const actions = state === 'pending' ? ['confirm', 'refuse'] : state === 'in-force' && mandate.role !== 'legal' ? ['release'] : []
  const role = say(context.locale, `role.${mandate.role}`)
  return {
    ...common(context, mandate), principal: enterpriseOf(context.world, mandate.principal), actions,
    ...(state === 'pending' ? { question: say(context.locale, 'question', { role }) } : {}),
  }
}
function row(context, mandate) {
  const person = context.world.people.find(({ id }) => id === mandate.delegate)
  const state = standing(mandate)
  const own = person.id === context.session.person.id || mandate.origin === 'registry'
  return {
    ...common(context, mandate),
    person: { name: person.name, document_kind_title: say(context.locale, 'doc.resident'), document: maskDocument(person.document), phone: maskPhone(person.phone) },
    actions: own ? [] : state === 'pending' ? ['withdraw'] : state === 'in-force' ? ['withdraw', 'renew'] : state === 'expired' ? ['renew'] : [],
  }
}
function change(context, mandate, state) {
  if (mandate.version !== context.body.version) throw new Fault(409, 'stale')
  Object.assign(mandate, { state, version: mandate.version + 1, decided_at: new Date().toISOString() })
  if (state !== 'in-force') {
    for (const [token, session] of context.world.sessions) if (session.mandate === mandate) context.world.sessions.delete(token)
  }
}
function note(context, key, detail) {
  const { person, mandate } = context.session
  person.activity.unshift({ seq: ++context.world.seq, at: new Date().toISOString(), key, detail, as: identity(context, mandate).title })
}

function mine(context, [what, id, verb]) {
  const { world, session, method, body } = context
  const { person } = session
  switch (`${method} ${what ?? ''}`) {
    case 'GET ': return [200, me(context)]
    case 'POST sign-out':
      world.sessions.delete(context.token)
      context.close()
      return [204]
    case 'GET identities': {
      const rows = [null, ...world.mandates.filter((one) => one.delegate === person.id && ['in-force', 'pending', 'expired'].includes(standing(one)))]
      return [200, { identities: rows.map((one) => ({
        ...identity(context, one), current: one === session.mandate || (!one && !session.mandate), usable: !one || standing(one) === 'in-force',
        ...(one && standing(one) !== 'in-force' ? { reason: say(context.locale, `state.${standing(one)}`) } : {}),
      })) }]
    }
    case 'POST identity':
      session.mandate = body.identity === 'self' ? null : world.mandates.find((one) => one.id === body.identity)
      note(context, 'act.switch', identity(context, session.mandate).title)
      return [200, me(context)]
    case 'GET associations':
      return [200, { associations: world.mandates.filter((one) => one.delegate === person.id).map((one) => association(context, one)) }]
    case 'POST associations': {
      const mandate = world.mandates.find((one) => one.id === id && one.delegate === person.id)
      if (!mandate) throw new Fault(404, 'not-found')
      note(context, `act.${verb}`, enterpriseOf(world, mandate.principal).name)
      change(context, mandate, { confirm: 'in-force', refuse: 'refused', release: 'released' }[verb])
      return [200, association(context, mandate)]
    }
    case 'GET sessions':
      return [200, { sessions: [...world.sessions.values()].filter((one) => one.person === person).map((one) => ({
        id: one.id, current: one === session, entrance_title: say(context.locale, `way.${one.entrance}`), identity_title: identity(context, one.mandate).title,
        methods: ['password', 'sms'], started_at: one.started_at, seen_at: one.seen_at, expires_at: one.started_at, agent: one.agent, address: '127.0.0.1',
      })) }]
    case 'GET systems':
      return [200, { systems: [] }]
    case 'DELETE sessions':
    case 'POST sessions': {
      const others = [...world.sessions.values()].filter((one) => one.person === person && (what && id === 'end-others' ? one !== session : one.id === id))
      others.forEach((one) => world.sessions.delete(one.token))
      return method === 'DELETE' ? [204] : [200, { ended: others.length }]
    }
    case 'GET activity': {
      const before = Number(context.query.get('before') ?? Infinity)
      const rest = person.activity.filter(({ seq }) => seq < before)
      const entries = rest.slice(0, Number(context.query.get('limit') ?? 20))
      return [200, { entries: entries.map(({ seq, at, key, detail, as }) => ({ seq, at, kind: key, title: say(context.locale, key), detail, ...(as ? { as } : {}) })), next: rest.length > entries.length ? entries.at(-1).seq : null }]
    }
    case 'GET notices':
      return [200, { notices: person.notices.map(({ id: number, at, read, key, args }) => ({ id: number, code: key, level: 'info', at, read, text: say(context.locale, key, { ...args, role: say(context.locale, `role.${args.role}`) }) })) }]
    case 'POST notices':
      person.notices.find((one) => one.id === id).read = true
      return [204]
    default: throw new Fault(404, 'not-found')
  }
}

function proposal(context) {
  const { body, world } = context
  const inputs = {}
  const put = (name, code) => (inputs[name] = { code, text: say(context.locale, code) })
  const person = world.people.find((one) => one.document === body.document_number?.toUpperCase())
  if (body.document_kind === 'resident' && !validResident(body.document_number?.toUpperCase() ?? '')) put('document_number', 'bad-number')
  else if (!person || person.name !== body.name) put('name', 'unknown-person')
  if (Object.keys(inputs).length) throw new Fault(422, 'invalid', { inputs })
  return person
}
/** Enough to draw the pages; the rules are the server's. */
function enterprise(context, [what, ...more]) {
  if (!manages(context.session)) throw new Fault(403, 'forbidden')
  if (what === 'permissions') return [200, { permissions: [] }]
  if (what === 'engagements') return [200, { engagements: [] }]
  if (more[0] !== 'search') return personnel(context, [what, ...more])
  const person = proposal(context)
  return [200, { found: true, by_hand: false, collected: true, person: { name: person.name, document: maskDocument(person.document), phone: maskPhone(person.phone) } }]
}
function personnel(context, [, id, verb]) {
  const { world, session, method, body, locale } = context
  const principal = enterpriseOf(world, session.mandate.principal)
  const own = world.mandates.filter((one) => one.principal === principal.id)
  if (method === 'GET') {
    const titled = (nodes) => nodes.map((node) => ({ id: node.id, title: say(locale, `fn.${node.id}`), children: titled(node.children ?? []) }))
    return [200, {
      principal, personnel: own.map((one) => row(context, one)), functions: titled(kFunctions),
      roles: kRoles.map(({ days, ...role }) => ({ ...role, title: say(locale, `role.${role.id}`), default_ends: today(days) })),
    }]
  }
  if (!id) {
    const person = proposal(context)
    const mandate = {
      id: world.nextMandate(), principal: principal.id, delegate: person.id, role: body.role, functions: body.functions.filter((one) => flat(kFunctions).some((node) => node.id === one)),
      starts: today(), ends: body.ends, state: 'proposed', origin: 'enterprise', proposed_by: session.person.name, proposed_at: new Date().toISOString(), version: 1,
    }
    world.mandates.push(mandate)
    person.notices.unshift({ id: newId(), at: mandate.proposed_at, read: false, key: 'notice.proposed', args: { name: principal.name, role: body.role } })
    note(context, 'act.propose', person.name)
    return [201, row(context, mandate)]
  }
  const mandate = own.find((one) => one.id === id)
  if (!mandate || !roleOf(mandate.role)) throw new Fault(404, 'not-found')
  change(context, mandate, verb === 'withdraw' ? 'withdrawn' : 'in-force')
  if (verb === 'renew') mandate.ends = body.ends
  return [200, row(context, mandate)]
}

export function account(context, parts) {
  if (!context.session) throw new Fault(401, 'no-session')
  context.session.seen_at = new Date().toISOString()
  if (parts[0] === 'me') return mine(context, parts.slice(1))
  if (parts[0] === 'enterprise') return enterprise(context, parts.slice(1))
  throw new Fault(404, 'not-found')
}
