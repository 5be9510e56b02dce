// Decisions in process beside the aim of a million a second and core, and whether they cost the same with 5,000 mandates as with one.
import { join } from 'node:path';

export function decisions({ build, run }) {
  const said = run(join(build, 'bench/decide_bench'), 1);
  const rates = Object.fromEntries([...said.matchAll(/^(\w+ \d+) (\d+)$/gm)].map(([, what, rate]) => [what, Number(rate)]));
  const many = rates['own 5000'];
  const flat = many / rates['own 1'];
  const millions = (rate) => `${(rate / 1e6).toFixed(2)} M/s`;
  return [
    { what: 'decisions a core, agent with 5,000 mandates', value: millions(many), limit: '≥ 1 M/s', good: many >= 1e6, note: `through an agency ${millions(rates['agency 1'])}` },
    { what: 'decisions with 5,000 mandates / with one', value: flat.toFixed(2), limit: '≥ 0.50', good: flat >= 0.5, note: `1: ${millions(rates['own 1'])}, 100: ${millions(rates['own 100'])}, 1,000: ${millions(rates['own 1000'])}` },
  ];
}
