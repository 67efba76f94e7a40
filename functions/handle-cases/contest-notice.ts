import { openCase } from '../../lib/application/cases/open-case.ts';
import type { Repair } from '../../lib/credit-file/cases/repair.ts';
import type { CaseFact } from '../../lib/credit-file/facts/fact.ts';
import { officerOrigin } from '../../lib/credit-file/facts/officer-origin.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { NoticeObjectionRequest } from '../../schemas/cases.ts';
import type { CaseDeps } from './case-deps.ts';
import { say } from './say.ts';

type OpenedRepair = Awaited<ReturnType<typeof openCase<'repair'>>>;

/**
 * Records an objection to the public notice of a repair, or the decision on one (公示异议, Art. 31). While an objection is
 * open, the repair does not take effect. If one is upheld, the repair never takes effect.
 * @throws Problem 404, 409
 */
export async function contestNotice(
  id: string,
  request: NoticeObjectionRequest,
  by: string,
  deps: CaseDeps,
): Promise<OpenedRepair> {
  const { runtime, vault } = deps;
  const opened = await openCase('repair', id, deps.ports);
  const { folder, one } = opened;
  if (one.state !== 'in-notice' && one.state !== 'notice-contested')
    throw new Problem(
      409,
      'not-in-notice',
      `This repair is ${one.state}. Only a public notice can be objected to.`,
    );
  const now = runtime.clock();
  const on = dayOf(now);
  const { category } = one.fact;
  const base = { origin: officerOrigin(by, now.toISOString()), category, case: one.id };
  const seal = (text: string) => vault.seal(text, folder.party);
  const isRuling = 'verdict' in request;
  const number = isRuling ? openNumber(one, request.number) : nextNumber(one, on);
  const fact: CaseFact = isRuling
    ? {
        ...base,
        type: 'notice-ruling',
        key: `KV.${category}.${one.id}.${number}`,
        number,
        verdict: request.verdict,
        decidedOn: on,
        reason: seal(request.reason),
      }
    : {
        ...base,
        type: 'notice-objection',
        key: `KN.${category}.${one.id}.${number}`,
        number,
        receivedOn: on,
        grounds: seal(request.grounds),
        attachments: request.attachments ?? [],
      };
  const applied = await say(opened, fact, deps);
  const event = isRuling ? 'case.notice-ruled' : 'case.notice-contested';
  runtime.log.info(event, { category, party: folder.party, number: one.id, by });
  return applied;
}

function nextNumber({ notice, noticeObjections }: Repair, today: string): number {
  if (notice && today <= notice.on) return noticeObjections.length + 1;
  throw new Problem(
    409,
    'notice-over',
    `The public notice ended on ${notice?.on}; an objection to it was due by that day.`,
  );
}

function openNumber({ noticeObjections }: Repair, named: number | undefined): number {
  const open = noticeObjections.filter(({ ruling }) => !ruling).map(({ fact }) => fact.number);
  const number = named ?? open[0];
  if (number !== undefined && open.includes(number)) return number;
  throw new Problem(
    409,
    'no-open-objection',
    'No such objection to the public notice is open. Note it first, by its grounds.',
  );
}
