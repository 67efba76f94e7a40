import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connector, startConnector } from '../support/connector.ts';
import { csvOf, gb18030 } from '../support/feed-file.ts';
import { doctor, registry } from '../support/records.ts';

/** The sheet of the discipline organs (restricted). It decides a grade, and its documents stay in the bureau. */
let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
});
afterAll(() => connector.stop());

const documentNumber = '拉监委处〔2026〕17号';
const sheet = [
  ['拉萨市监察委员会处分情况表', '', '', '', '', '', '', ''],
  ['姓名', '身份证号', '工作单位及职务', '处分类别', '处分决定文号', '处分日期', '处分机关', '影响期'],
  [
    doctor.name,
    doctor.id,
    '拉萨测试人民医院副主任医师',
    '党内严重警告、政务记大过',
    documentNumber,
    '2026年4月1日',
    '拉萨市监察委员会',
    '18个月',
  ],
];
const asDoctor = { scheme: 'resident-id', ...doctor, category: 'doctor' } as const;
/** What would reveal the document: its number, the organ, the words of the decision. */
const secrets = [documentNumber, '监委', '17号', '监察委员会', '记大过', 'demerit'];

describe('a punishment by the discipline organs', () => {
  it('puts the doctor at E, and stops nothing before the grade is published', async () => {
    const run = await connector.submit('discipline-inspection', gb18030(csvOf(sheet)));
    expect(run).toMatchObject({ received: 1, accepted: 1 });
    expect(await connector.grade(asDoctor)).toMatchObject({
      grade: 'E',
      sanctions: [],
    });
    expect(await connector.file({ scheme: 'resident-id', id: doctor.id, category: 'doctor' })).toMatchObject({
      awaitingSanction: { kind: 'service-stop' },
    });
  });

  it('is delivered to the directory as a grade, without its document', async () => {
    await connector.untilInSync();
    const [directory, settlement] = [
      await connector.receiver('directory'),
      await connector.receiver('settlement'),
    ];
    const delivered = directory.entries.filter(({ certNo }) => certNo === doctor.id);
    expect(delivered.find(({ category }) => category === 'doctor')).toMatchObject({ grade: 'E' });
    expect(settlement.entries).toEqual([]);
    for (const secret of secrets) expect(JSON.stringify([directory, settlement])).not.toContain(secret);
  });

  it.each(['supervision', 'licensing', 'procurement'])('is not named to who asks for %s', async (purpose) => {
    const answer = JSON.stringify(await connector.grade(asDoctor, purpose));
    expect(answer).toContain('"grade":"E"');
    for (const secret of secrets) expect(answer).not.toContain(secret);
  });

  it('is shown to the credit officer', async () => {
    const { id, scheme, category } = asDoctor;
    expect(await connector.file({ id, scheme, category })).toMatchObject({
      standing: { grade: 'E' },
      dishonesty: [
        {
          documentNumber,
          usage: 'restricted',
          content: { kind: 'discipline', measure: 'administrative-major-demerit+party-serious-warning' },
        },
      ],
    });
  });

  it('leaves nothing of its document in the log', () => {
    for (const secret of secrets) expect(connector.log()).not.toContain(secret);
  });
});
