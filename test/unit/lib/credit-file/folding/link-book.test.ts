import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Link } from '../../../../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../../../../lib/credit-file/facts/subject.ts';
import { emptyBook, together } from '../../../../../lib/credit-file/folding/day-book.ts';
import { withLinks, withoutLinks } from '../../../../../lib/credit-file/folding/link-book.ts';
import { day } from '../../../../../lib/shared/day.ts';

/** Links of persons that are summed in the fold of their institution. */
const category = 'medical-institution';

const entry = fc
  .record({
    matter: fc.constantFrom('physician-sanctioned', 'fraud-conviction', 'pharmacist-suspended'),
    at: fc.integer({ min: 1, max: 9 }),
    year: fc.constantFrom(2025, 2026),
  })
  .map(({ matter, at, year }): Link['entries'][number] => ({
    matter,
    fact: `D.${at}.${year}`,
    document: `${at}`,
    documentNumber: `〔${year}〕${at}号`,
    authority: '医疗保障局',
    decidedOn: day(`${year}-03-0${at}`),
    origin: { run: 'run', row: at, fileSha256: 'sha' },
  }));
const links = fc
  .uniqueArray(
    fc.record({
      person: fc.integer({ min: 1, max: 40 }).map((at) => `person${at}` as PartyKey),
      drawnFrom: fc.integer({ min: 1, max: 9 }),
      entries: fc.uniqueArray(entry, {
        maxLength: 5,
        selector: ({ matter, fact }) => `${matter}/${fact}`,
      }),
    }),
    { selector: ({ person }) => person, maxLength: 20 },
  )
  .filter((all) => all.length > 0);

describe('a book of links', () => {
  it('is the same in every order, and in parts', () => {
    fc.assert(
      fc.property(links, fc.nat(), (all, cut) => {
        const book = withLinks(emptyBook, all, category);
        const at = cut % all.length;
        const [some, others] = [all.slice(0, at), all.slice(at)];
        expect(withLinks(withLinks(emptyBook, others, category), some.toReversed(), category)).toEqual(book);
        expect(
          together(withLinks(emptyBook, some, category), withLinks(emptyBook, others, category)),
        ).toEqual(book);
      }),
    );
  });

  it('is what it was before once links are taken out again', () => {
    fc.assert(
      fc.property(links, fc.nat(), (all, cut) => {
        const at = cut % all.length;
        const [some, others] = [all.slice(0, at), all.slice(at)];
        const rest = withoutLinks(withLinks(emptyBook, all, category), some, category);
        expect(rest).toEqual(withLinks(emptyBook, others, category));
      }),
    );
  });

  it('gives up nothing that is not in it', () => {
    const of = (fact: string): Link => ({
      person: 'person' as PartyKey,
      drawnFrom: 1,
      entries: [
        {
          matter: 'physician-sanctioned',
          fact,
          document: fact,
          documentNumber: fact,
          authority: '医疗保障局',
          decidedOn: day(`2026-03-0${fact}`),
          origin: { run: 'run', row: 1, fileSha256: 'sha' },
        },
      ],
    });
    expect(() => withoutLinks(withLinks(emptyBook, [of('1')], category), [of('2')], category)).toThrow(
      RangeError,
    );
  });

  it('does not contain how many facts a link was made from, nor one without a document', () => {
    const link = (drawnFrom: number): Link => ({ person: 'person' as PartyKey, drawnFrom, entries: [] });
    expect(withLinks(emptyBook, [link(1)], category)).toEqual(emptyBook);
    expect(withLinks(emptyBook, [link(2)], category)).toEqual(emptyBook);
  });
});
