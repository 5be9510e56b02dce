// Reads Prometheus' text format 0.0.4, strictly: a line that is not of the format throws.
const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/y;
const sample = new RegExp(`^(${name})(?:\\{(.+)\\})? (-?(?:[0-9.]+(?:e[-+]?[0-9]+)?|Inf)|NaN)$`);

function labels(text = '') {
  const found = {};
  for (let at = 0; at < text.length; at += 1) {
    label.lastIndex = at;
    const match = label.exec(text);
    if (!match || match[1] in found) throw new Error(`no labels: ${text}`);
    found[match[1]] = match[2];
    at = label.lastIndex;
    if (at < text.length && text[at] !== ',') throw new Error(`no labels: ${text}`);
  }
  return found;
}

/** Families in their order: { name, type, help, samples: [{ name, labels, value }] }. */
export function families(text) {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const all = [];
  for (const line of text.slice(0, -1).split('\n')) {
    const help = line.match(new RegExp(`^# HELP (${name}) (.+)$`));
    const type = line.match(new RegExp(`^# TYPE (${name}) (counter|gauge|histogram)$`));
    const found = line.match(sample);
    const family = all.at(-1);
    if (help) {
      if (all.some((one) => one.name === help[1])) throw new Error(`twice: ${line}`);
      all.push({ name: help[1], help: help[2], samples: [] });
    } else if (type && family?.name === type[1] && !family.type) {
      [, , family.type] = type;
    } else if (found && family?.type) {
      const suffix = found[1].slice(family.name.length);
      const fits = found[1].startsWith(family.name) && (family.type === 'histogram' ? ['_bucket', '_sum', '_count'].includes(suffix) : suffix === '');
      if (!fits) throw new Error(`of another family: ${line}`);
      family.samples.push({ name: found[1], labels: labels(found[2]), value: Number(found[3]) });
    } else {
      throw new Error(`no line of the format: ${line}`);
    }
  }
  return all;
}

export const samples = (text) => families(text).flatMap((family) => family.samples);

/** The sum of the samples of a name with these labels. */
export function value(text, wanted, having = {}) {
  const fitting = samples(text).filter((one) => one.name === wanted && Object.entries(having).every(([key, it]) => one.labels[key] === it));
  if (fitting.length === 0) return undefined;
  return fitting.reduce((sum, one) => sum + one.value, 0);
}
