// The office as a document: what two clerks send and get.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import './contract.mjs';
import { atDesk, because } from './office_desk.mjs';
import { Server } from './server.mjs';
import { smallWorld } from './small_world.mjs';
import { Transcript } from './transcript.mjs';

test('X-09 WH-07 WH-10 golden: two clerks at the counter', async () => {
  const server = new Server({
    profile: 'shaanxi-withholding-2019',
    registry: smallWorld({ taxpayers: { bank: { name: '云岭村镇银行', staff: { 法定代表人: 'banker' } } }, people: { maker: {}, checker: {}, newcomer: { collected: false } } }),
  });
  try {
    const { people: { maker, checker, newcomer }, taxpayers: { bank } } = server.world;
    server.counter('password', '--taxpayer', bank.number, '--kind', 'declaration-password');
    const clerks = [maker, checker].map((one) => server.officer(one, 'clerk'));
    await server.start();
    const [first, second] = await Promise.all(clerks.map((one) => atDesk(server, one)));
    const one = new Transcript(server.base, {
      title: '办税服务厅：实名采集、注册码、两人复核',
      about: 'A clerk collects a newcomer and hands out a registration code. A new declaration password wants a second clerk: who asked may not approve it.',
      names: { '{newcomer}': newcomer.name, '{newcomer.document}': newcomer.document, '{newcomer.phone}': newcomer.phone, '{bank.number}': bank.number, '{maker}': maker.name, '{checker}': checker.name },
    });
    const said = { document_kind: 'resident-id', document_number: newcomer.document, name: newcomer.name };
    one.as(first);
    one.say('What the clerk may do, and what of it wants a second person.');
    await one.get('/v1/office');
    one.say('Real-name collection; a wrong number first.');
    await one.post('/v1/office/collections', { ...said, document_number: '110101199003070039', phone: newcomer.phone });
    assert.equal((await one.post('/v1/office/collections', { ...said, phone: newcomer.phone })).json.done, true);
    one.say('A registration code, for this document alone.');
    await one.post('/v1/office/hall-codes', said);
    one.say('A new declaration password for a unit: of high risk, so it waits.');
    const found = await one.post('/v1/office/search', { taxpayer: bank.number });
    const path = `/v1/office/taxpayers/${found.json.taxpayers[0].id}/password`;
    await one.post(path, { kind: 'declaration-password', reason: '' });
    const { request } = (await one.post(path, { kind: 'declaration-password', reason: because })).json;
    one.say('Who asked may not approve.');
    assert.equal((await one.post(`/v1/office/requests/${request.id}/approve`, { version: request.version })).json.code, 'office-own-request');
    one.say('Another clerk looks at it and approves: now it is done, and the password is said once.');
    one.as(second);
    await one.get('/v1/office/requests?state=open');
    assert.equal((await one.post(`/v1/office/requests/${request.id}/approve`, { version: request.version })).json.done, true);
    one.say('A second approval comes too late.');
    await one.post(`/v1/office/requests/${request.id}/approve`, { version: request.version + 1 });
    one.say('The one who asked takes the voucher, too, once: the taxpayer stands there.');
    one.as(first);
    const voucher = `/v1/office/requests/${request.id}/voucher`;
    assert.equal((await one.post(voucher)).status, 200);
    assert.equal((await one.post(voucher)).json.code, 'office-no-voucher');
    one.end('shaanxi-withholding-2019/two-clerks');
  } finally {
    await server.remove();
  }
});
