// Other programs beside the server: started, waited for, ended with the test.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { answers, until } from '../kannel/kannel.mjs';

/** Runs until `stop`; resolves when somebody answers on `port`. */
export async function start(program, words, { port, env = {} } = {}) {
  const process_ = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let said = '';
  for (const stream of [process_.stdout, process_.stderr]) stream.on('data', (chunk) => { said += chunk; });
  const gone = once(process_, 'exit').catch((error) => { said += error.message; });
  let ended = false;
  gone.then(() => { ended = true; });
  const stop = async () => {
    process_.kill('SIGTERM');
    await gone;
  };
  try {
    await until(`${program} on ${port}`, async () => {
      if (ended) throw new Error(`${program} ended: ${said}`);
      return answers(port);
    }, 20_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop, said: () => said };
}
