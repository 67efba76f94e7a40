import type * as z from 'zod';
import { isSubjectIn } from '../../lib/application/cases/subject-in-area.ts';
import { findFile } from '../../lib/application/deliveries/find-file.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import { selfPurpose } from '../../lib/regulation/purposes.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { normaliseName } from '../../lib/shared/identifiers.ts';
import type { createReceiptStore } from '../../lib/store/receipt-store.ts';
import type { fileQuery } from '../../schemas/api.ts';

export interface AskFileDeps {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly receipts: ReturnType<typeof createReceiptStore>;
  readonly vault: Vault;
  /** The area of the token: a file outside it does not exist for the caller. */
  readonly area?: string | undefined;
}

/** The file asked for. The receipt is written before anything of it is shown, one for each page. @throws Problem 400, 404 */
export async function askFile(
  query: z.infer<typeof fileQuery>,
  agency: string,
  deps: AskFileDeps,
): Promise<{ file: FileState; receiptId: string }> {
  const { runtime, receipts, vault } = deps;
  if (query.purpose === selfPurpose && query.name === undefined) throw nameRequired();
  const found = await findFile(query, deps);
  if (!found.ok) throw new Problem(400, 'invalid-identifier', `id: ${found.error}. Check the number.`);
  // With another name, or outside the caller's division, there is nobody, as for a number without a file.
  const isShown =
    found.value && isNamed(found.value, query.name, vault) && (await isSubjectIn(found.value, deps));
  const file = isShown ? found.value : undefined;
  const receiptId = runtime.newId();
  const purpose = query.purpose ?? 'file';
  // A query that finds nobody also leaves a receipt, so that attempts to guess numbers are visible.
  await receipts.add({
    receiptId,
    at: runtime.clock().toISOString(),
    agency,
    purpose,
    reference: vault.seal(query.reason, receiptId),
    disclosed: [
      file
        ? {
            subject: { party: file.party, category: file.category },
            status: 'file',
            fields: [query.section ?? '*'],
          }
        : { status: 'not-found', fields: [] },
    ],
  });
  const disclosed = file ? 1 : 0;
  runtime.log.info('disclosure.made', { receiptId, agency, purpose, subjects: 1, disclosed });
  if (!file)
    throw new Problem(404, 'unknown-subject', 'There is no credit file of this subject in this category.');
  return { file, receiptId };
}

/** Whether the file is of somebody of this name; a name that is not given is not checked. */
const isNamed = (file: FileState, name: string | undefined, vault: Vault): boolean =>
  name === undefined || normaliseName(vault.identify(file.party, file.identity).name) === normaliseName(name);

const nameRequired = (): Problem =>
  new Problem(
    400,
    'name-required',
    'name: who asks for its own file gives number and name. Give the name; nothing was looked up.',
  );
