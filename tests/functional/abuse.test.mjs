// Huge, slow and broken requests on the real binary: each gets its documented answer, and others are served meanwhile.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Client } from './client.mjs';
import './contract.mjs';
import { value } from './metrics.mjs';
import { Raw, peak } from './raw.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

const mebibyte = Buffer.alloc(1 << 20, 'x');
const hundred = 100;
const mayGrow = 16; // MiB of memory that a flood may cost

let server;
let everybody;
before(async () => {
  server = new Server({ options: ['--head-timeout', '2', '--body-timeout', '2'] });
  const pages = join(server.folder, 'pages');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(pages, 'assets', 'index-BqT7sSxC.js'), 'export default 1;');
  server.options.push('--pages', pages);
  await server.start();
  everybody = await people(server);
});
after(() => server.remove());

async function opened() {
  const client = new Client(server.base);
  await client.open();
  return client;
}

const head = (path, ...lines) => `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: application/json\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

test('abuse: a body announced with 100 MB is answered 413 before any of it is sent', async () => {
  const raw = await Raw.open(server);
  await raw.send(head('/v1/flows', `Content-Length: ${hundred << 20}`));
  assert.equal(await raw.status(), 413);
  assert.match(raw.text, /"code":"body-too-large"/);
  assert.match(raw.text, /Connection: close/);
  raw.close();
});

for (const chunked of [false, true]) {
  test(`abuse: 100 MB sent anyway (${chunked ? 'chunked' : 'announced'}) are answered 413 and cost no memory`, async () => {
    const before = peak(server);
    const floods = Array.from({ length: 4 }, async () => {
      const raw = await Raw.open(server);
      await raw.send(head('/v1/flows', chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${hundred << 20}`));
      for (let i = 0; i < hundred; ++i) {
        const going = chunked ? await raw.send('100000\r\n') && await raw.send(mebibyte) && await raw.send('\r\n') : await raw.send(mebibyte);
        if (!going) break;
      }
      const status = await raw.status();
      raw.close();
      return status;
    });
    assert.deepEqual(await Promise.all(floods), [413, 413, 413, 413]);
    assert.ok(peak(server) - before < mayGrow, `from ${before} to ${peak(server)} MiB`);
  });
}

test('abuse: headers without end are answered 431', async () => {
  const raw = await Raw.open(server);
  await raw.send('GET /v1/bureau HTTP/1.1\r\nHost: t\r\n');
  for (let i = 0; i < 100 && await raw.send(`X-${i}: ${'y'.repeat(1000)}\r\n`); ++i);
  assert.equal(await raw.status(), 431);
  raw.close();
});

test('abuse: two lengths and a smuggled request are refused, and the connection ends', async () => {
  for (const lines of [['Content-Length: 2', 'Transfer-Encoding: chunked'], ['Content-Length: 2', 'Content-Length: 3']]) {
    const raw = await Raw.open(server);
    await raw.send(`${head('/v1/flows', ...lines)}{}GET /v1/demo/people HTTP/1.1\r\nHost: t\r\n\r\n`);
    assert.equal(await raw.status(), 400);
    await raw.ended;
    assert.equal(raw.text.match(/HTTP\/1\.1/g).length, 1);
    raw.close();
  }
});

/** Sends an octet now and then until the server answers or ends. */
async function trickle(raw, text) {
  for (const octet of text) {
    if (!await raw.send(octet)) break;
    if (raw.text.includes('\r\n\r\n')) break;
    await Promise.race([raw.ended, new Promise((next) => { setTimeout(next, 50); })]);
  }
}

test('abuse: a head that comes slowly is answered 408 at its deadline, one that never begins is closed', async () => {
  const slow = await Raw.open(server);
  const silent = await Raw.open(server);
  const began = Date.now();
  await trickle(slow, `GET /v1/bureau HTTP/1.1\r\nHost: t\r\nX-Slow: ${'s'.repeat(400)}`);
  assert.equal(await slow.status(), 408);
  assert.match(slow.text, /"code":"request-timeout"/);
  assert.equal(await silent.status(), 0);
  assert.equal(silent.text, '');
  assert.ok(Date.now() - began >= 1900 && Date.now() - began < 15000);
  slow.close();
});

test('abuse: a body that comes slowly is answered 408 at its deadline', async () => {
  const raw = await Raw.open(server);
  await raw.send(head('/v1/flows', 'Content-Length: 400'));
  await trickle(raw, ' '.repeat(399));
  assert.equal(await raw.status(), 408);
  raw.close();
});

