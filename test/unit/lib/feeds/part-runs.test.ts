import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { partRunId } from '../../../../lib/feeds/part-runs.ts';
import { newUlid } from '../../../../lib/runtime/runtime.ts';

it('ids of parts sort behind their archive and in its order, whatever the archive', () => {
  const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(
      bytes,
      fc.date({ min: new Date(0), noInvalidDate: true, max: new Date(2e12) }),
      (random, now) => {
        const archive = newUlid(now, Buffer.from(random));
        const ids = [archive, ...Array.from({ length: 100 }, (_, place) => partRunId(archive, place))];
        expect(ids.toSorted()).toEqual(ids);
        expect(new Set(ids).size).toBe(101);
        expect(ids.every((id) => /^[0-9A-Z]{26}$/.test(id))).toBe(true);
      },
    ),
  );
  expect(partRunId('01ARZ3NDEKZZZZZZZZZZZZZZZZ', 0)).toBe('01ARZ3NDEM0000000000000000');
});
