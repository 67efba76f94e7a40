import { repairView } from '../../lib/application/cases/case-views.ts';
import { noteCaseDisclosure } from '../../lib/application/cases/note-case-disclosure.ts';
import { type Opened, openCase } from '../../lib/application/cases/open-case.ts';
import {
  type HttpAnswer,
  type HttpRequest,
  parsedBody,
  type Routes,
} from '../../lib/runtime/http-handler.ts';
import {
  extensionRequest,
  noticeObjectionRequest,
  refusalObjectionRequest,
  repairDecisionRequest,
  repairRequest,
} from '../../schemas/cases.ts';
import type { CaseDeps } from './case-deps.ts';
import { checkAttachments, checkedBody } from './check-attachments.ts';
import { contestNotice } from './contest-notice.ts';
import { contestRefusal } from './contest-refusal.ts';
import { decideRepair, extendRepair } from './decide-repair.ts';
import { fileRepair } from './file-repair.ts';
import type { OfficerRoute } from './officer-route.ts';
import { effectOfRepair } from './show-effect.ts';

const idOf = ({ params }: HttpRequest): string => params['id'] ?? '';

const shown = ({ one, folder }: Opened<'repair'>, { vault }: CaseDeps): HttpAnswer => ({
  status: 200,
  body: repairView(one, folder.party, vault),
});

/** Repairs (信用修复): filed, seen, decided, extended, and objections to their public notice. */
export const repairRoutes = (officer: OfficerRoute): Routes => ({
  'POST /v1/repairs': officer(async (request, by, deps) => {
    const body = await checkedBody(request, repairRequest, deps);
    const { one, party } = await fileRepair(body, by, deps);
    return { status: 201, body: repairView(one, party, deps.vault) };
  }),
  'GET /v1/repairs/{id}': officer(async (request, by, deps) => {
    const opened = await openCase('repair', idOf(request), deps.ports);
    await noteCaseDisclosure({ one: opened.one, party: opened.folder.party }, by, deps);
    return shown(opened, deps);
  }),
  'GET /v1/repairs/{id}/effect': officer(async (request, by, deps) => ({
    status: 200,
    body: await effectOfRepair(idOf(request), by, deps),
  })),
  'POST /v1/repairs/{id}/decision': officer(async (request, by, deps) => {
    const body = parsedBody(request, repairDecisionRequest);
    return shown(await decideRepair(idOf(request), body, by, deps), deps);
  }),
  'POST /v1/repairs/{id}/extension': officer(async (request, by, deps) => {
    const { reason } = parsedBody(request, extensionRequest);
    return shown(await extendRepair(idOf(request), reason, by, deps), deps);
  }),
  'POST /v1/repairs/{id}/notice-objection': officer(async (request, by, deps) => {
    const body = parsedBody(request, noticeObjectionRequest);
    if ('grounds' in body) await checkAttachments(body, deps.attachments);
    return shown(await contestNotice(idOf(request), body, by, deps), deps);
  }),
  'POST /v1/repairs/{id}/objection': officer(async (request, by, deps) => {
    const body = parsedBody(request, refusalObjectionRequest);
    if ('grounds' in body) await checkAttachments(body, deps.attachments);
    return shown(await contestRefusal(idOf(request), body, by, deps), deps);
  }),
});
