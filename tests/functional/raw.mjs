// A client below HTTP: sends exactly the octets that it is told to, as slowly as it is told to.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

export class Raw {
  constructor(server) {
    this.text = '';
    this.socket = connect(Number(server.port), '127.0.0.1');
    this.socket.on('data', (chunk) => { this.text += chunk.toString('latin1'); });
    this.socket.on('error', () => {});
    this.closed = new Promise((done) => { this.socket.on('close', done); });
    this.ended = new Promise((done) => { this.socket.on('end', done); this.socket.on('close', done); });
  }

  static async open(server) {
    const raw = new Raw(server);
    await once(raw.socket, 'connect');
    return raw;
  }

  /** False when the other side is gone. */
  async send(data) {
    if (this.socket.destroyed || this.socket.readableEnded) return false;
    if (this.socket.write(data)) return true;
    await Promise.race([once(this.socket, 'drain').catch(() => {}), this.ended]);
    return !this.socket.destroyed && !this.socket.readableEnded;
  }

  /** The status, once the head of an answer is there; 0 when the server ended without one. */
  async status() {
    while (!this.text.includes('\r\n\r\n')) {
      const more = await Promise.race([once(this.socket, 'data').then(() => true, () => false), this.ended.then(() => false)]);
      if (!more) break;
    }
    return Number(this.text.match(/^HTTP\/1\.1 (\d+)/)?.[1] ?? 0);
  }

  close() { this.socket.destroy(); }
}

/** Resident memory of the server, in MiB. */
export const resident = (server) => Number(readFileSync(`/proc/${server.process.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
/** The most that it ever was. */
export const peak = (server) => Number(readFileSync(`/proc/${server.process.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)[1]) / 1024;
