import * as z from 'zod';
import * as alarms from '../alarms.ts';
import * as api from '../api.ts';
import * as attachments from '../attachments.ts';
import * as calendar from '../calendar.ts';
import * as cases from '../cases.ts';
import * as convergence from '../convergence.ts';
import * as cycles from '../cycles.ts';
import * as disclosures from '../disclosures.ts';
import * as effects from '../effects.ts';
import * as file from '../file.ts';
import * as indicatorTable from '../indicator-table.ts';
import * as insight from '../insight.ts';
import * as keys from '../keys.ts';
import * as ledger from '../ledger.ts';
import * as policies from '../policies.ts';
import * as reviews from '../reviews.ts';
import * as trace from '../trace.ts';
import { operationIdOf } from './links.ts';
import type { Operations } from './operation.ts';

const modules = [
  alarms,
  api,
  attachments,
  calendar,
  cases,
  convergence,
  cycles,
  disclosures,
  effects,
  file,
  indicatorTable,
  insight,
  keys,
  ledger,
  policies,
  reviews,
  trace,
];

/**
 * Names the schemas for the contract: an exported one as it is called (`runView` → `RunView`), the body or answer of an
 * operation that has no name by its operation (`PostTrialsAnswer`). A schema that says its own name (`meta({ id })`) keeps it.
 */
export function nameSchemas(operations: Operations): void {
  for (const [name, exported] of modules.flatMap((module) => Object.entries(module)))
    if (isShape(exported)) nameOnce(exported, capital(name));
  for (const [route, { body, answer }] of Object.entries(operations)) {
    const id = capital(operationIdOf(route));
    if (isShape(body)) nameOnce(body, `${id}Request`);
    if (isShape(answer.schema)) nameOnce(answer.schema, `${id}Answer`);
  }
}

/** What a reader looks up by name: an object, a choice of objects, or a list of words. */
const isShape = (said: unknown): said is z.ZodType =>
  said instanceof z.ZodObject || said instanceof z.ZodUnion || said instanceof z.ZodEnum;

function nameOnce(schema: z.ZodType, id: string): void {
  if (schema.meta()?.['id'] === undefined) z.globalRegistry.add(schema, { ...schema.meta(), id });
}

const capital = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`;