test('abuse: 300 half-open connections keep nobody else from signing in', async () => {
  await server.stop();
  await server.start({ options: ['--idle-timeout', '30'] });
  const half = await Promise.all(Array.from({ length: 300 }, () => Raw.open(server)));
  let going = true;
  const holding = Promise.all(half.map(async (raw, i) => {
    const parts = i % 2 ? [head('/v1/flows', 'Content-Length: 60000'), ' '] : ['GET /v1/bu', 'r'];
    await raw.send(parts[0]);
    while (going && await raw.send(parts[1])) await new Promise((next) => { setTimeout(next, 300); });
  }));
  const client = await opened();
  assert.ok(value((await client.get('/metrics')).text, 'taxgate_http_connections') >= 300);
  const began = Date.now();
  const { flow } = await signIn(server, everybody[1]);
  assert.equal(flow.state, 'done');
  assert.ok(Date.now() - began < 15000);
  going = false;
  await holding;
  half.forEach((raw) => raw.close());
});

const utf8 = [['a lone continuation', [0x80]], ['an overlong slash', [0xc0, 0xaf]], ['half a surrogate pair', [0xed, 0xa0, 0x80]], ['beyond Unicode', [0xf5, 0x80, 0x80, 0x80]], ['a cut sequence', [0xe5, 0x9b]]];
for (const [what, octets] of utf8) {
  test(`abuse: a body that is not UTF-8 (${what}) is answered 400`, async () => {
    const raw = await Raw.open(server);
    const body = Buffer.concat([Buffer.from('{"kind":"sign-in","entrance":"'), Buffer.from(octets), Buffer.from('"}')]);
    await raw.send(Buffer.concat([Buffer.from(head('/v1/flows', `Content-Length: ${body.length}`)), body]));
    assert.equal(await raw.status(), 400);
    assert.match(raw.text, /"reason":"not-utf-8"/);
    raw.close();
  });
}

const types = [['text/plain', 415], ['application/x-www-form-urlencoded', 415], ['multipart/form-data; boundary=x', 415], ['application/jsonp', 415],
  ['application/json; charset=utf-16', 415], ['application/json; charset=gbk', 415], ['', 415], ['APPLICATION/JSON; Charset="UTF-8"', 201]];
for (const [type, status] of types) {
  test(`abuse: Content-Type ${type || '(empty)'} is answered ${status}`, async () => {
    const client = await opened();
    assert.equal((await client.post('/v1/flows', '{"kind":"sign-in","entrance":"self"}', { 'Content-Type': type })).status, status);
  });
}

test('abuse: JSON nested as deep as 64 KiB allow is refused with its reason, anywhere in a body', async () => {
  const client = await opened();
  const { json: flow } = await client.begin('sign-in', 'self');
  const deep = (levels, open, close) => `{"step":"${flow.step.id}","inputs":${open.repeat(levels)}1${close.repeat(levels)}}`;
  for (const body of [deep(30000, '[', ']'), deep(9000, '{"a":', '}'), deep(16, '[', ']')]) {
    const answer = await client.post(`/v1/flows/${flow.id}`, body);
    assert.equal(answer.status, 400);
    assert.equal(answer.json.reason, 'too-deep');
  }
  assert.equal((await client.get(`/v1/flows/${flow.id}`)).status, 200);
});

test('abuse: a replayed step is stale, and of two that come at once one is', async () => {
  const client = await opened();
  const { json: flow } = await client.begin('sign-in', 'self');
  const person = everybody[2];
  const inputs = { account: person.document, password: person.document.slice(-6), captcha: await client.captcha(flow) };
  for (const input of flow.step.inputs) if (input.type === 'consent') inputs[input.name] = true;
  const both = await Promise.all([client.submit(flow, inputs), client.submit(flow, inputs)]);
  assert.deepEqual(both.map((answer) => answer.status).sort(), [200, 409]);
  assert.equal(both.find((answer) => answer.status === 409).json.code, 'stale-step');
  const replayed = await client.submit(flow, inputs);
  assert.equal(replayed.status, 409);
  assert.equal(replayed.json.code, 'stale-step');
});

test('abuse: a later step cannot be taken before its time, nor its inputs slipped into an earlier one', async () => {
  const client = await opened();
  const { json: flow } = await client.begin('sign-in', 'self');
  for (const step of ['sms', 'new-password', 'identity', 'session', '', 'no-such-step']) {
    const answer = await client.post(`/v1/flows/${flow.id}`, { step, inputs: { sms_code: '123456', new_password: 'Sunrise#2026', repeat_password: 'Sunrise#2026' } });
    assert.equal(answer.status, 409, step);
  }
  const slipped = await client.submit(flow, { sms_code: '123456', new_password: 'Sunrise#2026', identity: 'self' });
  assert.equal(slipped.status, 422);
  assert.ok(!Object.keys(slipped.json.inputs).some((name) => ['sms_code', 'new_password', 'identity'].includes(name)));
  assert.equal((await client.get('/v1/me')).status, 401);
});

