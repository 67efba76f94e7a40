import { day } from '../shared/day.ts';
import { type Arrangement, daysBetween } from './arrangement.ts';

/** The known holidays of the region and its prefectures (藏历新年), by year. */
export const shippedArrangements: readonly Arrangement[] = [
  {
    year: 2023,
    scope: '5401',
    off: daysBetween('2023-02-20', '2023-02-26'),
    work: [day('2023-02-18'), day('2023-02-19')],
    document: '拉萨市2023年藏历新年放假安排',
  },
  {
    year: 2025,
    scope: '54',
    off: daysBetween('2025-02-27', '2025-03-04'),
    work: [],
    document: '西藏自治区2025年藏历新年放假安排',
  },
  {
    year: 2026,
    scope: '5401',
    off: daysBetween('2026-02-15', '2026-02-26'),
    work: [day('2026-02-14'), day('2026-02-28')],
    document: '拉萨市2026年春节、藏历新年放假安排',
  },
];
