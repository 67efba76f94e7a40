import { readContext } from '../../feeds/index.ts';
import type { QuarantinedRow } from '../../feeds/quarantine.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { type Day, dayOf } from '../../shared/day.ts';
import { checkFinding } from '../intake/check-finding.ts';
import { sourceSettingsOf } from '../settings/source-settings.ts';

type Received = Pick<QuarantinedRow, 'source' | 'receivedAt' | 'findings'>;

/** A row is read again as of the day on which it was received; one that waited for a day, as of today. */
export const rereadContext = (row: Received, runtime: Runtime): ReturnType<typeof readContext> =>
  readContext({
    source: row.source,
    today: dayOfReading(row, dayOf(runtime.clock())),
    checkFinding: checkFinding(runtime),
    settings: sourceSettingsOf(runtime)[row.source],
  });

/** A day that lay further ahead when the row was received stays a mistake, also once it has come. */
const dayOfReading = ({ receivedAt, findings }: Received, today: Day): Day =>
  findings.some(({ code }) => code === 'date-not-yet') ? today : dayOf(new Date(receivedAt));
