// Starts the real binary on a data directory of its own, filled through its own import; ends it with the tests.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
export const binary = process.env.TAXGATE ?? join(root, 'build/release/src/taxgate');
const people = ['--demo-persons', '400', '--demo-enterprises', '120', '--demo-seed', '11'];

/** A copy of the profiles with settings replaced: {'resend_seconds': 1} — so that no test waits a real minute. */
function profilesWith(folder, settings) {
  cpSync(join(root, 'profiles'), join(folder, 'profiles'), { recursive: true });
  return (name, from) => {
    const file = join(folder, 'profiles', `${name}.toml`);
    if (from) cpSync(from, file);
    let text = readFileSync(file, 'utf8');
    for (const [option, value] of Object.entries(settings)) {
      text = text.replace(new RegExp(`^${option} = .*$`, 'm'), `${option} = ${value}`);
    }
    writeFileSync(file, text);
    return file;
  };
}

export class Server {
  constructor({ profile = 'shanxi-2023', profileFile, settings = {}, options = [], address = '127.0.0.1', registry } = {}) {
    this.address = address;
    this.folder = mkdtempSync(join(tmpdir(), 'taxgate-functional-'));
    this.data = join(this.folder, 'data');
    this.settings = { resend_seconds: 1, per_address_an_hour: 100000, per_number_a_day: 1000, ...settings };
    this.profile = profilesWith(this.folder, this.settings)(profile, profileFile);
    this.options = options;
    this.run('init', '--data', this.data);
    const folder = join(this.folder, 'registry');
    this.run('demo', 'generate', ...people.map((word) => word.replace('--demo-', '--')), '--out', folder);
    this.world = registry?.(folder); // its own people, written over the invented ones
    this.import(...['taxpayers', 'people', 'collected'].map((name) => join(folder, `${name}.csv`)));
  }

  run(...words) {
    return execFileSync(binary, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  import(...files) {
    return this.run('import', 'registry', '--data', this.data, '--profile', this.profile, '--mapping',
      join(root, 'profiles/mappings/demo.toml'), ...files);
  }

  /** Before the server starts: what the counter gives out. */
  counter(...words) {
    return this.run('counter', words[0], '--data', this.data, '--profile', this.profile, ...words.slice(1)).split('\n')[0];
  }

  /** The same for what is personal: it goes in as JSON, never on the command line. */
  counterForm(word, form) { return this.runWith(form, 'counter', word, '--data', this.data, '--profile', this.profile).split('\n')[0]; }

  /** Before the server starts: an officer of the bureau, `person` with `role`. With the initial password. */
  officer(person, role, office = '第一税务所') {
    const form = { name: person.name, document_number: person.document, phone: person.phone, role, office };
    return { ...person, role, office, password: this.runWith(form, 'office', 'add', '--data', this.data, '--profile', this.profile).trim() };
  }

  runWith(form, ...words) {
    return execFileSync(binary, words, { encoding: 'utf8', input: JSON.stringify(form), stdio: ['pipe', 'pipe', 'pipe'] });
  }

  /** `demo: false` serves as for real people; `env` is added to the environment; `options` stand behind the server's own. */
  async start({ demo = true, env = {}, options = [] } = {}) {
    this.process = spawn(binary, ['serve', '--data', this.data, '--profile', this.profile, '--listen', `${this.address}:${this.port ?? 0}`, '--insecure-cookies',
      '--trusted-proxy', '127.0.0.1', ...(demo ? ['--demo', ...people] : []), ...this.options, ...options],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
    this.log = '';
    this.process.stderr.on('data', (chunk) => { this.log += chunk; });
    this.base = await new Promise((started, failed) => {
      let text = '';
      this.process.stdout.on('data', (chunk) => {
        text += chunk;
        const port = text.match(/listening on [^\n]*:(\d+)\n/);
        if (port) {
          this.port = port[1]; // the same one after a restart
          started(`http://127.0.0.1:${port[1]}`);
        }
      });
      this.process.on('exit', () => failed(new Error(`the server ended: ${text}${this.log}`)));
    });
    return this;
  }

  async stop(signal = 'SIGTERM') {
    if (!this.process || this.process.exitCode !== null) return;
    const gone = new Promise((ended) => { this.process.on('exit', ended); });
    this.process.kill(signal);
    await gone;
  }

  async remove() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
