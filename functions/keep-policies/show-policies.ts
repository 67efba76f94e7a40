import type { Evaluation } from '../../lib/evaluation/evaluation.ts';
import { legalBasisOn, legalBasisSaid, legalDocumentsOn } from '../../lib/regulation/legal-basis.ts';
import {
  type Policy,
  type PolicyBook,
  type PolicyName,
  valueFor,
  valueOn,
} from '../../lib/regulation/policy.ts';
import { type Parameter, parameters } from '../../lib/regulation/policy-parameters.ts';
import { dayOf, yearOf } from '../../lib/shared/day.ts';
import type { PoliciesAnswer } from '../../schemas/policies.ts';
import { changeHeadOf } from './change-view.ts';
import type { KeepPoliciesDeps } from './keep-policies.ts';

/** Every parameter with its values by date, the open proposals, and the legal basis of today. */
export async function showPolicies({
  runtime,
  evaluations,
  policies,
  settings,
}: KeepPoliciesDeps & { settings: Partial<Policy> }): Promise<PoliciesAnswer> {
  const today = dayOf(runtime.clock());
  const { readings, entries } = await policies.head();
  const book: PolicyBook = { readings, entries, settings };
  const names = Object.keys(parameters) as PolicyName[];
  return {
    parameters: names.map((name) => {
      const { title, article, holdsFor, bounds } = parameters[name] as Parameter;
      return {
        name,
        title,
        article,
        holdsFor,
        bounds: boundsView(bounds),
        inForce: holdsFor === 'cycle' ? valueFor(name, yearOf(today), book) : valueOn(name, today, book),
        values: valuesOf(name, book),
      };
    }),
    proposals: (await evaluations.list()).filter(isOpen).map(changeHeadOf),
    legalBasis: {
      documents: [...legalBasisOn(today, book)],
      onRecord: [...legalDocumentsOn(today, book)],
      said: legalBasisSaid(today, book),
    },
  };
}

function boundsView(bounds: Parameter['bounds']): PoliciesAnswer['parameters'][number]['bounds'] {
  if ('oneOf' in bounds) return { oneOf: [...bounds.oneOf] };
  if ('words' in bounds) return { pattern: bounds.words.source };
  return { ...bounds };
}

const isOpen = ({ change, phase }: Evaluation): boolean =>
  change !== undefined && phase !== 'published' && phase !== 'abandoned';

/** The values by date: what holds without a release, then what was released. */
function valuesOf(
  name: PolicyName,
  { readings, settings, entries }: PolicyBook,
): PoliciesAnswer['parameters'][number]['values'] {
  const { values, earlier } = parameters[name] as Parameter;
  const first = values[0]?.from ?? '';
  const setting = settings[name];
  const unreleased =
    setting !== undefined
      ? [{ from: first, value: setting, source: 'setting' as const }]
      : readings === 'earlier' && earlier !== undefined
        ? [{ from: first, value: earlier, source: 'earlier' as const }]
        : values.map(({ from, value }) => ({ from, value, source: 'shipped' as const }));
  const released = entries
    .filter((entry) => entry.name === name)
    .map(({ name: _name, ...entry }) => ({ ...entry, source: 'released' as const }));
  return [...unreleased, ...released];
}
