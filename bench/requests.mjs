// What a signed-in person's requests cost, beside nginx's static answer of the same size.
import { Connection } from './lib/http.mjs';
import { settle, signInOnce } from './lib/load.mjs';
import { Nginx, wrk } from './lib/peers.mjs';
import { people, Server, serving } from './lib/stage.mjs';

const rounds = 3;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

export async function requests() {
  const server = await serving(new Server({ settings: {} }));
  const [person] = await people(server, 1);
  await settle(server, [person]);
  const connection = new Connection(server.port);
  const visitor = await signInOnce(connection, person);
  const Cookie = [...visitor.cookies.values()].join('; ');
  const rows = [];
  for (const [what, path] of [['session check', '/v1/session'], ['GET /v1/me', '/v1/me']]) {
    const { body, status } = await connection.send('GET', path, `Cookie: ${Cookie}\r\n`);
    if (status !== 200) throw new Error(`${path}: ${status}`);
    const nginx = await new Nginx(body).start();
    const ratios = [];
    let ours;
    for (let round = 0; round < rounds; ++round) {
      const beside = await wrk(`http://127.0.0.1:${nginx.port}/answer.json`, { seconds: 3 });
      ours = await wrk(`http://127.0.0.1:${server.port}${path}`, { seconds: 3, headers: { Cookie } });
      ratios.push(ours.rate / beside.rate);
    }
    await nginx.stop();
    const ratio = median(ratios);
    rows.push({ what: `${what} / nginx, requests a second`, value: ratio.toFixed(2), limit: '≥ 0.50', good: ratio >= 0.5,
      note: `${ours.rate.toFixed(0)}/s, ${body.length} octets; rounds ${ratios.map((one) => one.toFixed(2)).join(' ')}` });
  }
  connection.close();
  await server.remove();
  return rows;
}
