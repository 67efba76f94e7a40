import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newUlid } from '../../../../lib/runtime/runtime.ts';
import { traceIdOfRun } from '../../../../lib/shared/trace-id.ts';

describe('the trace of a run', () => {
  it('is its id in hexadecimal: the time and the random bits of the ULID', () => {
    const at = new Date('2026-06-30T04:00:00Z');
    const bytes = Buffer.from('00112233445566778899', 'hex');
    const time = at.getTime().toString(16).padStart(12, '0');
    expect(traceIdOfRun(newUlid(at, bytes))).toBe(`${time}00112233445566778899`);
  });

  it('is a valid one of 32 digits for every run, and another one for another run', () => {
    const run = fc
      .tuple(fc.integer({ min: 1, max: 2 ** 47 }), fc.uint8Array({ minLength: 10, maxLength: 10 }))
      .map(([time, bytes]) => newUlid(new Date(time), Buffer.from(bytes)));
    fc.assert(
      fc.property(run, run, (one, other) => {
        expect(traceIdOfRun(one)).toMatch(/^[0-9a-f]{32}$/);
        expect(traceIdOfRun(one) === traceIdOfRun(other)).toBe(one === other);
      }),
    );
  });

  it('is what docs/operations/monitoring.md shows for its example', () => {
    const document = readFileSync('docs/operations/monitoring.md', 'utf8');
    const [, runId = '', shown] = /^RUN=(\S{26})\n.+\n([0-9a-f]{32})$/m.exec(document) ?? [];
    expect(traceIdOfRun(runId)).toBe(shown);
    expect(shown).toBeDefined();
  });

  it.each(['', 'x', '0'.repeat(26), '01KILO000000000000000000AB', '李'.repeat(26)])(
    'there is none of %j',
    (text) => {
      expect(traceIdOfRun(text)).toBeUndefined();
    },
  );
});
