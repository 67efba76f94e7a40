import type { AuthorityKind, PenaltyKind } from '../../schemas/record.ts';
import type { GradedCategory } from '../shared/category.ts';
import { day } from '../shared/day.ts';

/** One cell of the table in `docs/regulation.md`, From a record to an indicator. */
export interface PenaltyIndicator {
  readonly penalties: readonly PenaltyKind[];
  readonly indicator: string;
  /** Only decisions of these authorities; of any authority if absent. */
  readonly by?: readonly AuthorityKind[];
  readonly notBy?: readonly AuthorityKind[];
  /** `amount`: the fine counts, in CNY. `case`: the document is one case. */
  readonly counts: 'case' | 'amount';
}

const light: readonly PenaltyKind[] = ['warning', 'public-criticism', 'confiscation'];
const closing: readonly PenaltyKind[] = ['business-suspended', 'business-closed', 'activity-restricted'];
const licence: readonly PenaltyKind[] = [
  'licence-withheld',
  'qualification-downgraded',
  'licence-revoked',
  'profession-restricted',
];
const any: readonly PenaltyKind[] = [...light, 'fine', ...closing, ...licence];
/** Annexes 9 and 10 name only these two authorities. */
const medicalAuthorities: readonly AuthorityKind[] = ['medical-insurance', 'health'];

/** In force from 2023-05-08. A kind without an indicator is kept in the file and scores nothing ("file only"). */
export const penaltyIndicators: Record<GradedCategory, readonly PenaltyIndicator[]> = {
  'medical-institution': [{ penalties: any, indicator: 'mi.administrative-penalty', counts: 'case' }],
  pharmacy: [
    { penalties: light, indicator: 'ph.penalty-warning-fine', counts: 'case' },
    {
      penalties: ['fine'],
      indicator: 'ph.penalty-warning-fine',
      notBy: ['medical-insurance'],
      counts: 'case',
    },
    { penalties: ['fine'], indicator: 'ph.fine', by: ['medical-insurance'], counts: 'amount' },
    { penalties: closing, indicator: 'ph.penalty-closure', counts: 'case' },
    { penalties: licence, indicator: 'ph.licence-withheld', counts: 'case' },
  ],
  pharmacist: [
    { penalties: any, indicator: 'pt.administrative-penalty', counts: 'case' },
    { penalties: ['licence-revoked'], indicator: 'pt.licence-mismatch', counts: 'case' },
  ],
  doctor: [
    { penalties: any, indicator: 'dr.administrative-penalty', by: medicalAuthorities, counts: 'case' },
    { penalties: ['licence-revoked'], indicator: 'dr.licence-mismatch', counts: 'case' },
  ],
  nurse: [
    { penalties: any, indicator: 'nu.administrative-penalty', by: medicalAuthorities, counts: 'case' },
    { penalties: ['licence-revoked'], indicator: 'nu.licence-mismatch', counts: 'case' },
  ],
  'insured-person': [],
};

/** Discipline by the inspection organs (纪检监察). */
export const disciplineIndicators: Partial<Record<GradedCategory, string>> = {
  pharmacist: 'pt.disciplinary',
  doctor: 'dr.disciplinary',
  nurse: 'nu.disciplinary',
};

/**
 * From this day on a licence of a pharmacist that another authority than the medical-insurance authority revokes reaches
 * no pharmacy: 取消医保服务药师资格 (annex 7) is the handling of the medical-insurance authority. Earlier decisions stay as they were.
 */
export const ownDisqualificationFrom = day('2026-12-01');

/** What a person's document means for the institution concerned, by the institution's category. */
export const linkIndicators: Record<string, Partial<Record<GradedCategory, string>>> = {
  'physician-sanctioned': { 'medical-institution': 'mi.physician-sanction' },
  'pharmacist-suspended': { pharmacy: 'ph.pharmacist-suspension' },
  'pharmacist-disqualified': { pharmacy: 'ph.pharmacist-disqualification' },
  'fraud-conviction': { 'medical-institution': 'mi.fraud-conviction', pharmacy: 'ph.fraud-conviction' },
  'representative-listed': { 'medical-institution': 'mi.blacklisted', pharmacy: 'ph.blacklisted' },
};
