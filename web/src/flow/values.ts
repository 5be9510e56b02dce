import type { FieldError, Flow, FlowInput, Inputs } from '@/api/types'

/** What a stranger at the screen must not find again: gone as soon as its step is. */
export const isSecret = (input: FlowInput): boolean => ['password', 'code', 'captcha'].includes(input.type)

export const stepKey = (flow: Flow): string => `${flow.id}/${flow.step?.id ?? flow.state}`

/** The first value of an input that nobody has touched. */
function initial(input: FlowInput): string | boolean {
  if (input.type === 'consent') return false
  if (input.type === 'choice') {
    const open = input.choices.filter((choice) => !choice.disabled)
    return input.value ?? (open.length === 1 && input.required ? open[0]!.id : '')
  }
  return input.value ?? ''
}

/** Adds what the step asks for to what is typed already, and never overwrites it. */
export function prepare(typed: Inputs, flow: Flow): void {
  for (const input of flow.step?.inputs ?? []) {
    const kept = typed[input.name]
    const gone = input.type === 'choice' && kept && !input.choices.some(({ id, disabled }) => id === kept && !disabled)
    if (kept === undefined || kept === '' || gone) typed[input.name] = initial(input)
  }
}
export function wipeSecrets(typed: Inputs, flow: Flow): void {
  for (const input of flow.step?.inputs ?? []) if (isSecret(input)) delete typed[input.name]
}

function clean(input: FlowInput, value: string | boolean | undefined): string | boolean {
  if (typeof value === 'boolean') return value
  if (input.type === 'password') return value ?? ''
  if (input.type === 'code' || input.type === 'captcha') return (value ?? '').replace(/\s/g, '')
  return (value ?? '').trim()
}
/** What is sent: exactly the inputs of the step. */
export function collect(typed: Inputs, flow: Flow): Inputs {
  return Object.fromEntries((flow.step?.inputs ?? []).map((input) => [input.name, clean(input, typed[input.name])]))
}

/** Required inputs that are empty; every other rule is the server's. */
export function missing(
  typed: Inputs, flow: Flow, say: (input: FlowInput) => string, except?: string,
): Record<string, FieldError> {
  const empty = (flow.step?.inputs ?? []).filter((input) => {
    const value = clean(input, typed[input.name])
    return input.required && input.name !== except && (value === '' || value === false)
  })
  return Object.fromEntries(empty.map((input) => [input.name, { code: 'required', text: say(input) }]))
}

/** After a refusal: refused secrets must be typed again, and a captcha whose picture is another. */
export function afterRefusal(typed: Inputs, before: Flow, after: Flow, refused: Record<string, FieldError>): void {
  for (const input of before.step?.inputs ?? []) {
    const other = after.step?.inputs.find(({ name }) => name === input.name)
    const repainted = input.type === 'captcha' && other?.type === 'captcha' && other.image !== input.image
    if (repainted || (isSecret(input) && refused[input.name])) typed[input.name] = ''
  }
}
