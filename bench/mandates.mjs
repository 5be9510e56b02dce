// Whether a token costs a person of many enterprises what it costs a person of one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvFile, importFiles } from '../tests/functional/registry.mjs';
import { register } from '../tests/functional/relying.mjs';
import { Connection } from './lib/http.mjs';
import { settle, signInOnce } from './lib/load.mjs';
import { people, Server, serving } from './lib/stage.mjs';
import { codeFlow, driven } from './lib/tokens.mjs';

const many = 5000;
const limit = 1.2;

/** Enterprises by the thousand, all with `busy` as their handler, and one with `idle`. */
async function employ(server, run, busy, idle) {
  const folder = join(server.folder, 'many');
  run(process.env.TAXGATE, 'demo', 'generate', '--persons', 2 * many, '--enterprises', many + 500, '--seed', 23, '--out', folder);
  const numbers = readFileSync(join(folder, 'taxpayers.csv'), 'utf8').split('\r\n').slice(1, many + 2).map((line) => line.split(',')[0]);
  const handler = (number, { name, document, phone }) => ({ 纳税人识别号: number, 人员类别: '办税员', 姓名: name, 身份证件种类: '居民身份证',
    身份证件号码: document, 移动电话: phone, 固定电话: '', 有效期起: '2026-01-01', 有效期止: '9999-12-31', 关联状态: '正常' });
  const staff = csvFile(server, 'staff.csv', [...numbers.slice(0, many).map((number) => handler(number, busy)), handler(numbers[many], idle)]);
  await importFiles(server, join(folder, 'taxpayers.csv'), staff);
  return { first: numbers[0], last: numbers[many - 1], only: numbers[many] };
}

export async function mandates({ run }) {
  const server = new Server();
  const secret = register(server, { client_id: 'bench', grant_types: ['authorization_code', 'refresh_token'] }).bench;
  await serving(server);
  const [busy, idle] = (await people(server, 100)).filter(({ document, enterprises }) => /^\d{17}[\dX]$/.test(document) && enterprises.length === 0);
  await settle(server, [busy, idle]);
  const { first, last, only } = await employ(server, run, busy, idle);
  const basic = `Authorization: Basic ${Buffer.from(`bench:${secret}`).toString('base64')}\r\n`;
  const cost = async (person, principal) => {
    const connection = new Connection(server.port);
    const visitor = await signInOnce(connection, person);
    connection.close();
    const authorization_details = JSON.stringify([{ type: 'tax_mandate', principal }]);
    return (await driven(server, (lane) => codeFlow(lane, visitor, basic, { authorization_details }))).cost;
  };
  const one = await cost(idle, only);
  const costs = [await cost(busy, first), await cost(busy, last)];
  await server.remove();
  const ratio = Math.max(...costs) / one;
  return [{ what: 'CPU a token with 5,000 mandates / with one', value: ratio.toFixed(2), limit: `≤ ${limit.toFixed(2)}`, good: ratio <= limit,
    note: `${one.toFixed(3)} ms with one; ${costs.map((each) => each.toFixed(3)).join(' and ')} ms for the first and the last of 5,000` }];
}
