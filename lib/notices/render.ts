import { createHash } from 'node:crypto';
import type { FormName } from '../../schemas/forms.ts';
import { withoutPrivateUse } from '../shared/private-use.ts';
import { checkGlyphs } from './check-glyphs.ts';
import { drawPaper } from './draw-paper.ts';
import type { Notice } from './notice.ts';
import { objectionFormPaper, objectionReplyPaper } from './objection-papers.ts';
import type { Paper } from './paper.ts';
import { repairGuidePaper } from './repair-guide.ts';
import { repairConfirmationPaper, repairFormPaper } from './repair-papers.ts';
import { repairRefusalPaper } from './repair-refusal-paper.ts';

/** Empty forms by their name in the address: annexes 1 and 3, and how dishonesty information can be repaired. */
const forms = {
  objection: objectionFormPaper,
  repair: repairFormPaper,
  'repair-guide': repairGuidePaper,
} as const satisfies Record<FormName, () => Paper>;

/** An empty form as PDF, to be printed and filled in. Equal bytes each time. */
export const renderForm = (name: FormName, font: Uint8Array): Promise<Uint8Array> =>
  rendered(forms[name](), font);

/**
 * A notice as PDF. Equal notices in one font give equal bytes.
 * @throws MissingGlyphs for characters that the font does not have
 */
export const renderNotice = (notice: Notice, font: Uint8Array): Promise<Uint8Array> =>
  rendered({ ...paperOf(notice), ...(notice.lapsedBasis && { footnote: notice.lapsedBasis }) }, font);

function paperOf(notice: Notice): Paper {
  if (notice.kind === 'objection-reply') return objectionReplyPaper(notice);
  return notice.kind === 'repair-confirmation' ? repairConfirmationPaper(notice) : repairRefusalPaper(notice);
}

async function rendered(given: Paper, font: Uint8Array): Promise<Uint8Array> {
  const text = JSON.stringify(given, (_key, value) => (typeof value === 'string' ? legible(value) : value));
  const paper = JSON.parse(text) as Paper;
  checkGlyphs(paper, font);
  return drawPaper(paper, { font, fingerprint: createHash('sha256').update(text).digest('hex') });
}

/** Replaces the private-use characters of old code pages, removes zero-width characters, and unifies line ends. */
const legible = (text: string): string =>
  withoutPrivateUse(text)
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ');
