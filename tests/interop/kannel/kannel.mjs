// A real Kannel (bearerbox and smsbox) with a configuration of our own, on loopback, in a folder that goes away.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';

export const kUser = 'taxgate';
export const kPassword = 'interop-口令 &+%'; // blanks, signs and Chinese: the request must carry each of them

/** `count` different loopback ports that were free a moment ago. */
export async function free_ports(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

export async function until(what, condition, patience_ms) {
  for (const end = Date.now() + patience_ms; Date.now() < end;) {
    if (await condition()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${what}: not within ${patience_ms} ms`);
}

export const answers = (port) => new Promise((done) => {
  const socket = connect(port, '127.0.0.1');
  socket.on('connect', () => { socket.destroy(); done(true); });
  socket.on('error', () => done(false));
});

function configuration(folder, ports, smsc_port) {
  return `group = core
admin-port = ${ports.admin}
admin-interface = 127.0.0.1
admin-password = interop-only
smsbox-port = ${ports.boxes}
smsbox-interface = 127.0.0.1
box-deny-ip = "*.*.*.*"
box-allow-ip = "127.0.0.1"
dlr-storage = internal
store-location = "${folder}/kannel.store"
sms-resend-retry = 0
log-level = 1

group = smsc
smsc = smpp
smsc-id = interop
host = 127.0.0.1
port = ${smsc_port}
transceiver-mode = true
smsc-username = taxgate
smsc-password = interop
system-type = "VMA"
allowed-prefix = "138;+86138"
enquire-link-interval = 10
reconnect-delay = 1
msg-id-type = 0x03

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${ports.sendsms}
sendsms-interface = 127.0.0.1
sendsms-chars = "0123456789+"
log-level = 1

group = sms-service
keyword = default
max-messages = 0
text = ""

group = sendsms-user
username = ${kUser}
password = "${kPassword}"
default-sender = 10690000
concatenation = true
max-messages = 10
`;
}

/** A Kannel that is not started yet: {url, output, start, stop}. It keeps its ports over a restart. */
export async function make_kannel(folder, smsc) {
  const [admin, boxes, sendsms] = await free_ports(3);
  const file = `${folder}/kannel.conf`;
  writeFileSync(file, configuration(folder, { admin, boxes, sendsms }, smsc.port), { mode: 0o600 });
  let children = [];
  let output = '';

  const run = async (program, port) => {
    // setpriv: the box dies with this process, however that ends
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, '-v', '1', file],
      { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    child.gone = new Promise((done) => { child.on('exit', done); child.on('error', done); });
    child.gone.then((why) => { child.over = `${program} ended: ${why?.message ?? why}`; });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { output += data; });
    children.push(child);
    await until(`${program} on port ${port}`, () => {
      if (child.over) throw new Error(child.over);
      return answers(port);
    }, 10000);
  };
  const kill = () => { for (const child of children) if (!child.over) child.kill('SIGKILL'); };
  const stop = async () => {
    kill();
    await Promise.all(children.map((child) => child.gone));
    children = [];
    await until('the end of the SMSC session', () => !smsc.bound(), 5000);
  };
  const start = async () => {
    await run('bearerbox', boxes);
    await run('smsbox', sendsms);
    await until('the SMSC session', smsc.bound, 10000);
  };
  return { url: `http://127.0.0.1:${sendsms}/cgi-bin/sendsms`, output: () => output, start, stop, kill };
}
