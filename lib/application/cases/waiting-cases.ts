import type { CaseDue } from '../../credit-file/cases/case-state.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { Day } from '../../shared/day.ts';
import type { WaitingStore } from '../../store/waiting-store.ts';

export interface WaitingCase {
  readonly party: PartyKey;
  readonly fact: string;
  readonly due: CaseDue;
}

const casesAPage = 200;

/** Open cases by the day of their next deadline, up to a day if one is given. */
export async function* waitingCases(
  waiting: Pick<WaitingStore, 'list'>,
  until?: Day,
): AsyncGenerator<WaitingCase> {
  let after: string | undefined;
  do {
    const page = await waiting.list('C', {
      prefix: '',
      limit: casesAPage,
      after,
      ...(until && { before: `${until}#~` }),
    });
    yield* page.keys;
    after = page.next;
  } while (after);
}
