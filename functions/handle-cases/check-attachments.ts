import type * as z from 'zod';
import { type HttpRequest, parsedBody } from '../../lib/runtime/http-handler.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { AttachmentStore } from '../../lib/store/attachment-store.ts';
import type { ObjectionRequest, RepairRequest } from '../../schemas/cases.ts';
import type { CaseRouteDeps } from './case-deps.ts';

type Named = Pick<ObjectionRequest, 'attachments'> & {
  readonly applicant?: ObjectionRequest['applicant'] | undefined;
};

/** Ids of the attachments that a request names. */
const idsOf = ({ attachments, applicant }: Named | RepairRequest): string[] => {
  const named = Array.isArray(attachments)
    ? attachments
    : attachments
      ? [attachments.form, ...attachments.proofs, attachments.commitment]
      : [];
  return [...named, ...(applicant?.authorisation ? [applicant.authorisation] : [])];
};

/** The form, the proofs and the commitment are three documents (Art. 30). @throws Problem 400 */
function refuseOneForAnother({ attachments }: Named | RepairRequest): void {
  if (attachments === undefined || Array.isArray(attachments)) return;
  const { form, proofs, commitment } = attachments;
  const others = [form, commitment];
  if (form !== commitment && !proofs.some((proof) => others.includes(proof))) return;
  throw new Problem(
    400,
    'same-attachment',
    'The form, the proofs of correction and the commitment are three different documents. Hand in each of them.',
  );
}

/** Checks that every attachment named in a request exists. @throws Problem 400 */
export async function checkAttachments(
  request: Named | RepairRequest,
  attachments: Pick<AttachmentStore, 'find'>,
): Promise<void> {
  refuseOneForAnother(request);
  for (const id of new Set(idsOf(request))) {
    if (await attachments.find(id)) continue;
    throw new Problem(
      400,
      'unknown-attachment',
      `There is no attachment ${id}. Hand it in with PUT /v1/attachments/{name}, and name the id of the answer.`,
    );
  }
}

/** The parsed body. All attachments it names exist. @throws Problem 400 */
export async function checkedBody<Schema extends z.ZodType<Named | RepairRequest>>(
  request: HttpRequest,
  schema: Schema,
  { attachments }: Pick<CaseRouteDeps, 'attachments'>,
): Promise<z.infer<Schema>> {
  const body = parsedBody(request, schema);
  await checkAttachments(body, attachments);
  return body;
}
