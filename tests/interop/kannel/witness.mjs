// What the C++ test asks about the world around it, over HTTP on loopback:
//   GET  /report?…          a delivery report of Kannel's (kept, answered 200)
//   GET  /reports           every report's query, one a line
//   GET  /received?to=N     every short message the SMSC got for N: "data_coding esm_class validity hex", one a line
//   POST /kannel/stop, /kannel/start
import { once } from 'node:events';
import { createServer } from 'node:http';

export async function start_witness(smsc, kannel) {
  const reports = [];
  const lines = (list) => list.map((line) => `${line}\n`).join('');
  const answer = async (method, url) => {
    switch (`${method} ${url.pathname}`) {
      case 'GET /report': reports.push(url.search.slice(1)); return '';
      case 'GET /reports': return lines(reports);
      case 'GET /received':
        return lines((smsc.received.get(url.searchParams.get('to')) ?? [])
          .map((sms) => `${sms.coding} ${sms.esm} ${sms.validity ? 1 : 0} ${sms.hex}`));
      case 'POST /kannel/stop': await kannel.stop(); return '';
      case 'POST /kannel/start': await kannel.start(); return '';
      default: return undefined;
    }
  };
  const server = createServer(async (request, response) => {
    try {
      const body = await answer(request.method, new URL(request.url, 'http://127.0.0.1'));
      response.writeHead(body === undefined ? 404 : 200).end(body);
    } catch (error) {
      response.writeHead(500).end(error.message);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => { server.close(); server.closeAllConnections(); } };
}
