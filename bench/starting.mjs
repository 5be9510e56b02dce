// From the command to the first answer, and what an idle server holds.
import { spawn } from 'node:child_process';
import { Connection } from './lib/http.mjs';
import { resident } from './lib/process.mjs';
import { binary, Server } from '../tests/functional/server.mjs';

const port = 18082;

async function untilAnswered() {
  for (;;) {
    const connection = new Connection(port);
    try {
      const answer = await connection.send('GET', '/v1/bureau');
      connection.close();
      if (answer.status === 200) return;
    } catch {
      connection.close();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}

export async function starting() {
  const server = new Server();
  const times = [];
  let idle;
  for (let round = 0; round < 5; ++round) {
    const begin = performance.now();
    const child = spawn(binary, ['serve', '--data', server.data, '--profile', server.profile, '--listen', `127.0.0.1:${port}`, '--demo', '--demo-persons', '100', '--demo-enterprises', '50'], { stdio: 'ignore' });
    await untilAnswered();
    times.push(performance.now() - begin);
    idle = resident(child.pid);
    child.kill('SIGTERM');
    await new Promise((ended) => { child.on('exit', ended); });
  }
  await server.remove();
  const median = times.sort((a, b) => a - b)[2];
  return [
    { what: 'start-up to the first answer', value: `${median.toFixed(0)} ms`, limit: '≤ 530 ms', good: median <= 530, note: 'others: 45–530 ms' },
    { what: 'resident memory, idle', value: `${idle.toFixed(0)} MiB`, limit: '≤ 90 MiB', good: idle <= 90, note: 'others: 15–90 MiB' },
  ];
}
