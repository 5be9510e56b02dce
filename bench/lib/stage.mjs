// A server whose individuals sign in with the password alone, so that a sign-in is one hash and comparable with other identity servers'.
import { readFileSync, writeFileSync } from 'node:fs';
import { people as everybody } from '../../tests/functional/signing.mjs';
import { Server } from '../../tests/functional/server.mjs';

export { Server };

/** The profile lets a changed password sign in by itself; an initial one goes on to the SMS code and the change. */
function passwordAlone(server) {
  const text = readFileSync(server.profile, 'utf8');
  const self = text.indexOf('id = "self"');
  const way = text.slice(self).replace('next = "sms"', 'next = [ { when = "initial-password", to = "sms" }, { to = "session" } ]');
  writeFileSync(server.profile, (text.slice(0, self) + way).replace(/^assurance = 2/m, 'assurance = 1'));
}

export async function serving(server) {
  passwordAlone(server);
  return server.start();
}

/** Those whose number is theirs alone: a number belongs to the person who verified it last. */
export async function people(server, count) {
  const all = await everybody(server);
  return all.filter((one) => one.phone && all.filter((other) => other.phone === one.phone).length === 1).slice(0, count);
}
