// The registry as a bureau exports it, through the command that an operator types: every sentence of docs/import.md that a file,
// not a function, must show. The rules of each column are in the unit tests of connect/registry and app/import.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { binary, root } from './server.mjs';

const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A bureau's installation with nobody in it, and a place for files. */
class Place {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'taxgate-import-'));
    folders.push(this.folder);
    this.data = join(this.folder, 'data');
    this.report = join(this.folder, 'report.jsonl');
    execFileSync(binary, ['init', '--data', this.data]);
  }
  write(name, content) {
    writeFileSync(join(this.folder, name), content);
    return join(this.folder, name);
  }
  words(files, options = []) {
    return ['import', 'registry', '--data', this.data, '--profile', join(root, 'profiles/shanxi-2023.toml'),
      '--mapping', join(root, 'profiles/mappings/demo.toml'), '--report', this.report, ...options, ...files];
  }
  import(files, ...options) {
    const run = spawnSync(binary, this.words(files, options), { encoding: 'utf8' });
    const lines = run.status === null ? [] : readFileSync(this.report, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    return {
      code: run.status, out: run.stdout, err: run.stderr, text: readFileSync(this.report, 'utf8'),
      files: lines.filter(({ type }) => type === 'file'),
      findings: lines.filter(({ type }) => type === 'finding'),
      faults: lines.filter(({ type, severity }) => type === 'finding' && severity === 'fault'),
      summary: lines.find(({ type }) => type === 'summary'),
    };
  }
  events() {
    return execFileSync('sqlite3', [join(this.data, 'taxgate.db'), "SELECT count(*) FROM audit WHERE kind = 'registry-imported'"], { encoding: 'utf8' }).trim();
  }
}
const gb18030 = (text) => execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: text });
const kindsOf = ({ new: made, changed, same }) => [made, changed, same];

// The examples of GB 11643 and GB 32100, nobody's numbers.
const wang = '11010519491231002X';
const li = '440524188001010014';
const office = '91350100M000100Y43';
const taxpayers = `社会信用代码,纳税人识别号,纳税人名称,主管税务机关代码,纳税人类型,纳税人状态\r\n${office},${office},甲有限公司,11401000000,企业,正常\r\n`;
const head = '纳税人识别号,人员类别,姓名,身份证件种类,身份证件号码,移动电话,固定电话,有效期起,有效期止,关联状态\r\n';
const row = (name, document, { role = '办税员', kind = '居民身份证', mobile = '13800138000', landline = '', starts = '2026-01-01', ends = '2099-12-31', state = '正常' } = {}) =>
  [office, role, name, kind, document, mobile, landline, starts, ends, state].join(',') + '\r\n';
const good = row('王五', wang, { role: '法定代表人', ends: '长期' }) + row('李㐂𠀀', li, { mobile: '19912341234' });
const collected = `姓名,身份证件种类,身份证件号码,手机号码,采集日期,采集方式\r\n王五,居民身份证,${wang},13800138000,2026-05-01,人脸识别\r\n`;

test('X-02 UTF-8 with a byte order mark or GB18030, columns in any order, unknown columns: it is the same registry', () => {
  const place = new Place();
  const first = place.import([place.write('t.csv', '\ufeff' + taxpayers), place.write('p.csv', '\ufeff' + head + good), place.write('c.csv', '\ufeff' + collected)]);
  assert.equal(first.code, 0, first.out + first.err);
  assert.deepEqual(kindsOf(first.summary.persons), [2, 0, 0]);
  assert.deepEqual(first.files.map(({ encoding }) => encoding), ['utf-8', 'utf-8', 'utf-8']);

  // The columns backwards, with columns that no mapping names between them; a rare character beyond the BMP; tabs; LF.
  const backwards = (text) => text.trim().split('\r\n').map((line, n) => {
    const cells = line.split(',').reverse();
    cells.splice(2, 0, n ? `无关内容${n}` : '备注');
    return [...cells, n ? '' : '经办人'].join('\t');
  }).join('\n');
  const again = place.import([['t2.txt', taxpayers], ['p2.txt', head + good], ['c2.txt', collected]].map(([name, text]) => place.write(name, gb18030(backwards(text)))));
  assert.equal(again.code, 0, again.out + again.err);
  assert.deepEqual(again.files.map(({ encoding }) => encoding), ['gb18030', 'gb18030', 'gb18030']);
  assert.deepEqual(again.files.map(({ kind }) => kind), ['taxpayers', 'people', 'collected']);
  for (const what of ['taxpayers', 'persons', 'associations']) assert.deepEqual(kindsOf(again.summary[what]).slice(0, 2), [0, 0], what);
  assert.deepEqual(kindsOf(again.summary.persons), [0, 0, 2]);
});

