import type { RowFindingCode } from '../../schemas/reasons/rows/index.ts';
import type { CandidateRecord, DecisionRecord, RowFinding } from '../../schemas/record.ts';
import { normaliseIdentifier, tidyIdentifier } from '../shared/identifiers.ts';
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

const length = 18;

/**
 * Reads the party from the number in a column. If the number is masked, missing or incomplete, the party is known only
 * in part.
 */
export function readParty<Column extends string>(
  row: RowReader<Column>,
  column: NoInfer<Column>,
  scheme: PartyScheme,
): Party | undefined {
  const inPart = (code: RowFindingCode, message: string, mask?: string): Party => ({
    kind: 'in-part',
    scheme,
    mask,
    finding: row.finding(column, code, message),
  });
  if (!row.has(column)) {
    return inPart(
      'identifier-missing',
      'There is no number. Send it, or decide who of the candidates it is.',
    );
  }
  const written = tidyIdentifier(row.text(column));
  if (written.includes('*')) {
    return inPart(
      'masked-identifier',
      'The number is masked. Send it in full, or decide who of the candidates it is.',
      maskOf(written, scheme),
    );
  }
  if (scheme === 'uscc' && isRegistrationNumber(written)) {
    return inPart(
      'identifier-in-part',
      'This is an organisation code or a registration number. Send the 统一社会信用代码, or decide who of the candidates it is.',
      maskOfOrganisationCode(written),
    );
  }
  if (scheme === 'resident-id' && olderPermanentResidence.test(written)) {
    return row.find(
      column,
      'identifier-type',
      'Numbers of the older card have no subject here. Send the new one.',
    );
  }
  const parsed = normaliseIdentifier(scheme, written);
  if (!parsed.ok) return row.find(column, ...identifierMessages[parsed.error]);
  return { kind: 'known', scheme, id: parsed.value };
}

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

/** A masked number extended to its full length: senders often write fewer stars than characters. */
function maskOf(text: string, scheme: PartyScheme): string | undefined {
  const bare = text.replace(/-/g, '');
  if (!/^[0-9A-Z*]+$/.test(bare) || bare.length > length) return undefined;
  if (bare.length === length) return bare;
  if (scheme === 'uscc' && bare.length === 9) return `${'*'.repeat(8)}${bare}*`;
  if (scheme === 'resident-id' && isOldMask(bare)) return `${bare.slice(0, 6)}19${bare.slice(6)}*`;
  const [head, tail, ...more] = bare.split(/\*+/);
  if (head === undefined || tail === undefined || more.length > 0) return undefined;
  return head + '*'.repeat(length - head.length - tail.length) + tail;
}

/**
 * True for a masked number of 15 digits. A number of 18 digits with too few stars has its century at positions 7 and 8.
 */
const isOldMask = (mask: string): boolean => mask.length === 15 && !/^.{6}(19|20)/.test(mask);

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
