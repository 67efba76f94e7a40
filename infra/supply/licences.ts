import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelOf, type Package, productionPackages, readJson, root } from './packages.ts';

/** Licences allowed in what is deployed, and why each is allowed. */
export const allowedLicences: Readonly<Record<string, string>> = {
  MIT: 'permissive: its notice goes with copies',
  'MIT-0': 'permissive, without a duty',
  'Apache-2.0': 'permissive: its text and notices go with copies',
  ISC: 'permissive: its notice goes with copies',
  '0BSD': 'permissive, without a duty',
  'BSD-3-Clause': 'permissive: its notice goes with copies, its authors are not used to advertise',
  Unlicense: 'given to the public, without a duty',
  'MIT AND OFL-1.1':
    'a font in a package: it may be bundled and embedded in documents, not sold by itself; its licence lies beside it',
};

/** Licences missing in a package.json, taken from the package's licence text. */
const saidElsewhere: Readonly<Record<string, string>> = { 'png-js@2.0.0': 'MIT' };

interface Said {
  /** Old packages say an object. */
  readonly license?: string | { readonly type: string };
  /** How packages said it before `license`. */
  readonly licenses?: readonly { readonly type: string }[];
  readonly author?: string | { readonly name?: string };
}

const saidBy = ({ folder }: Package): Said => readJson(join(folder, 'package.json')) as Said;

/** The licence of a package as an SPDX expression. Undefined when it states none. */
export function licenceOf(one: Package): string | undefined {
  const { license, licenses } = saidBy(one);
  const said = license ?? licenses?.[0] ?? saidElsewhere[labelOf(one)];
  return typeof said === 'object' ? said.type : said;
}

/** Texts that a package contains: licences, and notices that belong to them. */
function textsOf({ folder }: Package): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
    .sort()
    .map((name) =>
      readFileSync(join(root, folder, name), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim(),
    );
}

/** `LICENSES.md`: what is deployed, under which licence, and each text that must accompany copies, once. */
export function licencesDocument(): string {
  const packages = productionPackages();
  const texts = new Map<string, { text: string; of: string[] }>();
  const silent: string[] = [];
  for (const one of packages) {
    const found = textsOf(one);
    if (found.length === 0) silent.push(`- ${labelOf(one)}: ${licenceOf(one)}, ${authorOf(one)}`);
    for (const text of found) {
      const key = text.replace(/\s+/g, ' ');
      const known = texts.get(key) ?? { text, of: [] };
      known.of.push(labelOf(one));
      texts.set(key, known);
    }
  }
  return [
    '# Licences of what is deployed',
    '',
    "Packages that the bundles and the archive for a machine of one's own are made of, and the font of the notices. Made by `npm run licences`, checked by `npm run check:supply`.",
    '',
    '| package | version | licence |',
    '| --- | --- | --- |',
    ...packages.map((one) => `| ${one.name} | ${one.version} | ${licenceOf(one) ?? 'none said'} |`),
    '',
    'These bring no text of their own; their licence is what they say:',
    '',
    ...silent,
    '',
    ...[...texts.values()].flatMap(({ text, of }) => [`## ${of.join(', ')}`, '', '```', text, '```', '']),
  ].join('\n');
}

function authorOf(one: Package): string {
  const { author } = saidBy(one);
  return (typeof author === 'string' ? author : author?.name) ?? 'no author is named';
}
