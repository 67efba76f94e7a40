export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const sampleLine = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;

/**
 * Reads the text format of Prometheus (https://prometheus.io/docs/instrumenting/exposition_formats/).
 * @throws Error for a line that is not of the format, a sample of an undeclared metric, and one that is there twice
 */
export function parsePrometheus(text: string): Sample[] {
  const declared = new Map<string, string>();
  const seen = new Set<string>();
  const samples: Sample[] = [];
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  for (const line of text.split('\n')) {
    const type = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line);
    if (type) declared.set(type[1] ?? '', type[2] ?? '');
    if (line === '' || line.startsWith('#')) continue;
    const [, name = '', inside = '', number = ''] = sampleLine.exec(line) ?? [];
    const value = Number(number);
    if (!name || Number.isNaN(value)) throw new Error(`not a sample: ${line}`);
    const base = name.replace(/_(bucket|sum|count)$/, '');
    if (!declared.has(name) && declared.get(base) !== 'histogram') throw new Error(`undeclared: ${line}`);
    const key = line.slice(0, line.lastIndexOf(' '));
    if (seen.has(key)) throw new Error(`twice: ${line}`);
    seen.add(key);
    samples.push({ name, labels: labelsOf(inside), value });
  }
  return samples;
}

function labelsOf(inside: string): Record<string, string> {
  const labels: Record<string, string> = {};
  label.lastIndex = 0;
  while (label.lastIndex < inside.length) {
    const found = label.exec(inside);
    if (!found) throw new Error(`not labels: ${inside}`);
    labels[found[1] ?? ''] = found[2] ?? '';
  }
  return labels;
}
