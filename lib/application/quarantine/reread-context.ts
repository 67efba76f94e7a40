import { readContext } from '../../feeds/index.ts';
import type { QuarantinedRow } from '../../feeds/quarantine.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { dayOf } from '../../shared/day.ts';
import { checkFinding } from '../intake/check-finding.ts';
import { sourceSettingsOf } from '../settings/source-settings.ts';

/** A row is read again as of the day on which it was received. */
export const rereadContext = (
  { source, receivedAt }: Pick<QuarantinedRow, 'source' | 'receivedAt'>,
  runtime: Runtime,
): ReturnType<typeof readContext> =>
  readContext({
    source,
    today: dayOf(new Date(receivedAt)),
    checkFinding: checkFinding(runtime),
    settings: sourceSettingsOf(runtime)[source],
  });
