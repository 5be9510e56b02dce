// The mock's flows: enough of the contract to see every page and state. The rules of a real bureau are the server's.
import { byAccount, kRoles, maskPhone, newId, passwordOf, standing } from './world.mjs'
import { say } from './words.mjs'

const kText = (name, more = {}) => ({ name, type: 'text', required: true, max_length: 100, ...more })
const kPassword = (name, more = {}) => ({ name, type: 'password', required: true, autocomplete: 'current-password', ...more })
const kCode = { name: 'sms_code', type: 'code', required: true, length: 6 }
const kRules = ['length', 'classes']

/** Steps of each way: what they ask, and where they lead. */
const kWays = {
  enterprise: { first: 'account', steps: ['account', 'sms', 'identity', 'new-password'] },
  person: { first: 'account', steps: ['account', 'sms', 'new-password'] },
  agency: { first: 'account', steps: ['account', 'sms'] },
  recovery: { first: 'known', steps: ['known', 'sms', 'new-password'] },
  'change-password': { first: 'old-password', steps: ['old-password', 'new-password'] },
  'change-phone': { first: 'old-password', steps: ['old-password', 'new-phone', 'sms'] },
  'change-username': { first: 'new-username', steps: ['new-username'] },
}
const kAsks = {
  account: (flow) => [
    ...(flow.way === 'person' ? [] : [kText('taxpayer', { max_length: 20, autocomplete: 'organization' })]),
    kText('account', { autocomplete: 'username' }), kPassword('password', { hinted: true }),
    { name: 'captcha', type: 'captcha', required: true }, { name: 'consent_terms', type: 'consent', required: true, text_id: 'terms', url: '/v1/consents/terms' },
  ],
  sms: () => [kCode],
  identity: () => [{ name: 'identity', type: 'choice', required: true, style: 'cards' }],
  'new-password': () => [kPassword('new_password', { autocomplete: 'new-password', ruled: true }), kPassword('repeat_password', { autocomplete: 'new-password' })],
  known: () => [
    kText('name', { autocomplete: 'name' }), { name: 'document_kind', type: 'choice', required: true, style: 'select', value: 'resident' },
    kText('document_number', { autocomplete: 'off' }), kText('phone', { autocomplete: 'tel', inputmode: 'tel' }), { name: 'captcha', type: 'captcha', required: true },
  ],
  'old-password': () => [kPassword('old_password')],
  'new-phone': () => [kText('new_phone', { autocomplete: 'tel', inputmode: 'tel' })],
  'new-username': () => [kText('new_username', { autocomplete: 'username', max_length: 16 })],
}

export class Fault extends Error {
  constructor(status, code, more = {}) {
    super(code)
    Object.assign(this, { status, code, more })
  }
}
const captchaText = () => Array.from({ length: 4 }, () => '34679ACEHJKMNRTVWXY'[Math.floor(Math.random() * 19)]).join('')

export class Flows {
  constructor(world) {
    this.world = world
  }

  begin(kind, entrance, session) {
    const way = kind === 'sign-in' ? entrance : kind
    if (!kWays[way]) throw new Fault(400, 'unknown-flow')
    if (kind.startsWith('change-') && !session) throw new Fault(401, 'no-session')
    const flow = {
      id: newId(), kind, entrance, way, step: kWays[way].first, state: 'open', past: [], notices: [], captcha: captchaText(), serial: 1,
      person: session?.person ?? null, expires: Date.now() + 15 * 60_000, code: null,
    }
    this.world.flows.set(flow.id, flow)
    return flow
  }
  find(id) {
    const flow = this.world.flows.get(id)
    if (!flow) throw new Fault(404, 'unknown-flow')
    return flow
  }

