import { describe, expect, it } from 'vitest';
import { type Held, type Said, verdictOf } from '../../../../lib/convergence/verdict.ts';

const held = (version: number, content = 'aa'): Held => ({ version, content });
const said = (stage: Said['stage'], version = 3, content = 'aa'): Said => ({ stage, version, content });

describe('what a file says beside what the receiver has', () => {
  it.each<[string, Said | undefined, Held | undefined, string]>([
    ['the same', said('held'), held(3), 'equal'],
    ['nothing on either side', said('none'), undefined, 'equal'],
    ['a delivery that waits', said('in-flight'), held(2), 'in-flight'],
    ['a first delivery that waits', said('in-flight'), undefined, 'in-flight'],
    ['a delivery that was given up', said('given-up'), held(2), 'given-up'],
    ['a record that was deleted there', said('held'), undefined, 'missing-there'],
    ['a record that should not be there', said('none'), held(2), 'extra-there'],
    ['a record that the file never wanted', said('none', 0), held(9), 'extra-there'],
    ['a record of nobody', undefined, held(1), 'unowned-there'],
    ['a record that was put back', said('held'), held(2), 'older-revision'],
    ['a record that was changed there', said('held'), held(3, 'bb'), 'other-content'],
    ['a newer record than was ever sent', said('held'), held(4), 'newer-revision'],
    ['a newer record, which refuses the delivery that waits', said('in-flight'), held(4), 'newer-revision'],
  ])('%s', (_, one, other, expected) => {
    const verdict = verdictOf(one, other);
    expect(verdict.kind === 'different' ? verdict.cause : verdict.kind).toBe(expected);
  });
});
