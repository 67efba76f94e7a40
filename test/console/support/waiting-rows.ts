import type { Client, RunView } from '../../../infra/cli/client.ts';
import { samplePopulation } from '../../fuzz/api/planted.ts';

/** Where the rows of `sendWaitingRows` are worked. */
export const waitingPlace = '/waiting?source=medical-insurance&reason=date-in-future';

/** Sends a file of which every row waits for a person: its day lies in the future. */
export async function sendWaitingRows(client: Client, rows: number): Promise<RunView> {
  const [pharmacy] = samplePopulation().institutions.filter(({ category }) => category === 'pharmacy');
  const columns = '文书号,主体类别,标识类型,标识,名称,指标代码,事项,决定日期,次数,状态,决定机关';
  const lines = Array.from({ length: rows }, (_, index) =>
    [
      `藏医保查〔2026〕${index + 1}号`,
      '定点零售药店',
      '统一社会信用代码',
      pharmacy?.id,
      pharmacy?.name,
      'ph.interview',
      '医保基金使用检查',
      '2099-03-02',
      '1',
      '正常',
      '西藏自治区医疗保障局',
    ].join(','),
  );
  const file = Buffer.from(`\u{feff}${[columns, ...lines].join('\r\n')}\r\n`);
  return client.follow(await client.submit('medical-insurance', 'rows.csv', file));
}
