// What tokens cost, beside nginx's static answer and the machine's own signing rate.
import { register } from '../tests/functional/relying.mjs';
import { Connection } from './lib/http.mjs';
import { settle, signInOnce } from './lib/load.mjs';
import { Nginx, wrk } from './lib/peers.mjs';
import { people, Server, serving } from './lib/stage.mjs';
import { codeFlow, driven, post } from './lib/tokens.mjs';

const rounds = 3;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** ES256 signatures a second of both cores, by OpenSSL itself. */
const pureSigning = (run) => Number(/ecdsa.*?\s([\d.]+)\s+[\d.]+\s*$/m.exec(run('openssl', 'speed', '-seconds', 2, '-multi', 2, 'ecdsap256'))[1]);

async function besideNginx(server, what, path, limit, options, beside = Infinity) {
  const sample = await fetch(`http://127.0.0.1:${server.port}${path}`, { method: options.form ? 'POST' : 'GET', headers: options.headers, body: options.form && new URLSearchParams(options.form) });
  const nginx = await new Nginx(await sample.text()).start();
  const ratios = [];
  let ours;
  for (let round = 0; round < rounds; ++round) {
    const theirs = await wrk(`http://127.0.0.1:${nginx.port}/answer.json`, { seconds: 3 });
    ours = await wrk(`http://127.0.0.1:${server.port}${path}`, { seconds: 3, ...options });
    ratios.push(ours.rate / Math.min(theirs.rate, beside));
  }
  await nginx.stop();
  const ratio = median(ratios);
  return { what, value: ratio.toFixed(2), limit: `≥ ${limit.toFixed(2)}`, good: ratio >= limit, note: `${ours.rate.toFixed(0)}/s; rounds ${ratios.map((one) => one.toFixed(2)).join(' ')}` };
}

export async function openid({ run }) {
  const server = new Server();
  const secret = register(server, { client_id: 'bench', grant_types: ['authorization_code', 'refresh_token', 'client_credentials'] }).bench;
  await serving(server);
  const [person] = await people(server, 1);
  await settle(server, [person]);
  const connection = new Connection(server.port);
  const visitor = await signInOnce(connection, person);
  const Authorization = `Basic ${Buffer.from(`bench:${secret}`).toString('base64')}`;
  const basic = `Authorization: ${Authorization}\r\n`;
  const tokens = await codeFlow(connection, visitor, basic);
  const signing = pureSigning(run);
  const rows = [
    await besideNginx(server, 'introspection / nginx', '/oauth2/introspect', 0.5, { headers: { Authorization }, form: { token: tokens.access_token } }),
    await besideNginx(server, 'userinfo / nginx', '/oauth2/userinfo', 0.5, { headers: { Authorization: `Bearer ${tokens.access_token}` } }),
    await besideNginx(server, 'client credentials / lower of nginx, ES256', '/oauth2/token', 0.3, { headers: { Authorization }, form: { grant_type: 'client_credentials' } }, signing),
  ];
  const refreshed = await driven(server, async (lane, state) => {
    const { refresh_token } = state ?? await codeFlow(lane, visitor, basic);
    return post(lane, '/oauth2/token', basic, { grant_type: 'refresh_token', refresh_token });
  });
  const flows = await driven(server, async (lane) => {
    const { access_token } = await codeFlow(lane, visitor, basic);
    await lane.send('GET', '/oauth2/userinfo', `Authorization: Bearer ${access_token}\r\n`);
  });
  connection.close();
  await server.remove();
  return [...rows,
    { what: 'CPU a refresh', value: `${refreshed.cost.toFixed(3)} ms`, note: `${refreshed.rate.toFixed(0)}/s with the driver on the same cores; others: 2,400/s` },
    { what: 'CPU a flow (authorize, code, token, userinfo)', value: `${flows.cost.toFixed(3)} ms`, note: `${flows.rate.toFixed(0)}/s with the driver on the same cores; others: 650–1,050/s` },
    { what: 'ES256 signatures', value: `${signing.toFixed(0)}/s`, note: 'OpenSSL, both cores' },
  ];
}