test('X-02 quoted fields hold line breaks and quotes, and a finding names the line on which its row begins', () => {
  const place = new Place();
  const withNote = (text) => text.trimEnd().split('\r\n').map((line, n) => `${n ? '"第一行\n第二行，含""引号"", 逗号"' : '备注'},${line}`).join('\r\n') + '\r\n';
  const report = place.import([place.write('t.csv', taxpayers), place.write('p.csv', withNote(head + good + row('赵六', '110105194912310021')))]);
  assert.equal(report.code, 1);
  assert.deepEqual(report.faults.map(({ line, code }) => [line, code]), [[6, 'document-bad-check-digit']]);
  const rest = place.import([place.write('t.csv', taxpayers), place.write('p.csv', withNote(head + good))]);
  assert.equal(rest.code, 0, rest.out);
  assert.deepEqual(kindsOf(rest.summary.persons), [2, 0, 0]);
});

test('X-02 full-width digits and letters, a lower-case x and stray blanks are normalised, and each is reported', () => {
  const place = new Place();
  const untidy = head + row('王五', '　１１０１０５１９４９１２３１００２ｘ ', { role: '法定代表人', ends: '长期' }) +
    row(' 李㐂𠀀 ', ' 440524 18800101 0014', { mobile: '１９９１２３４１２３４' });
  const report = place.import([place.write('t.csv', taxpayers.replaceAll(office, office.toLowerCase())), place.write('p.csv', untidy)]);
  assert.equal(report.code, 0, report.out);
  const notes = report.findings.filter(({ severity }) => severity === 'note').map(({ file, line, column, code }) => [file, line, column, code]);
  for (const expected of [['p.csv', 2, '身份证件号码', 'written-full-width'], ['p.csv', 3, '身份证件号码', 'written-with-blanks'], ['t.csv', 2, '社会信用代码', 'written-lower-case']]) {
    assert.ok(notes.some((note) => expected.every((part, n) => part === note[n])), `${expected} in ${JSON.stringify(notes)}`);
  }
  assert.ok(report.findings.every(({ reason }) => reason.length > 0));
  // What was stored is the regular form: the tidy file changes nothing.
  const tidy = place.import([place.write('t.csv', taxpayers), place.write('p.csv', head + good)]);
  for (const what of ['taxpayers', 'persons', 'associations']) assert.deepEqual(kindsOf(tidy.summary[what]).slice(0, 2), [0, 0], what);

  const lower = place.import([place.write('x.csv', head + row('王五', wang.toLowerCase(), { role: '法定代表人', ends: '长期' }))], '--dry-run');
  assert.ok(lower.findings.some(({ code, line, column }) => code === 'written-lower-case' && line === 2 && column === '身份证件号码'), lower.text);
});

// What a bad row says: column, the code of the reason, and what of the value may be shown.
const kBad = [
  [row('赵六', '110105194912310021'), '身份证件号码', 'document-bad-check-digit', '110***********0021'],
  [row('赵六', '110105194902300021'), '身份证件号码', 'document-bad-date', '110***********0021'],
  [row('赵六', '1101051949123100'), '身份证件号码', 'document-wrong-length', /^110\*+3100$/],
  [row('赵六', wang, { kind: '会员卡' }), '身份证件种类', 'code-unknown', '会**'],
  [row('赵6', '110105194912310290'), '姓名', 'name-bad-character', '赵*'],
  [row('赵六', '', {}), '身份证件号码', 'document-empty', ''],
  [row('赵六', li, { starts: '2026-02-30' }), '有效期起', 'date-bad', '2026-02-30'],
  [row('赵六', li, { starts: '2026-02-03', ends: '2026-02-02' }), '有效期止', 'ends-before-start', '2026-02-02'],
  [row('赵六', li).replace(office, '91350100M000100Y44'), '纳税人识别号', 'taxpayer-number-bad-check-digit', '913***********0Y44'],
  [row('赵六', li).replace(office, '11320000MB151840XJ'), '纳税人识别号', 'taxpayer-unknown', /^113\*+/],
  [row('王七', wang), '姓名', 'name-differs', '王*'],
  ['只有,两栏\r\n', '', 'row-too-few-fields', ''],
];

test('X-01 X-02 each bad row is told by line, column, reason and masked value; nothing is imported, or the good rows alone', () => {
  const place = new Place();
  const files = () => [place.write('t.csv', taxpayers), place.write('p.csv', head + good + kBad.map(([text]) => text).join(''))];
  const refused = place.import(files());
  assert.equal(refused.code, 1);
  assert.equal(refused.summary.outcome, 'bad-rows');
  assert.equal(refused.summary.bad, kBad.length);
  kBad.forEach(([, column, code, value], n) => {
    const found = refused.faults.find((fault) => fault.line === n + 4 && fault.code === code);
    assert.ok(found, `line ${n + 4}: ${code} in ${refused.text}`);
    assert.equal(found.file, 'p.csv');
    assert.equal(found.column, column);
    if (value instanceof RegExp) assert.match(found.value, value);
    else assert.equal(found.value, value);
    assert.match(found.reason, /\S{3,}/);
    assert.ok(refused.out.includes(found.reason), `the summary names: ${found.reason}`);
  });
  assert.equal(place.events(), '0');
  const [before] = [place.import([files()[0]], '--dry-run')];
  assert.deepEqual(kindsOf(before.summary.taxpayers), [1, 0, 0], 'not even the good file was imported');

  const skipped = place.import(files(), '--skip-bad');
  assert.equal(skipped.code, 0, skipped.out);
  assert.equal(skipped.summary.outcome, 'imported');
  assert.deepEqual(kindsOf(skipped.summary.persons), [2, 0, 0]);
  assert.equal(place.events(), '1', 'one transaction, one event');
  for (const text of [refused.out, refused.err, refused.text, skipped.out, skipped.text]) {
    for (const secret of [wang, li, '王五', '李㐂𠀀', '13800138000', '19912341234']) assert.ok(!text.includes(secret), 'nothing personal in clear');
  }
});

