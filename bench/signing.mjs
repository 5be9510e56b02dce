// Sign-ins beside the machine's pure Argon2id rate, what one costs beyond its hash, and what the signed-in notice of it.
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { Connection } from './lib/http.mjs';
import { settle, signInOnce, signIns } from './lib/load.mjs';
import { wrk } from './lib/peers.mjs';
import { cpu, resident, sum } from './lib/process.mjs';
import { people, Server, serving } from './lib/stage.mjs';

const lanes = 12;
const seconds = 8;
/** The better of libsodium as it is and with its memory kept: what the machine can do at best. */
const pure = ({ build, run }) => Math.max(...[...run(join(build, 'bench/argon2_bench'), 2, 4).matchAll(/^(?:plain|kept)\s+([\d.]+)/gm)].map(([, rate]) => Number(rate)));

export async function signing(context) {
  const server = await serving(new Server());
  const crowd = await people(server, 60);
  await settle(server, crowd);
  const pid = server.process.pid;

  const best = [pure(context)];
  const before = cpu(pid);
  const load = await signIns(server.port, crowd, { lanes, seconds });
  const after = cpu(pid);
  best.push(pure(context));
  const rate = load.done / load.seconds;
  const ratio = rate / ((best[0] + best[1]) / 2);
  const beyond = (name) => name !== 'hash';
  const cost = (sum(after, beyond) - sum(before, beyond)) / load.done;

  const visitor = await signInOnce(new Connection(server.port), crowd[0]);
  const check = () => wrk(`http://127.0.0.1:${server.port}/v1/session`, { seconds: 6, connections: 2, headers: { Cookie: [...visitor.cookies.values()].join('; ') } });
  const idle = await check();
  const checking = check();
  setPriority(process.pid, 10); // after wrk has begun: the crowd's machines are not the server's
  const [busy, under] = await Promise.all([checking, signIns(server.port, crowd, { lanes, seconds: 7 })]);
  const memory = resident(pid);
  await server.remove();
  return [
    { what: 'sign-ins / pure Argon2id', value: ratio.toFixed(2), limit: '≥ 0.90', good: ratio >= 0.9, note: `${rate.toFixed(0)}/s; Argon2id alone ${best.map((one) => one.toFixed(0)).join(', ')}/s` },
    { what: 'CPU a sign-in beyond the hash', value: `${cost.toFixed(2)} ms`, limit: '≤ 0.50 ms', good: cost <= 0.5, note: `${load.done} sign-ins; others: 1.4–3.5 ms` },
    { what: 'p99 of a session check, sign-ins / idle', value: (busy.p99 / idle.p99).toFixed(1), limit: '≤ 5', good: busy.p99 <= 5 * idle.p99,
      note: `${busy.p99} ms beside ${(under.done / under.seconds).toFixed(0)} sign-ins/s, ${idle.p99} ms idle` },
    { what: 'resident memory, hashing', value: `${memory.toFixed(0)} MiB`, note: 'with a block of 19 MiB a hashing thread' },
  ];
}
