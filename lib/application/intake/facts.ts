import type { DecisionRecord, Particulars, RegistrationRecord } from '../../../schemas/record.ts';
import type { DecisionFact, Origin } from '../../credit-file/facts/fact.ts';
import {
  canonicalJson,
  contentDigest,
  digestOf,
  documentKey,
  partOf,
  registrationDigest,
} from '../../credit-file/facts/identity.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { RegistrationEntry } from '../../credit-file/registration-entry.ts';
import type { Vault } from '../../runtime/vault.ts';
import { dayOf } from '../../shared/day.ts';
import { numberMarksOf } from './number-marks.ts';

/** A decision record as a fact of its party. Identifiers become keyed hashes; names and free text are sealed. */
export function decisionFact(
  record: DecisionRecord,
  origin: Origin,
  vault: Vault,
): { party: PartyKey; fact: DecisionFact } {
  const { subject, content, status } = record;
  const party = vault.partyKey(subject.scheme, subject.id);
  const document = documentKey(record);
  const actOn = record.actOn ?? record.decidedOn;
  const employer = record.employerId ? vault.partyKey('uscc', record.employerId) : undefined;
  const fact: DecisionFact = {
    type: 'decision',
    key: decisionKey({ ...record, actOn, document, category: subject.category, employer }),
    origin,
    document,
    documentNumber: record.documentNumber,
    joinsSpellings: true,
    authority: record.authority,
    decidedOn: record.decidedOn,
    actOn,
    status,
    content,
    usage: record.usage,
    category: subject.category,
    scheme: subject.scheme,
    identity: vault.identity(party, { name: subject.name ?? '', id: subject.id }),
    ...(content.kind === 'listing' && { numberMarks: numberMarksOf(record, vault) }),
    ...(record.correctionNumber && { correctionNumber: record.correctionNumber }),
    ...(employer && { employer }),
    ...(record.matter && { matter: vault.seal(record.matter, party) }),
    createsSubject:
      origin.source === 'medical-insurance' && subject.category !== undefined && subject.name !== undefined,
  };
  return { party, fact };
}

/** The record that a decision was made of, for the officer who decides about its row. */
export function recordOf(party: PartyKey, fact: DecisionFact, vault: Vault): DecisionRecord {
  const { documentNumber, authority, decidedOn, actOn, status, content, usage } = fact;
  const { scheme, category, correctionNumber, matter } = fact;
  const { id, name } = vault.identify(party, fact.identity);
  return {
    type: 'decision',
    subject: { scheme, id, ...(name && { name }), ...(category && { category }) },
    ...{ documentNumber, authority, decidedOn, actOn, status, content, usage },
    ...(correctionNumber && { correctionNumber }),
    ...(matter && { matter: vault.open(matter, party) }),
  };
}

/** `D.<document>.<part>.<status>.<content>`. The same decision has the same key, whichever way it arrived. */
export const decisionKey = (
  fact: Pick<
    DecisionFact,
    'document' | 'content' | 'status' | 'decidedOn' | 'actOn' | 'category' | 'employer'
  >,
): string =>
  [
    'D',
    fact.document,
    digestOf(partOf(fact.content)),
    fact.status,
    contentDigest({ ...fact, subject: { category: fact.category } }),
  ].join('.');

/**
 * A registry record as facts: the registration, and what it states about the medical-insurance code and the legal
 * representative.
 */
export function registrationEntry(
  record: RegistrationRecord,
  origin: Origin,
  vault: Vault,
): { party: PartyKey; entry: RegistrationEntry } {
  const { subject, medinsCode, level, division, status, employment, legalRepresentative } = record;
  const { category, scheme } = subject;
  const party = vault.partyKey(scheme, subject.id);
  const identity = vault.identity(party, { name: subject.name, id: subject.id });
  const representative = legalRepresentative?.residentId
    ? vault.partyKey('resident-id', legalRepresentative.residentId)
    : undefined;
  const employed = employment && {
    employer: vault.partyKey(employment.employerScheme ?? 'uscc', employment.employerId),
    from: employment.from,
    to: employment.to,
  };
  const said = {
    category,
    scheme,
    medinsCode,
    level,
    division,
    status,
    representative,
    ...(legalRepresentative && {
      representativeIdentity: vault.seal(JSON.stringify(legalRepresentative), party),
    }),
    ...(record.particulars && { particulars: sealedParticulars(record.particulars, party, vault) }),
    employment: employed,
  };
  const slot = digestOf([category, employed?.employer ?? null, employed?.from ?? null]);
  const key = ['R', slot, dayOf(new Date(origin.receivedAt)), registrationDigest(said, identity)].join('.');
  const code = medinsCode && scheme !== 'medins-code' ? vault.partyKey('medins-code', medinsCode) : undefined;
  return {
    party,
    entry: {
      fact: { type: 'registration', key, origin, identity, ...said },
      ...(code && { alias: { code, fact: { type: 'alias', key: `A.${party}`, origin, of: party } } }),
      ...(representative && {
        relation: {
          person: representative,
          fact: { type: 'relation', key: `L.${party}`, origin, institution: party },
        },
      }),
    },
  };
}

function sealedParticulars(particulars: Particulars, party: PartyKey, vault: Vault) {
  const text = canonicalJson(particulars);
  return { sealed: vault.seal(text, party), digest: vault.digest(`particulars:${party}:${text}`) };
}
