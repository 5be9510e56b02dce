// Every figure that the project answers for, each beside what the same machine does at best in the same minute. See README.md.
import { build } from './lib/binary.mjs';
import { decisions } from './decisions.mjs';
import { execFileSync } from 'node:child_process';
import { imports } from './import.mjs';
import { mandates } from './mandates.mjs';
import { openid } from './openid.mjs';
import { requests } from './requests.mjs';
import { signing } from './signing.mjs';
import { starting } from './starting.mjs';

const parts = { starting, requests, openid, mandates, signing, imports, decisions };
const wanted = process.argv.slice(2);
const run = (program, ...words) => execFileSync(program, words.map(String), { encoding: 'utf8' });

const rows = [];
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length && !wanted.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  rows.push(...await part({ build, run }));
}

const width = Math.max(...rows.map((row) => row.what.length));
for (const { what, value, limit = '', good, note = '' } of rows) {
  const verdict = { undefined: '', true: 'met', false: 'MISSED' }[good];
  console.log(`${what.padEnd(width)}  ${value.padStart(9)}  ${limit.padEnd(9)}  ${verdict.padEnd(6)}  ${note}`.trimEnd());
}
process.exit(rows.some((row) => row.good === false) ? 1 : 0);
