import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sentenceOf, takeDataFolder } from '../../../../infra/local/data-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'data-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a data folder', () => {
  it('belongs to one host at a time', async () => {
    const first = await takeDataFolder(folder);
    await expect(takeDataFolder(folder)).rejects.toThrow('is used by another connector');
    await first.stop();
    const second = await takeDataFolder(folder);
    await second.stop();
  });

  it('that is a file is refused with what to do', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await expect(takeDataFolder(file)).rejects.toThrow('is no folder. Set DATA_DIR to a folder.');
    await expect(takeDataFolder(join(file, 'below'))).rejects.toThrow('is no folder');
  });

  it('on a drive that does not answer is refused after a time', async () => {
    const pipe = join(folder, 'probe');
    execFileSync('mkfifo', [pipe]);
    await expect(takeDataFolder(folder, 50)).rejects.toThrow('does not answer within 0.05 s');
  });

  it.each([
    ['ENOSPC', 'full'],
    ['EROFS', 'cannot be written'],
    ['EACCES', 'by this user'],
    ['EIO', 'cannot be used'],
  ])('%s is said in words', (code, words) => {
    expect(sentenceOf(code, '/data')).toContain(words);
  });
});
