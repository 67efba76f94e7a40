import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Sealed } from '../../../../lib/credit-file/facts/subject.ts';
import { openFileKeyProvider } from '../../../../lib/runtime/file-key-provider.ts';
import { withFreshKeys } from '../../../../lib/runtime/key-watch.ts';
import { openVault } from '../../../../lib/runtime/open-vault.ts';
import { keyNumberOf } from '../../../../lib/runtime/vault.ts';
import { Fault } from '../../../../lib/shared/fault.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function keyFile(): string {
  const path = join(folder, `${++files}.json`);
  const key = Buffer.alloc(32, 1).toString('base64');
  writeFileSync(path, JSON.stringify({ pepper: key, dataKeys: { '1': key } }), { mode: 0o600 });
  return path;
}

const emptyStore = {
  list: async () => new Map(),
  add: async () => undefined,
  retire: async () => undefined,
  pepperMark: async (mark: string) => mark,
};

async function openHost(path: string) {
  const runtime = { ...fakeRuntime(), env: { KEY_FILE: path } };
  return { runtime, vault: await openVault(runtime, emptyStore) };
}

it('a host that was open before a key was made seals with it a few seconds later', async () => {
  const path = keyFile();
  const { runtime, vault } = await openHost(path);
  const before = vault.seal('words', 'context');
  await openFileKeyProvider(path).make(2);
  runtime.pass(10_000);
  const after = await withFreshKeys(runtime, async () => vault.seal('words', 'context'));
  expect([keyNumberOf(before), keyNumberOf(after)]).toEqual([1, 2]);
  expect(vault.open(before, 'context')).toBe('words');
  expect(keyNumberOf(vault.sealBytes(Buffer.from('bytes'), 'context'))).toBe(2);
});

it('a call after one that could not read the keys reads them itself, and does not seal with an older one', async () => {
  const path = keyFile();
  const { runtime, vault } = await openHost(path);
  await openFileKeyProvider(path).make(2);
  runtime.pass(86_400_000);
  const content = readFileSync(path);
  const seal = () => withFreshKeys(runtime, async () => vault.seal('words', 'context'));
  writeFileSync(path, 'not there');
  await expect(seal()).rejects.toThrow();
  writeFileSync(path, content);
  expect(keyNumberOf(await seal())).toBe(2);
});

it('a value sealed with a key that was made this moment is opened by a host that did not know it', async () => {
  const path = keyFile();
  const old = await openHost(path);
  await openFileKeyProvider(path).make(2);
  const sealed = (await openHost(path)).vault.seal('words', 'context');
  expect(() => old.vault.open(sealed, 'context')).toThrow(/not among the keys/);
  const wrapped = async (): Promise<string> => {
    try {
      return old.vault.open(sealed, 'context');
    } catch (cause) {
      throw new Fault('message-unreadable', 'A message is not one of ours.', { cause });
    }
  };
  expect(await withFreshKeys(old.runtime, wrapped)).toBe('words');
});

it('a number that no key has stays a fault, and the keys are not read for it without end', async () => {
  const { runtime, vault } = await openHost(keyFile());
  const madeUp = vault.seal('words', 'context').replace(/^1/, '9') as Sealed;
  let tries = 0;
  const act = async () => {
    tries++;
    return vault.open(madeUp, 'context');
  };
  await expect(withFreshKeys(runtime, act)).rejects.toMatchObject({ code: 'key-unavailable' });
  expect(tries).toBe(2);
});

it('a key file is changed as a whole, stays closed to others, and keeps a key that is there', async () => {
  const path = keyFile();
  const cabinet = openFileKeyProvider(path);
  await Promise.all([
    cabinet.make(2),
    cabinet.make(2),
    cabinet.make(3),
    cabinet.retire([1], '2026-06-30T04:00:00.000Z'),
  ]);
  const first = readFileSync(path, 'utf8');
  await cabinet.make(2);
  await cabinet.retire([1], '2027-01-01T00:00:00.000Z');
  expect(readFileSync(path, 'utf8')).toBe(first);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect([...(await cabinet.list())]).toEqual([
    [1, { retiredAt: '2026-06-30T04:00:00.000Z' }],
    [2, { retiredAt: undefined }],
    [3, { retiredAt: undefined }],
  ]);
});

it('a host whose pepper is another one than that of the data does nothing at all', async () => {
  const path = keyFile();
  let kept: string | undefined;
  const store = { ...emptyStore, pepperMark: async (mark: string) => (kept ??= mark) };
  const runtime = { ...fakeRuntime(), env: { KEY_FILE: path, PEPPER_FILE: path } };
  const before = (await openVault(runtime, store)).partyKey('resident-id', 'somebody');
  expect((await openVault(runtime, store)).partyKey('resident-id', 'somebody')).toBe(before);
  const { dataKeys } = JSON.parse(readFileSync(path, 'utf8')) as { dataKeys: object };
  writeFileSync(path, JSON.stringify({ pepper: Buffer.alloc(32, 9).toString('base64'), dataKeys }));
  await expect(openVault(runtime, store)).rejects.toMatchObject({ code: 'pepper-changed' });
});

it('a function that is not given the pepper opens what is sealed, and turns nobody into a key', async () => {
  const { vault } = await openHost(keyFile());
  expect(vault.open(vault.seal('words', 'context'), 'context')).toBe('words');
  expect(() => vault.partyKey('resident-id', 'somebody')).toThrow(/not given the pepper/);
  expect(() => vault.nameDigest('name')).toThrow(/not given the pepper/);
});
