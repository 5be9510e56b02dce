// The two demo systems of demo/, registered and started beside a server of their own port.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../functional/server.mjs';
import { free_ports } from '../kannel/kannel.mjs';
import { start } from './processes.mjs';

export class DemoSystem {
  constructor(name, env = {}) {
    this.program = join(root, 'demo', name, 'server.mjs');
    this.env = env;
  }

  /** Before the server starts. `more`: metadata that differs from its own. */
  async register(server, more = {}) {
    [this.port] = await free_ports(1);
    this.base = `http://127.0.0.1:${this.port}`;
    const metadata = join(server.folder, `${this.port}.json`);
    this.secret = join(server.folder, `${this.port}.secret`);
    const own = JSON.parse(execFileSync(process.execPath, [this.program, 'metadata'], { env: { ...process.env, BASE: this.base, ...this.env } }));
    writeFileSync(metadata, JSON.stringify({ ...own, ...more }));
    const place = ['--data', server.data, '--profile', server.profile];
    const id = server.run('client', 'put', ...place, metadata).trim();
    writeFileSync(this.secret, server.run('client', 'secret', ...place, id), { mode: 0o600 });
    return this;
  }

  async start(server) {
    this.process = await start(process.execPath, [this.program], { port: this.port, env: { BASE: this.base, ISSUER: server.base, SECRET_FILE: this.secret, ...this.env } });
  }

  stop() { return this.process?.stop(); }
}
