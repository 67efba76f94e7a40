import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openServices } from './compose.ts';
import { runProgram } from './support.ts';
import type { TestRelease } from './test-release.ts';

interface InstallOptions {
  readonly release: TestRelease;
  readonly folder: string;
  readonly check: (what: string, isSo: boolean, found?: unknown) => void;
}

/** Verifies the archive, installs it into an empty folder, and tries what a damaged one does. */
export async function install({ release, folder, check }: InstallOptions): Promise<void> {
  const unpacked = join(folder, 'unpacked');
  mkdirSync(unpacked, { recursive: true });
  await runProgram('tar', ['-xzf', release.archive, '-C', unpacked]);
  const [name = ''] = readdirSync(unpacked);
  const tree = join(unpacked, name);
  const verify = (archive: string, statement: string, key: string) =>
    runProgram('sh', [join(tree, 'verify.sh'), archive, statement, key]);
  const good = await verify(release.archive, release.statement, release.publicKey);
  check('the archive is the one that was signed', good.code === 0, good.out.trim());
  const other = await verify(release.archive, release.statement, release.otherKey);
  check('another key did not sign it', other.code === 1, other.out.trim());
  const changed = join(folder, 'changed.tar.gz');
  copyFileSync(release.archive, changed);
  appendFileSync(changed, 'x');
  const tampered = await verify(changed, release.statement, release.publicKey);
  check('an archive with one more byte is refused', tampered.code === 1, tampered.out.trim());
  const forged = join(folder, 'forged.json');
  const envelope = JSON.parse(readFileSync(release.statement, 'utf8')) as { payload: string };
  const payload = Buffer.from(envelope.payload, 'base64').toString().replace('"version":"', '"version":"9');
  writeFileSync(forged, JSON.stringify({ ...envelope, payload: Buffer.from(payload).toString('base64') }));
  const forgery = await verify(release.archive, forged, release.publicKey);
  check('a statement that was changed is refused', forgery.code === 1, forgery.out.trim());
  const unsigned = join(folder, 'unsigned.json');
  writeFileSync(unsigned, JSON.stringify({ ...envelope, signatures: [] }));
  const without = await verify(release.archive, unsigned, release.publicKey);
  check('a statement without a signature is refused', without.code === 1, without.out.trim());

  check('the TLS proxy alone has an open port', openServices(tree).join() === 'proxy');
  const args = ['--prefix', join(folder, 'installed'), '--data', join(folder, 'data'), '--no-service'];
  const installing = () => runProgram('sh', [join(tree, 'install.sh'), ...args]);
  const page = join(tree, 'console/page.html');
  const before = readFileSync(page);
  appendFileSync(page, '<!-- -->');
  const damaged = await installing();
  check(
    'a tree with a changed file is not installed',
    damaged.code === 1,
    damaged.out.trim().split('\n').at(-1),
  );
  writeFileSync(page, before);
  const extra = join(tree, 'app/lib/extra.ts');
  writeFileSync(extra, '');
  check('nor one with a file that is not on the list', (await installing()).code === 1);
  await runProgram('rm', [extra]);
  const done = await installing();
  check('it is installed', done.code === 0, done.out.trim());
  const version = await runProgram(join(folder, 'installed/current/credit-connector'), ['version']);
  check(
    'it says its version',
    version.out.trim() === name.slice('credit-connector-'.length),
    version.out.trim(),
  );
}
