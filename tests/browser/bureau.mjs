// A bureau of a test's own: another profile, a few people of known roles, signed in over HTTP where the sign-in is not what is tested.
import { join } from 'node:path'
import { Client } from '../functional/client.mjs'
import { beginAt, choice, fresh, pass } from '../functional/filling.mjs'
import { Server, root } from '../functional/server.mjs'
import { goOn, signIn } from '../functional/signing.mjs'
import { smallWorld } from '../functional/small_world.mjs'

export const pages = process.env.PAGES ?? join(root, 'web/dist')

/** `given`: what smallWorld takes. `passwords`: taxpayers that get an enterprise password from the counter. `prepare`: before it starts. */
export async function openBureau(profile, given, { passwords = [], settings, prepare = () => ({}) } = {}) {
  const server = new Server({ profile, registry: smallWorld(given), settings, options: ['--pages', pages] })
  const secrets = Object.fromEntries(passwords.map((key) => [key, server.counter('password', '--taxpayer', server.world.taxpayers[key].number)]))
  const more = prepare(server)
  await server.start()
  return { server, secrets, ...more, ...server.world }
}

/** The cookies of a client, for a page: `stage.page(cookiesOf(client))`. */
export function cookiesOf(client) {
  const { hostname } = new URL(client.base)
  const cookies = [...client.cookies].map(([name, value]) => ({ name, value, domain: hostname, path: '/', expires: -1, httpOnly: name !== 'taxgate_csrf', secure: false, sameSite: 'Lax' }))
  return { baseURL: client.base, storageState: { cookies, origins: [] } }
}

/** LN-02 to LN-07: the whole ordinary sign-in of a bureau where an enterprise has a password. */
export async function ordinary(bureau, key, who, { entrance = 'ordinary', password = fresh } = {}) {
  const client = new Client(bureau.server.base)
  const person = bureau.people[who]
  let flow = await pass(client, await beginAt(client, 'sign-in', entrance), { taxpayer: bureau.taxpayers[key].number, enterprise_password: bureau.secrets[key] })
  if (!flow.step.inputs[0].choices.length) flow = (await client.submit(flow, { sync_staff: true })).json
  flow = await pass(client, flow, { person: choice(flow, 'person', person.name).id })
  await goOn(client, flow, person, { password })
  return client
}
/** Where a person signs in with an own password (Shanxi and its like). */
export const asPerson = async (bureau, who, more) => (await signIn(bureau.server, bureau.people[who], more)).client
