import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OverlapCursor } from '../../../exchange/tables/cursor.ts';

const position = (updated: number) => ({ updated: String(updated).padStart(6, '0'), key: 'k' });

describe('the cursor of a table', () => {
  it('goes on behind the last row until the end, then begins again at what may still be joined by late rows', () => {
    const cursor = new OverlapCursor(undefined, 100);
    expect(cursor.from(0)).toBeUndefined();
    cursor.pass(position(1), 10);
    expect(cursor.from(20)).toEqual(position(1));
    expect(cursor.end()).toBeUndefined();
    expect(cursor.from(50)).toBeUndefined();
    cursor.pass(position(1), 50);
    expect(cursor.end()).toBeUndefined();
    expect(cursor.from(111)).toBeUndefined();
    expect(cursor.end()).toEqual(position(1));
    expect(cursor.from(120)).toEqual(position(1));
  });

  it('misses no row that becomes visible within the overlap, whenever scans are made', () => {
    const row = fc.record({ time: fc.nat(300), delay: fc.nat(50) });
    const pauses = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), pauses, (rows, waits) => {
        const cursor = new OverlapCursor(undefined, 50);
        const seen = new Set<number>();
        let now = 0;
        for (const wait of [...waits, 400, 51, 51]) {
          now += wait;
          const from = cursor.from(now);
          const visible = rows
            .map(({ time, delay }, index) => ({ time, visibleAt: time + delay, index }))
            .filter(({ visibleAt }) => visibleAt <= now)
            .sort((a, b) => a.time - b.time);
          for (const { time, index } of visible)
            if (!from || position(time).updated > from.updated) {
              seen.add(index);
              cursor.pass(position(time), now);
            }
          cursor.end();
        }
        expect(seen.size).toBe(rows.length);
      }),
    );
  });
});
