import type { Source } from '../../shared/source.ts';
import { courtGuides } from './court.ts';
import { creditPlatformGuides } from './credit-platform.ts';
import { disciplineGuides } from './discipline-inspection.ts';
import { examples } from './example-values.ts';
import type { TemplateGuide } from './guide.ts';
import { marketListGuides } from './market-lists.ts';
import { findingGuides } from './medical-insurance.ts';
import { penaltyGuides } from './penalties.ts';
import { registryGuides } from './registry.ts';

/** The templates that each source is offered, the usual one first. */
export const templateGuides: { readonly [S in Source]: readonly TemplateGuide[] } = {
  registry: registryGuides,
  'market-supervision': [...penaltyGuides(examples.marketAuthority), ...marketListGuides],
  'health-commission': penaltyGuides(examples.healthAuthority),
  'medical-insurance': findingGuides,
  court: courtGuides,
  'credit-platform': creditPlatformGuides,
  'discipline-inspection': disciplineGuides,
};