test('X-02 a re-import of the same file changes nothing, and its report is the same, octet for octet', () => {
  const place = new Place();
  const files = [place.write('t.csv', taxpayers), place.write('p.csv', head + good), place.write('c.csv', collected)];
  const first = place.import(files);
  const dump = () => execFileSync('sqlite3', [join(place.data, 'taxgate.db'), '.dump person', '.dump taxpayer', '.dump mandate'], { encoding: 'utf8' });
  const before = dump();
  assert.match(before, /INSERT INTO person/);
  const second = place.import(files);
  assert.equal(second.code, 0);
  for (const what of ['taxpayers', 'persons', 'associations']) {
    assert.deepEqual(kindsOf(second.summary[what]), [0, 0, first.summary[what].new], what);
  }
  assert.equal(second.summary.ended, 0);
  assert.equal(dump(), before);
  assert.equal(place.import(files).text, second.text);
});

test('X-02 a file that cannot be read whole stops the import, with --skip-bad too, and so does a mapping that does not fit', () => {
  const place = new Place();
  const t = place.write('t.csv', taxpayers);
  for (const [content, code] of [[head + '"' + good, 'file-unterminated-quote'], ['', 'file-empty'], ['甲,乙\r\n1,2\r\n', 'file-kind-unknown'],
    [Buffer.from('\ufeff' + head, 'utf16le'), 'file-utf-16'], [head.replace('身份证件号码,', ''), /^file-(column-missing|kind-unknown)$/]]) {
    const report = place.import([t, place.write('p.csv', content)], '--skip-bad');
    assert.equal(report.code, 2, report.out);
    assert.equal(report.summary.outcome, 'unusable');
    assert.match(report.text, code instanceof RegExp ? /"code":"file-(column-missing|kind-unknown)"/ : new RegExp(`"code":"${code}"`));
  }
  assert.equal(place.events(), '0');
});

test('X-02 the summary is for people, a terminal sees a bar that moves, a file none', () => {
  const place = new Place();
  execFileSync(binary, ['demo', 'generate', '--persons', '3000', '--enterprises', '900', '--seed', '5', '--out', join(place.folder, 'registry')]);
  const files = ['taxpayers', 'people', 'collected'].map((name) => join(place.folder, 'registry', `${name}.csv`));
  const quiet = place.import(files, '--dry-run', '--english');
  assert.equal(quiet.code, 0, quiet.out);
  assert.equal(quiet.err, '');
  assert.match(quiet.out, /people\.csv/);
  assert.ok(quiet.out.includes(String(quiet.files[1].rows)) || quiet.out.includes(quiet.files[1].rows.toLocaleString('en')), quiet.out);
  const command = [binary, ...place.words(files, ['--english'])].map((word) => `'${word}'`).join(' ');
  const seen = execFileSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8' });
  const steps = [...seen.matchAll(/(reading|writing) \[(=*) *\] +(\d+)%/g)];
  for (const phase of ['reading', 'writing']) {
    const shares = steps.filter(([, name]) => name === phase).map(([, , , share]) => Number(share));
    assert.ok(shares.length > 1, phase);
    assert.deepEqual(shares, shares.toSorted((a, b) => a - b), 'it never goes back');
    assert.equal(shares.at(-1), 100, phase);
  }
});

test('X-02 killed at any moment: all of it is in, or nothing', async () => {
  const place = new Place();
  execFileSync(binary, ['demo', 'generate', '--persons', '6000', '--enterprises', '2000', '--seed', '6', '--out', join(place.folder, 'registry')]);
  const files = ['taxpayers', 'people', 'collected'].map((name) => join(place.folder, 'registry', `${name}.csv`));
  const whole = (report) => ['taxpayers', 'persons', 'associations'].map((what) => kindsOf(report.summary[what]));
  const nothing = whole(place.import(files, '--dry-run'));
  const everything = nothing.map(([made]) => [0, 0, made]);
  for (const after of [20, 60, 120, 200, 300, 450, 650, 900]) {
    const child = spawn(binary, place.words(files), { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), after);
    await new Promise((ended) => { child.on('exit', ended); });
    clearTimeout(timer);
    const found = whole(place.import(files, '--dry-run'));
    const done = found[1][2] > 0;
    assert.deepEqual(found, done ? everything : nothing, `killed after ${after} ms`);
    assert.equal(place.events() !== '0', done);
    if (done) break;
  }
});
