// A few people and taxpayers of known kinds and roles, made of the demo's numbers (which are valid and nobody's), for tests that
// need a certain situation. Give it to Server as `registry`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const rows = (folder, name) => readFileSync(join(folder, `${name}.csv`), 'utf8').trim().split('\r\n').map((line) => line.split(','));

/** Numbers of residents and taxpayers that are plain: 18 characters, no quotes in their rows. */
function pool(folder) {
  const people = rows(folder, 'collected').filter((row) => row[1] === '居民身份证' && /^\d{17}[\dX]$/.test(row[2]) && /^\d{11}$/.test(row[3]));
  const phones = new Set();
  return {
    people: people.filter((row) => !phones.has(row[3]) && phones.add(row[3])).map((row) => ({ name: row[0], document: row[2], phone: row[3] })),
    taxpayers: rows(folder, 'taxpayers').filter((row) => row[0] === row[1] && /^[0-9A-Z]{18}$/.test(row[0]) && row[3]).map((row) => ({ number: row[0], organ: row[3] })),
  };
}

/**
 * `taxpayers`: { tea: { name, kind, staff: { 法定代表人: 'wang' } } }; `people`: { wang: { collected: false, phone: false } }.
 * The world that the file says: the same keys with names, documents, phones and numbers.
 */
export function smallWorld({ taxpayers, people = {} }) {
  return (folder) => {
    const made = pool(folder);
    const heads = Object.fromEntries(['taxpayers', 'people', 'collected'].map((name) => [name, rows(folder, name)[0]]));
    const world = { people: {}, taxpayers: {} };
    const person = (key) => { world.people[key] ??= made.people.shift(); return world.people[key]; };
    const lines = { taxpayers: [], people: [], collected: [] };
    const put = (file, values) => lines[file].push(heads[file].map((head) => values[head] ?? '').join(','));
    for (const [key, given] of Object.entries(taxpayers)) {
      const { number, organ } = made.taxpayers.shift();
      world.taxpayers[key] = { number, name: given.name };
      put('taxpayers', { 社会信用代码: number, 纳税人识别号: number, 纳税人名称: given.name, 主管税务机关代码: organ, 纳税人状态: '正常', 纳税人类型: given.kind ?? '企业' });
      for (const [role, who] of Object.entries(given.staff ?? {})) {
        for (const one of [who].flat()) {
          const { name, document } = person(one);
          put('people', { 纳税人识别号: number, 人员类别: role, 姓名: name, 身份证件种类: '居民身份证', 身份证件号码: document, 有效期起: '2025-01-01', 有效期止: '9999-12-31', 关联状态: given.states?.[one] ?? '正常' });
        }
      }
    }
    for (const key of Object.keys(people)) person(key);
    for (const [key, { name, document, phone }] of Object.entries(world.people)) {
      if (people[key]?.collected === false) continue;
      const number = people[key]?.phone === false ? '' : phone;
      put('collected', { 姓名: name, 身份证件种类: '居民身份证', 身份证件号码: document, 手机号码: number, 采集日期: '2025-02-01', 采集方式: '办税服务厅' });
    }
    for (const name of Object.keys(lines)) writeFileSync(join(folder, `${name}.csv`), `${[heads[name].join(','), ...lines[name]].join('\r\n')}\r\n`);
    return world;
  };
}
