import { describe, expect, it } from 'vitest';
import { createDrafts, isKeepable } from '../../../console/session/drafts.ts';

/** A tab that is loaded again keeps its storage, and nothing else. */
function tab() {
  const storage = new Map<string, string>();
  let now = 0;
  const open = (person: string) => {
    const drafts = createDrafts(
      {
        getItem: (name) => storage.get(name) ?? null,
        setItem: (name, value) => void storage.set(name, value),
        removeItem: (name) => void storage.delete(name),
      },
      () => now,
    );
    drafts.enter(person);
    return drafts;
  };
  return { storage, open, pass: (hours: number) => (now += hours * 3_600_000) };
}

describe('what was chosen in a form', () => {
  it('is there after a reload, for the same person', () => {
    const { open } = tab();
    open('yangjin').write('verdict 1', { verdict: 'upheld' });
    expect(open('yangjin').read('verdict 1')).toEqual({ verdict: 'upheld' });
    expect(open('yangjin').read('verdict 2')).toEqual({});
  });

  it('is gone once another person signs in, or the same one signs out', () => {
    const { open, storage } = tab();
    open('yangjin').write('verdict 1', { verdict: 'upheld' });
    open('zhaxi');
    expect(open('yangjin').read('verdict 1')).toEqual({});
    const drafts = open('yangjin');
    drafts.write('verdict 1', { verdict: 'upheld' });
    drafts.leave();
    expect(storage.size).toBe(0);
  });

  it('is gone after eight hours, and once the form was sent', () => {
    const { open, pass } = tab();
    const drafts = open('yangjin');
    drafts.write('old', { from: '2026-01-01' });
    pass(7);
    drafts.write('new', { from: '2026-01-02' });
    pass(1);
    expect(open('yangjin').read('old')).toEqual({});
    expect(drafts.read('new')).toEqual({ from: '2026-01-02' });
    drafts.drop('new');
    expect(drafts.read('new')).toEqual({});
  });
});

it.each([
  ['2026-03-02', true],
  ['1250.50', true],
  ['-3', true],
  ['540102199001011234', false],
  ['13912345678', false],
  ['91540103MA6T00515E', false],
  ['卓玛', false],
  ['', false],
])('of a cell, %s is kept: %s', (value, expected) => {
  expect(isKeepable(value)).toBe(expected);
});
