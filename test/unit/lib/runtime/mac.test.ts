import { expect, it } from 'vitest';
import { createVault } from '../../../../lib/runtime/vault.ts';

it('a hash for the time of a job depends on the data key, and on no pepper', () => {
  const dataKeys = new Map([
    [1, Buffer.alloc(32, 1)],
    [2, Buffer.alloc(32, 2)],
  ]);
  const [vault, other] = [
    createVault({ pepper: undefined, dataKeys }),
    createVault({ pepper: undefined, dataKeys }),
  ];
  expect(vault.newestKey()).toBe(2);
  expect(vault.mac('text', 1)).toBe(other.mac('text', 1));
  expect(new Set([vault.mac('text', 1), vault.mac('text', 2), vault.mac('other', 1)]).size).toBe(3);
  expect(() => vault.mac('text', 3)).toThrow('Data key 3 is not among the keys of this host.');
});