  /** Moves the flow; returns a session to open, if it came to that. */
  move(flow, body, locale) {
    if (flow.state !== 'open' || Date.now() > flow.expires) throw new Fault(410, 'flow-over')
    if (body.step !== flow.step) throw new Fault(409, 'stale-flow')
    flow.notices = []
    if (body.back) return this.back(flow)
    if (body.alternative) throw new Fault(409, 'not-available')
    const inputs = body.inputs ?? {}
    if (inputs.refresh_captcha) return this.repaint(flow)
    if (inputs.request_sms_code) return this.send(flow, locale)
    const faults = {}
    const lead = this[`do_${flow.step.replace('-', '_')}`](flow, inputs, faults)
    if (Object.keys(faults).length) {
      this.repaint(flow)
      throw new Fault(422, 'invalid', { inputs: faults, flow })
    }
    return lead
  }
  back(flow) {
    if (!flow.past.length) throw new Fault(409, 'cannot-go-back')
    flow.step = flow.past.pop()
    flow.code = null
    this.repaint(flow)
  }
  repaint(flow) {
    flow.captcha = captchaText()
    flow.serial += 1
  }
  go(flow, step) {
    flow.past.push(flow.step)
    flow.step = step
    flow.code = null
  }
  send(flow, locale) {
    const phone = flow.newPhone ?? flow.typedPhone ?? flow.person?.phone
    if (flow.code && Date.now() < flow.code.next) throw new Fault(429, 'limited', { retry_after: Math.ceil((flow.code.next - Date.now()) / 1000), flow })
    flow.code = { answer: String(Math.floor(Math.random() * 1e6)).padStart(6, '0'), next: Date.now() + 60_000, to: maskPhone(phone) }
    if (flow.person) this.world.messages.unshift({ at: new Date().toISOString(), to: phone, text: say(locale, 'sms', { code: flow.code.answer }) })
  }

  checkCaptcha(flow, inputs, faults) {
    if (inputs.captcha?.toUpperCase() !== flow.captcha) faults.captcha = 'captcha-wrong'
  }
  do_account(flow, inputs, faults) {
    this.checkCaptcha(flow, inputs, faults)
    if (!inputs.consent_terms) faults.consent_terms = 'consent'
    if (Object.keys(faults).length) return
    const person = byAccount(this.world, inputs.account)
    const enterprise = this.world.enterprises.find(({ number }) => number === inputs.taxpayer?.toUpperCase())
    if (person?.locked > Date.now()) throw new Fault(423, 'locked', { until: person.locked, flow })
    if (!person || inputs.password !== passwordOf(person) || (flow.way !== 'person' && !enterprise)) {
      faults.password = 'wrong'
      if (person && ++person.failures >= 5) {
        person.locked = Date.now() + 8 * 3600_000
        this.repaint(flow)
        throw new Fault(423, 'locked', { until: person.locked, flow })
      }
      return
    }
    person.failures = 0
    Object.assign(flow, { person, enterprise, initial: !person.password })
    this.go(flow, 'sms')
  }
  do_sms(flow, inputs, faults) {
    if (!flow.code) faults.sms_code = 'code-not-requested'
    else if (!flow.person || inputs.sms_code !== flow.code.answer) faults.sms_code = 'code-wrong'
    if (Object.keys(faults).length) return null
    if (flow.kind === 'recovery' || flow.initial) return void this.go(flow, 'new-password')
    if (flow.kind === 'change-phone') {
      flow.person.phone = flow.newPhone
      return void this.done(flow, '/account', 'phone-changed')
    }
    return flow.way === 'person' ? this.open(flow, null) : this.choose(flow)
  }
  choose(flow) {
    const mine = this.world.mandates.filter((one) => one.delegate === flow.person.id && one.principal === flow.enterprise.id)
    const usable = mine.filter((one) => standing(one) === 'in-force')
    if (usable.length > 1) return void this.go(flow, 'identity')
    if (usable.length === 1) return this.open(flow, usable[0])
    flow.state = 'refused'
    flow.notices = [{ code: 'refused', level: 'error', key: mine.some(({ state }) => state === 'proposed') ? 'refused.pending' : 'refused.none' }]
  }
  do_identity(flow, inputs) {
    return this.open(flow, this.world.mandates.find(({ id }) => id === inputs.identity))
  }
  open(flow, mandate) {
    this.done(flow, '/home')
    return { person: flow.person, mandate, entrance: flow.entrance }
  }
  done(flow, next, notice) {
    flow.state = 'done'
    flow.next = next
    if (notice) flow.notices = [{ code: notice, level: 'success', key: notice }]
  }
  do_known(flow, inputs, faults) {
    this.checkCaptcha(flow, inputs, faults)
    if (!/^1\d{10}$/.test(inputs.phone ?? '')) faults.phone = 'phone-format'
    if (Object.keys(faults).length) return
    flow.typedPhone = inputs.phone
    flow.person = this.world.people.find((one) => one.document === inputs.document_number && one.phone === inputs.phone && one.name === inputs.name) ?? null
    this.go(flow, 'sms')
  }
  do_new_password(flow, inputs, faults) {
    const text = inputs.new_password ?? ''
    const classes = [/[a-z]/, /[A-Z]/, /\d/, /[^\da-zA-Z]/].filter((one) => one.test(text)).length
    if (text.length < 8) faults.new_password = 'rule.length'
    else if (classes < 3) faults.new_password = 'rule.classes'
    else if (text !== inputs.repeat_password) faults.repeat_password = 'repeat-differs'
    if (Object.keys(faults).length) return
    Object.assign(flow.person, { password: text, failures: 0, locked: null })
    this.done(flow, flow.kind === 'change-password' ? '/account' : flow.kind === 'sign-in' ? `/?entrance=${flow.entrance}` : '/', 'changed')
  }
  do_old_password(flow, inputs, faults) {
    if (inputs.old_password !== passwordOf(flow.person)) faults.old_password = 'wrong'
    else this.go(flow, flow.kind === 'change-phone' ? 'new-phone' : 'new-password')
  }
  do_new_phone(flow, inputs, faults) {
    if (!/^1\d{10}$/.test(inputs.new_phone ?? '')) faults.new_phone = 'phone-format'
    else {
      flow.newPhone = inputs.new_phone
      this.go(flow, 'sms')
    }
  }
  do_new_username(flow, inputs, faults) {
    if (byAccount(this.world, inputs.new_username)) faults.new_username = 'taken'
    else {
      flow.person.username = inputs.new_username
      flow.person.usernameFrom = new Date(Date.now() + 365 * 86_400_000).toISOString()
      this.done(flow, '/account', 'username-changed')
    }
  }

