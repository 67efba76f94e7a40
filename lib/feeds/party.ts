import type { RowFindingCode } from '../../schemas/reasons/rows/index.ts';
import type { CandidateRecord, DecisionRecord, RowFinding } from '../../schemas/record.ts';
import { normaliseIdentifier, tidyIdentifier } from '../shared/identifiers.ts';
import { fitsMask, fullMask, withStars } from '../shared/masks.ts';
import type { Unidentified } from './feed.ts';
import { identifierMessages, type RowReader } from './row-reader.ts';

type PartyScheme = 'uscc' | 'resident-id';

/** Whom a row is about: known by its number, or known only in part with the finding that says why. */
export type Party =
  | { readonly kind: 'known'; readonly scheme: PartyScheme; readonly id: string }
  | {
      readonly kind: 'in-part';
      readonly scheme: PartyScheme;
      readonly mask?: string | undefined;
      readonly finding: RowFinding;
    };

/**
 * Reads the party from the number in a column, or in several. If the number is masked, missing or incomplete, the party is
 * known only in part.
 */
export function readParty<Column extends string>(
  row: RowReader<Column>,
  column: NoInfer<Column>,
  scheme: PartyScheme,
): Party | undefined {
  const texts = row.values(column).map(({ text }) => tidyIdentifier(text));
  const known = texts.flatMap((text) => {
    const parsed = normaliseIdentifier(scheme, text);
    return parsed.ok ? [parsed.value] : [];
  });
  const [first] = known;
  if (first === undefined) return readPart(row, column, { scheme, texts });
  const id = row.agreed(column, [...known, ...texts.filter((text) => contradicts(text, first, scheme))]);
  return id === undefined ? undefined : { kind: 'known', scheme, id };
}

/** Whether a further number of the row, masked or in part, cannot be of the same party. */
function contradicts(text: string, id: string, scheme: PartyScheme): boolean {
  const mask = withStars(text, scheme) ?? (scheme === 'uscc' ? maskOfOrganisationCode(text) : undefined);
  return mask !== undefined && !fitsMask(fullMask(mask, scheme), id);
}

/** The party of a number that is not complete. */
function readPart<Column extends string>(
  row: RowReader<Column>,
  column: NoInfer<Column>,
  { scheme, texts }: { scheme: PartyScheme; texts: readonly string[] },
): Party | undefined {
  const inPart = (code: keyof typeof partMessages, mask?: string): Party => ({
    kind: 'in-part',
    scheme,
    mask,
    finding: row.finding(column, code, partMessages[code]),
  });
  const [written = texts[0]] = texts.filter((text) => withStars(text, scheme) ?? isRegistrationNumber(text));
  if (written === undefined) return inPart('identifier-missing');
  const mask = withStars(written, scheme);
  if (mask !== undefined) return inPart('masked-identifier', fullMask(mask, scheme));
  if (scheme === 'uscc' && isRegistrationNumber(written))
    return inPart('identifier-in-part', maskOfOrganisationCode(written));
  if (scheme === 'resident-id' && olderPermanentResidence.test(written)) {
    return row.find(
      column,
      'identifier-type',
      'Numbers of the older card have no subject here. Send the new one.',
    );
  }
  const parsed = normaliseIdentifier(scheme, written);
  return parsed.ok
    ? { kind: 'known', scheme, id: parsed.value }
    : row.find(column, ...identifierMessages[parsed.error]);
}

const partMessages = {
  'identifier-missing': 'There is no number. Send it, or decide who of the candidates it is.',
  'masked-identifier': 'The number is masked. Send it in full, or decide who of the candidates it is.',
  'identifier-in-part':
    'This is an organisation code or a registration number. Send the 统一社会信用代码, or decide who of the candidates it is.',
} as const satisfies Partial<Record<RowFindingCode, string>>;

/** 外国人永久居留身份证 before 2023-12-01: three letters and twelve digits. */
const olderPermanentResidence = /^[A-Z]{3}\d{12}$/;
/** 组织机构代码, with or without its hyphen. */
const organisationCode = /^([0-9A-Z]{8})-?([0-9X])$/;
/** True for an organisation code, or a 工商注册号 of 13 or 15 digits. */
const isRegistrationNumber = (text: string): boolean =>
  organisationCode.test(text) || /^\d{13}$|^\d{15}$/.test(text);

/** The organisation code is at positions 9 to 17 of the 统一社会信用代码. */
function maskOfOrganisationCode(text: string): string | undefined {
  const match = organisationCode.exec(text);
  return match ? `${'*'.repeat(8)}${match[1]}${match[2]}*` : undefined;
}

type Undirected = Omit<DecisionRecord, 'type' | 'subject'>;

/** The decision about a party that is known, or the candidate that an officer must decide on. */
export function decisionAbout(
  party: Party,
  subject: Pick<CandidateRecord['subject'], 'name' | 'employer' | 'legalRepresentative'>,
  decision: Undirected,
): DecisionRecord | Unidentified {
  const { name, employer, legalRepresentative } = subject;
  if (party.kind === 'known') {
    return { type: 'decision', subject: { scheme: party.scheme, id: party.id, name }, ...decision };
  }
  const { scheme, mask } = party;
  return {
    type: 'unidentified',
    finding: party.finding,
    candidate: {
      type: 'decision',
      subject: {
        scheme,
        name,
        ...(mask && { mask }),
        ...(employer && { employer }),
        ...(legalRepresentative && { legalRepresentative }),
      },
      ...decision,
    },
  };
}
