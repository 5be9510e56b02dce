// What a process has spent and holds, as the kernel says.
import { readdirSync, readFileSync } from 'node:fs';

/** CPU milliseconds of the process by thread name: {hash: 1234.5, taxgate: 12.3}. */
export function cpu(pid) {
  const spent = {};
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const name = readFileSync(`/proc/${pid}/task/${thread}/comm`, 'utf8').trim();
    const nanoseconds = Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    spent[name] = (spent[name] ?? 0) + nanoseconds / 1e6;
  }
  return spent;
}

/** Resident MiB. */
export function resident(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

export const sum = (spent, counts = () => true) => Object.entries(spent).reduce((all, [name, ms]) => all + (counts(name) ? ms : 0), 0);