  show(flow, locale) {
    const t = (key, args) => say(locale, key, args)
    const way = kWays[flow.way]
    return {
      id: flow.id, kind: flow.kind, ...(flow.entrance ? { entrance: flow.entrance } : {}), title: t(`way.${flow.way}`), state: flow.state,
      notices: flow.notices.map(({ code, level, key }) => ({ code, level, text: t(key) })), expires_at: new Date(flow.expires).toISOString(),
      ...(flow.state === 'done' ? { result: { next: flow.next } } : {}),
      ...(flow.state === 'open'
        ? { progress: { at: way.steps.indexOf(flow.step) + 1, of: way.steps.length }, step: this.step(flow, t) }
        : {}),
    }
  }
  step(flow, t) {
    const last = ['sms', 'identity'].includes(flow.step) && flow.kind === 'sign-in'
    return {
      id: flow.step, title: t(`step.${flow.step}`),
      ...(flow.step === 'sms' || (flow.step === 'new-password' && flow.initial) ? { text: t(`step.${flow.step}.text`) } : {}),
      inputs: kAsks[flow.step](flow).map((input) => this.input(flow, input, t)),
      submit: t(last ? 'submit.sign-in' : 'submit.next'), back: flow.past.length > 0 && flow.step !== 'new-password',
      alternatives: flow.step === 'sms' && flow.kind === 'sign-in' ? [{ id: 'face', title: t('method.face'), disabled: true, reason: t('not-open') }] : [],
    }
  }
  input(flow, { hinted, ruled, ...input }, t) {
    const drawn = { ...input, label: input.type === 'consent' ? t('consent') : t(`input.${input.name}`) }
    if (hinted) drawn.hint = t('hint.password')
    if (ruled) drawn.rules = kRules.map((code) => ({ code: `rule.${code}`, text: t(`rule.${code}`) }))
    if (input.type === 'captcha') {
      drawn.image = `/v1/flows/${flow.id}/captcha.svg?serial=${flow.serial}`
      drawn.audio = `/v1/flows/${flow.id}/captcha.wav?serial=${flow.serial}`
    }
    if (input.type === 'code') {
      drawn.request = {
        name: 'request_sms_code', label: t('request'), available_at: new Date(flow.code?.next ?? Date.now()).toISOString(),
        ...(flow.code ? { sent_to: flow.code.to } : {}),
      }
    }
    if (input.name === 'document_kind') drawn.choices = ['resident', 'passport'].map((id) => ({ id, title: t(`doc.${id}`) }))
    if (input.name === 'identity') drawn.choices = this.identities(flow, t)
    return drawn
  }
  identities(flow, t) {
    return this.world.mandates
      .filter((one) => one.delegate === flow.person.id && one.principal === flow.enterprise.id)
      .map((one) => ({ id: one.id, title: t(`role.${one.role}`), detail: flow.enterprise.name, disabled: standing(one) !== 'in-force', reason: t(`state.${standing(one)}`) }))
  }
}
export const roleOf = (id) => kRoles.find((role) => role.id === id)
