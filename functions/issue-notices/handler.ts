import { noteCaseDisclosure } from '../../lib/application/cases/note-case-disclosure.ts';
import { openCase } from '../../lib/application/cases/open-case.ts';
import { caseIdIn } from '../../lib/application/cases/subject-in-area.ts';
import { createHints } from '../../lib/application/deliveries/hints.ts';
import { letterheadOf } from '../../lib/application/settings/letterhead.ts';
import { projectionPorts } from '../../lib/application/wiring/intake-ports.ts';
import { openProjectionStores, openVaultOf } from '../../lib/application/wiring/stores.ts';
import type { Case } from '../../lib/credit-file/cases/case-state.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { MissingGlyphs, type Notice } from '../../lib/notices/notice.ts';
import { renderNotice } from '../../lib/notices/render.ts';
import { lapsedBasisSaid } from '../../lib/regulation/legal-basis.ts';
import {
  type Caller,
  callerIn,
  type HttpAnswer,
  type HttpRequest,
  httpHandler,
} from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { loadNoticeFont } from '../../lib/runtime/notice-font.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { createOfficerStore, type OfficerStore } from '../../lib/store/officer-store.ts';
import { createReceiptStore, receiptsOf } from '../../lib/store/receipt-store.ts';
import { objectionNotice, repairNotice } from './issue-notice.ts';

export const createHandler: CreateHandler<never, unknown> = async (runtime) => {
  const stores = openProjectionStores(runtime);
  const vault = await openVaultOf(runtime, stores);
  const receipts = createReceiptStore(stores.table);
  const officers = createOfficerStore(stores.table);
  const letterhead = letterheadOf(runtime);
  const issued = async (
    { one, folder }: { one: Case; folder: Folder },
    caller: Caller,
    notice: Notice,
  ): Promise<HttpAnswer> => {
    const lapsedBasis = lapsedBasisSaid(dayOf(runtime.clock()), ports().policy.book);
    const named = await withOfficersName(notice, officers);
    const body = await rendered({ ...named, lapsedBasis });
    await noteCaseDisclosure({ one, party: folder.party }, caller.agency, {
      runtime,
      receipts: receiptsOf(caller, receipts),
    });
    const headers = {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${notice.kind}.pdf"`,
    };
    return { status: 200, headers, body };
  };
  const ports = () => projectionPorts(runtime, stores, createHints(runtime));
  const opened = async <K extends Case['kind']>(kind: K, { params }: HttpRequest, { division }: Caller) => {
    const id = await caseIdIn(params['id'], { ...stores, runtime, area: division });
    const { scorer, policy, ...rest } = ports();
    const found = await openCase(kind, id, rest);
    return { ...found, options: { folder: found.folder, vault, letterhead, scorer, policy } };
  };
  return httpHandler(runtime, {
    'GET /v1/objections/{id}/notice': async (request) => {
      const caller = callerIn(request, 'casework:write');
      const found = await opened('objection', request, caller);
      return issued(found, caller, objectionNotice(found.one, found.options));
    },
    'GET /v1/repairs/{id}/notice': async (request) => {
      const caller = callerIn(request, 'casework:write');
      const found = await opened('repair', request, caller);
      return issued(found, caller, repairNotice(found.one, found.options));
    },
  });
};

/** The notice with the name of its officer (经办人), where a token gave one. */
const withOfficersName = async <N extends Notice>(notice: N, officers: OfficerStore): Promise<N> =>
  'officer' in notice && notice.officer
    ? { ...notice, officer: (await officers.nameOf(notice.officer)) ?? notice.officer }
    : notice;

/** The notice as PDF. @throws Problem 409 for characters that the font lacks */
async function rendered(notice: Notice): Promise<Uint8Array> {
  try {
    return await renderNotice(notice, await loadNoticeFont());
  } catch (error) {
    if (!(error instanceof MissingGlyphs)) throw error;
    throw new Problem(
      409,
      'characters-missing',
      `The font of notices lacks these characters: ${error.characters.join(' ')}. Write this notice by hand.`,
    );
  }
}

export const handler = lambda('issue-notices', createHandler);
