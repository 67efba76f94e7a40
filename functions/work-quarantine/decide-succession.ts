import { isSubjectIn } from '../../lib/application/cases/subject-in-area.ts';
import type { SuccessionAnswer } from '../../lib/application/intake/take-record.ts';
import { askedNow } from '../../lib/application/quarantine/succession-candidates.ts';
import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import { homeOf } from '../../lib/credit-file/home-of.ts';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { CorrectionRequest } from '../../schemas/api.ts';
import type { RegistrationRecord } from '../../schemas/record.ts';
import type { DecideDeps } from './row-acts.ts';

interface Deciding {
  readonly registration: RegistrationRecord;
  readonly request: Pick<CorrectionRequest, 'candidate' | 'holds'>;
  /** The area of the officer's token. */
  readonly area?: string | undefined;
}

/**
 * What an officer says of a row of the registry that may continue another file: it does (`candidate`), or the code was
 * given to another institution (`holds`). Of an institution outside the officer's division the region decides.
 * @throws Problem 400, 403, 409
 */
export async function decidedSuccession(
  row: QuarantinedRow,
  { registration, request, area }: Deciding,
  { ports, vault, runtime }: DecideDeps,
): Promise<{ record: RegistrationRecord; succession?: SuccessionAnswer }> {
  const { category, scheme, id } = registration.subject;
  const asked = await askedNow(registration, row, { folders: ports.store, vault });
  const at = { area, folders: ports.store, runtime };
  if (asked && !(await isSubjectIn({ category, party: asked.of }, at))) throw regionDecides();
  if (request.candidate !== undefined) {
    // A decision that was interrupted asks nothing any more once the number leads to the file.
    const party = asked?.of ?? (await homeOf(vault.partyKey(scheme, id), ports.store));
    if (subjectText({ category, party }) !== request.candidate) throw noSuchCandidate();
    return { record: registration, ...(asked && { succession: { continues: party } }) };
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

const regionDecides = (): Problem =>
  new Problem(
    403,
    'region-only',
    'The institution that holds the code lies in another division. An officer of the region decides.',
  );

const leadsToFile = (): Problem =>
  new Problem(
    409,
    'number-leads-to-file',
    'This number leads to the file of the candidate for good. Confirm that the file goes by it again, or dismiss the row.',
  );
