// Starts SMSC, Kannel and witness, runs the test program against them, and takes everything down again.
// node run.mjs MODULES TEST_BINARY [its arguments]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { free_ports, kPassword, kUser, make_kannel } from './kannel.mjs';
import { start_smsc } from './smsc.mjs';
import { start_witness } from './witness.mjs';

const kWatchdog = 55000; // ms for everything
const [modules, binary, ...rest] = process.argv.slice(2);

const folder = mkdtempSync(join(tmpdir(), 'taxgate-kannel-'));
const undo = [() => rmSync(folder, { recursive: true, force: true })];
process.on('exit', () => { for (const step of undo.reverse()) step(); });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));
setTimeout(() => { console.error(`interop/kannel: not done within ${kWatchdog} ms`); process.exit(1); }, kWatchdog).unref();

const smsc = await start_smsc(modules);
undo.push(smsc.stop);

// Between the choice of a free port and its use another program can take it: then once more with others.
let kannel;
for (let tries = 3; ;) {
  kannel = await make_kannel(folder, smsc);
  undo.push(kannel.kill);
  try {
    await kannel.start();
    break;
  } catch (error) {
    kannel.kill();
    if (--tries > 0) continue;
    console.error(`interop/kannel: ${error.message}\n${kannel.output()}`);
    process.exit(1);
  }
}
const witness = await start_witness(smsc, kannel);
undo.push(witness.stop);
const [closed] = await free_ports(1);
const env = {
  ...process.env,
  KANNEL_URL: kannel.url,
  KANNEL_USER: kUser,
  KANNEL_PASSWORD: kPassword,
  KANNEL_WITNESS: witness.url,
  KANNEL_CLOSED_URL: `http://127.0.0.1:${closed}/cgi-bin/sendsms`,
};
const test = spawn(binary, rest, { env, stdio: 'inherit' });
undo.push(() => test.kill('SIGKILL'));
test.on('error', (error) => { console.error(`interop/kannel: ${binary}: ${error.message}`); process.exit(1); });
const [code] = await once(test, 'exit');
if (code !== 0) console.error(`--- Kannel said ---\n${kannel.output().split('\n').slice(-60).join('\n')}`);
await kannel.stop(); // and not only killed: nobody else may reap it
process.exit(code ?? 1);
