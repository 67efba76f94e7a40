import { objectionView } from '../../lib/application/cases/case-views.ts';
import { noteCaseDisclosure } from '../../lib/application/cases/note-case-disclosure.ts';
import { openCase } from '../../lib/application/cases/open-case.ts';
import { parsedBody, type Routes } from '../../lib/runtime/http-handler.ts';
import { objectionDecisionRequest, objectionEffectRequest, objectionRequest } from '../../schemas/cases.ts';
import { checkedBody } from './check-attachments.ts';
import { decideObjection } from './decide-objection.ts';
import { fileObjection } from './file-objection.ts';
import type { OfficerRoute } from './officer-route.ts';
import { effectOfObjection } from './show-effect.ts';

/** Objections to a grade (异议申诉): filed, seen, decided. */
export const objectionRoutes = (officer: OfficerRoute): Routes => ({
  'POST /v1/objections': officer(async (request, by, deps) => {
    const body = await checkedBody(request, objectionRequest, deps);
    const { one, party } = await fileObjection(body, by, deps);
    return { status: 201, body: objectionView(one, party, deps.vault) };
  }),
  'GET /v1/objections/{id}': officer(async (request, by, deps) => {
    const { one, folder } = await openCase('objection', request.params['id'] ?? '', deps.ports);
    await noteCaseDisclosure({ one, party: folder.party }, by, deps);
    return { status: 200, body: objectionView(one, folder.party, deps.vault) };
  }),
  'POST /v1/objections/{id}/decision': officer(async (request, by, deps) => {
    const body = await checkedBody(request, objectionDecisionRequest, deps);
    const { one, folder } = await decideObjection(request.params['id'] ?? '', body, by, deps);
    return { status: 200, body: objectionView(one, folder.party, deps.vault) };
  }),
  'POST /v1/objections/{id}/effect': officer(async (request, by, deps) => {
    const body = parsedBody(request, objectionEffectRequest);
    return { status: 200, body: await effectOfObjection(request.params['id'] ?? '', body, by, deps) };
  }),
});