test('X-08 a flow belongs to the browser that began it: another one neither sees nor moves it', async () => {
  const owner = await opened();
  const { json: flow } = await owner.begin('sign-in', 'self');
  const thief = await opened();
  const bare = new Client(server.base);
  for (const client of [thief, bare]) {
    for (const path of ['', '/captcha.png', '/captcha.wav']) assert.equal((await client.get(`/v1/flows/${flow.id}${path}`)).status, 404, path);
    assert.equal((await client.get(`/v1/demo/flows/${flow.id}/captcha`)).status, 404);
    assert.equal((await client.submit(flow, { account: 'x' })).status, 404);
  }
  thief.cookies.set('taxgate_browser', owner.cookies.get('taxgate_browser')); // the cookie without the token of the page
  assert.equal((await thief.submit(flow, { account: 'x' })).json.code, 'csrf');
});

test('abuse: what another site sends is refused before anything is looked at', async () => {
  const client = await opened();
  const begin = (headers) => client.post('/v1/flows', { kind: 'sign-in', entrance: 'self' }, headers);
  const foreign = [{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { Origin: 'null' }, { Origin: 'https://127.0.0.1.evil.example' },
    { Origin: `http://127.0.0.1:${Number(server.port) + 1}` }, { 'Sec-Fetch-Site': 'cross-site', Origin: server.base }];
  for (const headers of foreign) {
    const answer = await begin(headers);
    assert.equal(answer.status, 403, JSON.stringify(headers));
    assert.equal(answer.json.code, 'cross-site', JSON.stringify(headers));
  }
  for (const headers of [{ 'Sec-Fetch-Site': 'same-origin' }, { 'Sec-Fetch-Site': 'none' }, { Origin: server.base }]) {
    assert.equal((await begin(headers)).status, 201, JSON.stringify(headers));
  }
  const native = new Client(server.base);
  assert.equal((await native.post('/v1/flows', { kind: 'sign-in', entrance: 'self', client: 'native' }, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
});

test('abuse: every answer has the security headers, whatever it is', async () => {
  const client = await opened();
  const answers = [await client.get('/v1/bureau'), await client.get('/v1/nothing'), await client.request('PUT', '/v1/flows', {}), await client.get('/v1/me'), await client.get('/healthz'),
    await client.request('OPTIONS', '/healthz'), await client.post('/v1/flows', 'x'.repeat(70000))];
  for (const answer of answers) {
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.equal(answer.headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'");
    assert.equal(answer.headers.get('cross-origin-resource-policy'), 'same-origin');
  }
  const pages = [await client.get('/'), await client.get('/account'), await fetch(`${server.base}/assets/index-BqT7sSxC.js`)];
  for (const answer of [...answers, ...pages]) {
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(answer.headers.get('x-frame-options'), 'DENY');
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
    assert.match(answer.headers.get('content-security-policy'), /frame-ancestors 'none'/);
  }
  for (const page of pages) assert.equal(page.headers.get('content-security-policy').includes('unsafe'), false);
  const plain = await client.get('/v1/bureau', { 'X-Forwarded-Proto': 'http' });
  assert.equal(plain.headers.get('strict-transport-security'), null);
  const secure = await client.get('/v1/bureau', { 'X-Forwarded-Proto': 'https' });
  assert.match(secure.headers.get('strict-transport-security'), /max-age=\d{8}/);
  assert.ok(secure.headers.getSetCookie().every((cookie) => /; Secure/.test(cookie)));
});

test('abuse: time-outs that make no sense are refused at the start', async () => {
  for (const bad of ['0', '-1', '4000', 'soon']) assert.throws(() => server.run('serve', '--data', server.data, '--profile', server.profile, '--demo', '--head-timeout', bad), /--head-timeout/);
});

test('abuse: an expired flow is refused, and a new one begins', async () => {
  const client = await opened();
  const { json: flow } = await client.begin('sign-in', 'self');
  await server.stop();
  await server.start({ env: { LD_PRELOAD: '/usr/$LIB/faketime/libfaketimeMT.so.1', FAKETIME: '+20m', FAKETIME_DONT_FAKE_MONOTONIC: '1' } });
  const gone = await client.get(`/v1/flows/${flow.id}`);
  assert.equal(gone.status, 410, gone.text);
  assert.equal(gone.json.code, 'flow-expired');
  assert.equal((await client.submit(flow, { account: 'x' })).json.code, 'flow-expired');
  assert.equal((await client.get(`/v1/flows/${flow.id}/captcha.png`)).status, 404);
  assert.equal((await client.begin('sign-in', 'self')).status, 201);
});
