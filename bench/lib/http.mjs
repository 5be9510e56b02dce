// The least that speaks HTTP/1.1 over one kept connection: what the driver spends is taken from the server on a machine of two cores.
import { connect } from 'node:net';

export class Connection {
  constructor(port) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.buffer = Buffer.alloc(0);
    this.socket.on('data', (chunk) => this.#take(chunk));
    this.socket.on('error', (error) => this.waiting?.failed(error));
    this.socket.on('close', () => this.waiting?.failed(new Error('the server closed the connection')));
  }

  /** `headers` is text, each line ending in CRLF. */
  send(method, path, headers = '', body = '', media = 'application/json') {
    const type = body ? `Content-Type: ${media}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` : method === 'POST' ? 'Content-Length: 0\r\n' : '';
    this.socket.write(`${method} ${path} HTTP/1.1\r\nHost: bench\r\n${headers}${type}\r\n${body}`);
    return new Promise((answered, failed) => { this.waiting = { answered, failed }; });
  }

  close() { this.waiting = undefined; this.socket.destroy(); }

  #take(chunk) {
    this.buffer = this.buffer.length ? Buffer.concat([this.buffer, chunk]) : chunk;
    const end = this.buffer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.buffer.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.buffer.length < end + 4 + length) return;
    const body = this.buffer.toString('utf8', end + 4, end + 4 + length);
    this.buffer = this.buffer.subarray(end + 4 + length);
    const { answered } = this.waiting;
    this.waiting = undefined;
    answered({ status: Number(head.slice(9, 12)), head, body });
  }
}

export const cookies = (head) => [...head.matchAll(/\r\nset-cookie: ([^;\r]+)/gi)].map((match) => match[1]);
