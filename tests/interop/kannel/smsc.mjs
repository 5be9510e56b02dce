// The operator's end of the interop test: an SMPP 3.4 SMSC which keeps what it was sent, octet by octet, and answers by the
// last digit of the receiver: 1 delivered, 2 refused by the SMSC, 3 accepted but never delivered.
import { createRequire } from 'node:module';

const kRefusedByAddress = 0x0b; // ESME_RINVDSTADR, SMPP 3.4 §5.1.3
const kReceipt = 0x04; // esm_class of a delivery receipt, SMPP 3.4 §5.2.12

function receipt(pdu, id, state) {
  const now = new Date().toISOString().replace(/\D/g, '').slice(2, 12);
  const stat = state === 'delivered' ? 'DELIVRD' : 'UNDELIV';
  const err = state === 'delivered' ? '000' : '001';
  // SMPP 3.4 appendix B: the text form of a receipt, which is what Kannel reads.
  return {
    source_addr: pdu.destination_addr,
    destination_addr: pdu.source_addr,
    esm_class: kReceipt,
    data_coding: 0,
    short_message: Buffer.from(
      `id:${id} sub:001 dlvrd:001 submit date:${now} done date:${now} stat:${stat} err:${err} text:`, 'latin1'),
  };
}

/** Starts an SMSC on a free loopback port: {port, received, bound, stop}. `modules` is the folder that holds node_modules. */
export async function start_smsc(modules) {
  const smpp = createRequire(`${modules}/`)('smpp');
  smpp.filters.message.decode = (value) => value; // octets as they came: no decoding between Kannel and the test
  const received = new Map();
  const sessions = new Set();
  let last_id = 0;

  const submit = (session, pdu) => {
    const to = pdu.destination_addr;
    const octets = Buffer.isBuffer(pdu.short_message) ? pdu.short_message : pdu.short_message.message;
    received.set(to, [...(received.get(to) ?? []),
      { coding: pdu.data_coding, esm: pdu.esm_class, validity: pdu.validity_period, hex: octets.toString('hex') }]);
    if (to.endsWith('2')) return session.send(pdu.response({ command_status: kRefusedByAddress }));
    const id = String(++last_id);
    session.send(pdu.response({ message_id: id }));
    session.deliver_sm(receipt(pdu, id, to.endsWith('3') ? 'failed' : 'delivered'));
  };

  const server = smpp.createServer((session) => {
    session.on('error', () => {});
    session.on('close', () => sessions.delete(session));
    session.on('bind_transceiver', (pdu) => {
      sessions.add(session);
      session.send(pdu.response({ system_id: 'interop' }));
    });
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu) => { session.send(pdu.response()); session.close(); });
    session.on('submit_sm', (pdu) => submit(session, pdu));
  });
  await new Promise((done, fail) => { server.on('error', fail); server.listen(0, '127.0.0.1', done); });
  return {
    port: server.address().port,
    received,
    bound: () => sessions.size > 0,
    stop: () => { for (const s of sessions) s.destroy(); server.close(); },
  };
}
