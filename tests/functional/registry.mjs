// The people of a server's registry files, beyond the few that the demo shows; and small files of one's own.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const rows = (server, name) => {
  const [head, ...lines] = readFileSync(join(server.folder, 'registry', `${name}.csv`), 'utf8').replace('\uFEFF', '').trim().split(/\r?\n/);
  const columns = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [columns[at], cell])));
};

/** Collected holders of identity cards whom no enterprise names. */
export function freePeople(server) {
  const named = new Set(rows(server, 'people').map((row) => row['身份证件号码']));
  const phones = new Map();
  const collected = rows(server, 'collected');
  for (const row of collected) phones.set(row['手机号码'], (phones.get(row['手机号码']) ?? 0) + 1);
  return collected
    .filter((row) => row['身份证件种类'] === '居民身份证' && !named.has(row['身份证件号码']) && phones.get(row['手机号码']) === 1)
    .map((row) => ({ name: row['姓名'], document: row['身份证件号码'], phone: row['手机号码'] }));
}

/** A file for `taxgate import`: [{ heading: cell }] with all headings of the first row. */
export function csvFile(server, name, lines) {
  const file = join(server.folder, name);
  const columns = Object.keys(lines[0]);
  writeFileSync(file, `${[columns, ...lines.map((line) => columns.map((column) => line[column]))].map((cells) => cells.join(',')).join('\n')}\n`);
  return file;
}

/** Stops the server, imports, and starts it again: the import needs the data for itself. */
export async function importFiles(server, ...files) {
  await server.stop();
  const told = server.import(...files);
  await server.start();
  return told;
}
