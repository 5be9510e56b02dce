// What an operator's monitoring reads.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { get } from 'node:http';
import { networkInterfaces } from 'node:os';
import { Client } from './client.mjs';
import './contract.mjs';
import { families, samples, value } from './metrics.mjs';
import { Server } from './server.mjs';
import { people, signIn } from './signing.mjs';

let server;
let everybody;
before(async () => {
  server = await new Server().start();
  everybody = await people(server);
});
after(() => server.remove());

async function read() {
  const answer = await new Client(server.base).get('/metrics');
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
  return answer.text;
}

test('metrics: every line is of the format, counters end in _total, histograms add up', async () => {
  const text = await read();
  for (const family of families(text)) {
    assert.ok(family.help && family.type, family.name);
    if (family.type === 'counter') assert.match(family.name, /_total$/);
    if (family.type !== 'histogram') continue;
    const series = new Map();
    for (const one of family.samples) {
      const { le, ...rest } = one.labels;
      const labels = JSON.stringify(rest);
      series.set(labels, [...(series.get(labels) ?? []), one]);
    }
    for (const [labels, group] of series) {
      const buckets = group.filter((one) => one.labels.le !== undefined);
      const bounds = buckets.map((one) => (one.labels.le === '+Inf' ? Infinity : Number(one.labels.le)));
      assert.deepEqual(bounds, [...bounds].sort((a, b) => a - b), labels);
      assert.equal(bounds.at(-1), Infinity);
      assert.ok(buckets.every((one, i) => i === 0 || one.value >= buckets[i - 1].value), labels);
      assert.equal(group.find((one) => one.name.endsWith('_count')).value, buckets.at(-1).value, labels);
    }
  }
});

test('metrics: a sign-in is seen in every counter that it moves', async () => {
  const before = await read();
  const { client } = await signIn(server, everybody[0]);
  await client.get('/v1/nothing');
  await new Promise((done, failed) => { // fetch keeps its connections; this one is new
    get(`${server.base}/healthz`, { agent: false }, (answer) => answer.resume().on('end', done)).on('error', failed);
  });
  const after = await read();
  const grew = (name, labels) => (value(after, name, labels) ?? 0) - (value(before, name, labels) ?? 0);
  const move = { method: 'POST', route: '/v1/flows/{id}' };
  assert.ok(grew('taxgate_http_requests_total', { ...move, status: '2xx' }) >= 3);
  assert.ok(grew('taxgate_http_request_duration_seconds_count', move) >= 3);
  assert.ok(grew('taxgate_http_request_duration_seconds_sum', move) > 0);
  assert.equal(grew('taxgate_http_requests_total', { route: '(none)', status: '4xx' }), 1);
  assert.ok(grew('taxgate_http_connections_accepted_total') >= 1);
  assert.ok(grew('taxgate_hash_done_total') >= 1);
  assert.ok(grew('taxgate_store_group_works_sum') >= 3);
  assert.ok(grew('taxgate_store_group_works_count') >= 1);
  assert.ok(grew('taxgate_sessions_open') >= 1);
  assert.ok(grew('process_cpu_seconds_total') > 0);
  assert.ok(value(after, 'taxgate_http_connections') >= 1);
  assert.ok(value(after, 'taxgate_http_requests_in_flight') >= 1, 'this very request');
  assert.ok(value(after, 'process_resident_memory_bytes') > 1e6);
  assert.ok(Math.abs(value(after, 'process_start_time_seconds') - Date.now() / 1000) < 600);
  assert.equal(value(after, 'taxgate_build_info'), 1);
  for (const name of ['taxgate_lane_queued', 'taxgate_lane_running']) assert.deepEqual(samples(after).filter((one) => one.name === name).map((one) => one.labels.lane), ['ordinary', 'slow']);
  for (const name of ['taxgate_lane_refused_total', 'taxgate_hash_waiting', 'taxgate_hash_refused_total', 'taxgate_sms_queued', 'taxgate_store_queued', 'taxgate_http_connections_refused_total', 'taxgate_http_connections_timed_out_total']) {
    assert.ok(value(after, name) >= 0, name);
  }
});

test('X-03 metrics name patterns and never a path, a person, or what somebody made up', async () => {
  const client = new Client(server.base);
  const { json: flow } = await client.begin('sign-in', 'self');
  await client.get(`/v1/flows/${flow.id}`);
  await client.get('/v1/invented-by-a-stranger');
  const text = await read();
  assert.ok(!text.includes(flow.id) && !text.includes('invented'));
  for (const one of everybody) for (const word of [one.name, one.document, one.phone]) assert.ok(!text.includes(word));
});

test('metrics are for this machine alone: not through a proxy, not from another address', async () => {
  const outside = new Client(server.base, { address: '203.0.113.7' });
  assert.equal((await outside.get('/metrics')).status, 404);
  const pretender = new Client(server.base, { address: '127.0.0.1' });
  assert.equal((await pretender.get('/metrics')).status, 404);
  for (const header of ['Forwarded', 'Via', 'X-Real-IP']) {
    assert.equal((await new Client(server.base).get('/metrics', { [header]: '127.0.0.1' })).status, 404, header);
  }
});

test('metrics: --metrics-from names who else may read them, and bad ones are refused at the start', async () => {
  const other = Object.values(networkInterfaces()).flat().find((one) => !one.internal && one.family === 'IPv4')?.address;
  const open = await new Server({ address: '0.0.0.0', options: ['--metrics-from', '192.0.2.0/24', '--metrics-from', '2001:db8::/32'] }).start();
  try {
    assert.equal((await new Client(open.base).get('/metrics')).status, 404, 'this machine is not among them');
  } finally {
    await open.stop();
  }
  open.options = ['--metrics-from', other ? `${other}/32` : '127.0.0.0/8'];
  await open.start();
  const base = other ? open.base.replace('127.0.0.1', other) : open.base;
  assert.equal((await new Client(base).get('/metrics')).status, 200);
  await open.stop();
  open.options = ['--metrics-from', 'everybody'];
  await assert.rejects(open.start(), /--metrics-from/);
  await open.remove();
});
