// Importing a registry, beside SQLite inserting the same rows and doing nothing else.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const persons = 100_000;

export async function imports({ build, run }) {
  const taxgate = process.env.TAXGATE;
  const folder = mkdtempSync(join(tmpdir(), 'taxgate-bench-import-'));
  const data = join(folder, 'data');
  run(taxgate, 'demo', 'generate', '--persons', persons, '--enterprises', persons / 4, '--seed', '7', '--out', join(folder, 'registry'));
  run(taxgate, 'init', '--data', data);
  const files = ['taxpayers', 'people', 'collected'].map((name) => join(folder, 'registry', `${name}.csv`));
  const begin = performance.now();
  run(taxgate, 'import', 'registry', '--data', data, '--profile', join(root, 'profiles/shanxi-2023.toml'), '--mapping',
    join(root, 'profiles/mappings/demo.toml'), ...files);
  const ours = (performance.now() - begin) / 1000;
  const raw = JSON.parse(run(join(build, 'bench/raw_inserts'), join(data, 'taxgate.db'), join(folder, 'raw.db')));
  rmSync(folder, { recursive: true, force: true });
  const ratio = raw.seconds / ours;
  return [{ what: 'import / raw SQLite inserts of its rows', value: ratio.toFixed(2), limit: '≥ 0.30', good: ratio >= 0.3,
    note: `${raw.rows} rows in ${ours.toFixed(1)} s from the command to its end; raw ${raw.seconds.toFixed(1)} s` }];
}
