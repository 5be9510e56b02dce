// Golden transcripts: what a client of a bureau sends and gets, as a document under tests/golden, with names in the place of
// what differs from run to run. `UPDATE_GOLDEN=1` writes them anew; read the difference before it is kept.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from './client.mjs';
import { root } from './server.mjs';

const secretInputs = /password|captcha|sms_code|hall_code|base64/;
const hallCode = /^[0-9A-Z]{6}$/; // a problem's code is in small letters
const isSecret = (key, item) => (secretInputs.test(key) && !/_wrong/.test(item) && key !== 'id') || (key === 'code' && hallCode.test(item));

export class Transcript extends Client {
  /** `names`: { '{wang.phone}': '13812341234' }: what to write in the place of a value. */
  constructor(base, { title, about, names = {}, locale } = {}) {
    super(base, { locale });
    this.lines = [`# ${title}`, '', about, ''];
    this.names = Object.entries(names).sort((a, b) => b[1].length - a[1].length);
  }

  /** A sentence between two requests. */
  say(text) { this.lines.push(text, ''); }

  /** Goes on as somebody who is signed in already. */
  as({ cookies, csrf }) { Object.assign(this, { cookies, csrf }); }

  async request(method, path, body, headers) {
    const answer = await super.request(method, path, body, headers);
    if (/^\/v1\/(flows|me|office)/.test(path)) this.note(method, path, body, answer);
    return answer;
  }

  note(method, path, body, answer) {
    if (answer.status === 429) return; // it waits for the next code, or not, as the machine is fast
    this.lines.push(`\`${method} ${this.named(path)}\``, '');
    if (body !== undefined) this.lines.push('```json', this.shown(body), '```', '');
    this.lines.push(`→ ${answer.status}`, '');
    if (answer.json) this.lines.push('```json', this.shown(answer.json), '```', '');
  }

  shown(value) {
    const hidden = JSON.stringify(value, (key, item) => (typeof item === 'string' && isSecret(key, item) ? `{${key}}` : item), 2);
    return this.named(hidden);
  }

  named(text) {
    let named = text;
    for (const [name, value] of this.names) named = named.replaceAll(value, name);
    return named.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)/g, '{time}')
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d/g, '{time}')
      .replaceAll(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), '{today}') // in the bureaus' zone
      .replaceAll(/(flows\/|"id": ")[A-Za-z0-9_-]{40,}/g, '$1{flow}')
      .replaceAll(/"id": "\d+"/g, '"id": "{id}"') // the import gives them as it comes
      .replaceAll(/urn:taxgate:request:[0-9a-f]{16}/g, 'urn:taxgate:request:{request}')
      .replaceAll(/\b1\d{2}\*{4}\d{4}\b/g, '{masked phone}')
      .replaceAll(/("agent"|"address"): "[^"]*"/g, '$1: "{…}"');
  }

  /** Compares with tests/golden/PLACE.md. */
  end(place) {
    const file = join(root, 'tests/golden', `${place}.md`);
    const text = `${this.lines.join('\n').trimEnd()}\n`;
    if (process.env.UPDATE_GOLDEN) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return;
    }
    assert.equal(text, readFileSync(file, 'utf8'));
  }
}
