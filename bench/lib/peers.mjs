// What our figures stand beside: nginx with a static answer, and wrk, which asks both.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** An nginx of its own, two workers, which serves `body` at /answer.json. */
export class Nginx {
  constructor(body, port = 18081) {
    this.port = port;
    this.folder = mkdtempSync(join(tmpdir(), 'taxgate-bench-nginx-'));
    mkdirSync(join(this.folder, 'www'));
    writeFileSync(join(this.folder, 'www/answer.json'), body);
    writeFileSync(join(this.folder, 'nginx.conf'), `
worker_processes 2; daemon off; pid ${this.folder}/pid; error_log ${this.folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; open_file_cache max=10; keepalive_requests 100000000; default_type application/json;
  client_body_temp_path ${this.folder}; proxy_temp_path ${this.folder}; fastcgi_temp_path ${this.folder};
  uwsgi_temp_path ${this.folder}; scgi_temp_path ${this.folder};
  server { listen 127.0.0.1:${port} reuseport; root ${this.folder}/www; }
}
`);
  }

  async start() {
    this.process = spawn('/usr/sbin/nginx', ['-c', join(this.folder, 'nginx.conf'), '-e', join(this.folder, 'error.log')], { stdio: 'ignore' });
    await reachable(this.port);
    return this;
  }

  async stop() {
    const gone = new Promise((ended) => { this.process.on('exit', ended); });
    this.process.kill('SIGTERM');
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function reachable(port) {
  for (let attempt = 0; attempt < 500; ++attempt) {
    const open = await new Promise((tried) => {
      const socket = connect({ port, host: '127.0.0.1' }, () => { socket.destroy(); tried(true); });
      socket.on('error', () => tried(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`nothing answers on ${port}`);
}

/** Requests a second and the 50th and 99th percentile of the answers' time in milliseconds. */
export async function wrk(url, { seconds, connections = 32, threads = 1, headers = {}, form }) {
  const words = ['--latency', '-t', threads, '-c', connections, '-d', `${seconds}s`];
  for (const [name, value] of Object.entries(headers)) words.push('-H', `${name}: ${value}`);
  const script = form && join(mkdtempSync(join(tmpdir(), 'taxgate-bench-wrk-')), 'post.lua');
  if (script) {
    writeFileSync(script, `wrk.method = "POST"\nwrk.body = ${JSON.stringify(new URLSearchParams(form).toString())}\nwrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n`);
    words.push('-s', script);
  }
  const { stdout } = await promisify(execFile)('wrk', [...words, url].map(String));
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(stdout);
  const milliseconds = (percent) => {
    const [, number, unit] = new RegExp(`${percent}%\\s+([\\d.]+)(us|ms|s)`).exec(stdout);
    return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
  };
  return { rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]), p50: milliseconds(50), p99: milliseconds(99) };
}
