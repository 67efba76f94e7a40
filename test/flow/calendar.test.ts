import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CalendarAnswer, NoticeAnswer } from '../../schemas/calendar.ts';
import { type Connector, refusalOf, startConnector } from '../support/connector.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
});
afterAll(() => connector.stop());

const show = async (path: string) =>
  (await connector.client.call('GET', `/v1/calendar/${path}`)) as CalendarAnswer;
const add = (year: number, notice: object) =>
  connector.client.call('POST', `/v1/calendar/${year}`, {
    document: '放假通知',
    reason: '已公布',
    ...notice,
  });

describe('the calendar', () => {
  it('shows the days of a place, and that nobody announced a year yet', async () => {
    const lhasa = await show('2026?division=540102');
    expect(lhasa).toMatchObject({
      isKnown: true,
      arrangements: [
        { scope: 'national', source: 'shipped' },
        { scope: '5401', source: 'shipped' },
      ],
    });
    expect(lhasa.place?.off).toContain('2026-02-26');
    expect(lhasa.place?.work).toContain('2026-02-28');
    expect(await show('2027')).toEqual({
      year: 2027,
      isKnown: false,
      awaited: [
        { name: '藏历新年', scope: '54', from: '2027-02-04', to: '2027-02-15' },
        { name: '西藏百万农奴解放纪念日', scope: '54', from: '2027-03-28', to: '2027-03-28' },
      ],
      arrangements: [],
    });
  });

  it('takes a notice, says what it changes, and takes back single days', async () => {
    const off = ['2027-02-05', '2027-02-06', '2027-02-08'];
    const first = (await add(2027, { scope: 'national', off, work: ['2027-02-20'] })) as NoticeAnswer;
    expect(first).toMatchObject({ edition: 1, changes: { offAdded: off, workAdded: ['2027-02-20'] } });
    expect((await add(2027, { scope: 'national', off, work: ['2027-02-20'] })) as NoticeAnswer).toMatchObject(
      {
        edition: 1,
        changes: { offAdded: [] },
      },
    );
    const corrected = { scope: 'national', off: [], work: [], takesBack: ['2027-02-05'] };
    expect(await add(2027, corrected)).toMatchObject({ edition: 2, changes: { offRemoved: ['2027-02-05'] } });
    expect(await add(2027, corrected)).toMatchObject({ edition: 2, changes: { offRemoved: [] } });
    expect(await show('2027?division=540202')).toMatchObject({
      isKnown: true,
      arrangements: [{ edition: 1 }, { edition: 2 }],
      place: { off: ['2027-02-08'], work: ['2027-02-20'] },
    });
  });

  it('adds 雪顿节 of Lhasa to its 藏历新年, and no longer awaits it', async () => {
    const off = ['2026-08-12', '2026-08-13'];
    expect(await add(2026, { scope: '5401', off, work: [], document: '雪顿节放假通知' })).toMatchObject({
      edition: 1,
      changes: { offAdded: off, offRemoved: [], workRemoved: [] },
    });
    const { place, awaited } = await show('2026?division=540102');
    expect(place?.off).toEqual(expect.arrayContaining(['2026-02-26', '2026-08-12']));
    expect(place?.work).toContain('2026-02-28');
    expect(awaited.map(({ name }) => name)).toEqual(['西藏百万农奴解放纪念日']);
  });

  it('refuses what is no notice, and says what is wrong', async () => {
    const refused = (year: number, notice: object) => refusalOf(add(year, notice));
    expect(await refused(2027, { scope: '99', off: [], work: [] })).toBe('400 invalid-notice');
    expect(await refused(2027, { scope: 'national', off: ['2026-01-01'], work: [] })).toBe(
      '400 invalid-notice',
    );
    expect(await refused(2027, { scope: 'national', off: ['2027-02-30'], work: [] })).toBe(
      '400 invalid-request',
    );
    expect(await refused(2027, { scope: 'national', off: [], work: [] })).toBe('400 invalid-notice');
    expect(await refused(1999, { scope: 'national', off: [], work: [] })).toBe('404 unknown-year');
  });
});
