import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The licence texts of the packages that these files are of, as their licences ask for. @throws Error for one without */
export function noticesOf(files: readonly string[]): string {
  const folders = new Set(
    files.flatMap((file) => {
      const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file) ?? [];
      return name ? [file.slice(0, file.lastIndexOf(`${name}/`) + name.length)] : [];
    }),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(join(root, folder, 'package.json'), 'utf8'),
      ) as {
        readonly name: string;
        readonly version: string;
        readonly license: string;
      };
      return `${name} ${version} (${license})\n\n${licenceText(join(root, folder))}\n`;
    })
    .join('\n----\n\n');
}

function licenceText(folder: string): string {
  const name = readdirSync(folder).find((one) => /^(licen[cs]e|copying)/i.test(one));
  if (name && existsSync(join(folder, name))) return readFileSync(join(folder, name), 'utf8').trim();
  throw new Error(`${folder} has no licence text`);
}
