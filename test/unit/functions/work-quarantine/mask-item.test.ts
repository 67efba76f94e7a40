import { expect, it } from 'vitest';
import { maskedItem } from '../../../../functions/work-quarantine/mask-item.ts';
import type { WaitingDetail } from '../../../../schemas/api.ts';

const item = {
  id: '01RUN00000000000000000000A.1',
  kind: 'row',
  source: 'medical-insurance',
  reason: 'date-in-future',
  explanation: '',
  runId: '01RUN00000000000000000000A',
  since: '2026-03-01T00:00:00Z',
  state: 'waiting',
  receiptId: '01RECEIPT0000000000000000A',
  template: 'findings',
} as const satisfies Partial<WaitingDetail>;

const cells = {
  文书号: '藏医保查〔2026〕1号',
  标识: '540102199007010020',
  名称: '示例卓玛',
  事项: '示例卓玛（540102199007010020）出借凭证给540102850312001',
  决定日期: '2099-03-01',
  内部备忘: '联系扎西',
};

it('covers names and numbers in their columns and where they are repeated, and names the columns', () => {
  const shown = maskedItem({ ...item, cells });
  expect(shown).toMatchObject({
    isMasked: true,
    cells: {
      文书号: '藏医保查〔2026〕1号',
      标识: '540102********0020',
      名称: '示***',
      事项: '示***（540102********0020）出借凭证给540102*****2001',
      决定日期: '2099-03-01',
      内部备忘: '联***',
    },
    masked: ['标识', '名称', '事项', '内部备忘'],
  });
});

it('leaves what names organisations', () => {
  const pharmacy = { ...cells, 标识: '91540100MA6T1000XP', 名称: '拉萨示例大药房有限公司', 事项: '约谈' };
  expect(maskedItem({ ...item, cells: pharmacy }).masked).toEqual(['内部备忘']);
});

it('covers candidates, registered names, the record and what officers said', () => {
  const shown = maskedItem({
    ...item,
    cells,
    record: {
      subject: { category: 'doctor', id: '540102199007010020', name: '示例卓玛' },
      matter: '示例卓玛',
    },
    registeredNames: ['示例央金'],
    candidates: [
      {
        key: 'doctor.x',
        name: '示例卓玛',
        id: '540102199007010020',
        grounds: [],
        against: [],
        explanation: '',
      },
      {
        key: 'pharmacy.x',
        name: '扎西',
        id: '91540100MA6T1000XP',
        grounds: [],
        against: [],
        explanation: '',
      },
    ],
    decisions: [
      {
        kind: 'correction',
        by: 'x',
        at: '',
        said: { reason: '示例央金的号码', values: { 名称: '示例旺堆' } },
      },
    ],
  });
  const text = JSON.stringify(shown);
  for (const personal of ['540102199007010020', '卓玛', '央金', '旺堆']) expect(text).not.toContain(personal);
  expect(shown.candidates?.map(({ name }) => name)).toEqual(['示***', '扎西']);
});
