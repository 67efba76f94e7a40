import type { SuccessionAnswer } from '../../lib/application/intake/take-record.ts';
import { askedNow } from '../../lib/application/quarantine/succession-candidates.ts';
import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { CorrectionRequest } from '../../schemas/api.ts';
import type { RegistrationRecord } from '../../schemas/record.ts';
import type { DecideDeps } from './row-acts.ts';

/**
 * What an officer says of a row of the registry that may continue another file: it does (`candidate`), or the code was
 * given to another institution (`holds`).
 * @throws Problem 400, 409
 */
export async function decidedSuccession(
  row: QuarantinedRow,
  { registration, request }: { registration: RegistrationRecord; request: CorrectionRequest },
  { ports, vault }: DecideDeps,
): Promise<{ record: RegistrationRecord; succession: SuccessionAnswer }> {
  const asked = await askedNow(registration, row, { folders: ports.store, vault });
  if (request.candidate !== undefined) {
    const { category } = registration.subject;
    if (!asked || subjectText({ category, party: asked.of }) !== request.candidate) throw noSuchCandidate();
    return { record: registration, succession: { continues: asked.of } };
  }
  if (!request.holds) throw new Problem(400, 'nothing-corrected', 'Give the candidate, or holds.');
  if (asked?.ground === 'former-number') throw leadsToFile();
  return { record: registration, succession: 'apart' };
}

export const noSuchCandidate = (): Problem =>
  new Problem(409, 'no-such-candidate', 'This subject is no candidate of the row. Look at it again.');

export const undecided = (): Problem =>
  new Problem(
    409,
    'succession-undecided',
    'So corrected, the row has the code of another institution. It waits for that reason now: say whether that file goes on.',
  );

const leadsToFile = (): Problem =>
  new Problem(
    409,
    'number-leads-to-file',
    'This number leads to the file of the candidate for good. Confirm that the file goes by it again, or dismiss the row.',
  );
