import type { Client } from '../../infra/cli/client.ts';
import type { SampleFile } from '../../infra/samples/sample-file.ts';
import { normaliseIdentifier } from '../../lib/shared/identifiers.ts';
import type { Scheme } from '../../lib/shared/scheme.ts';
import type { ReceiverState } from './connector.ts';

/**
 * The final state of the samples: each file as a credit officer sees it, and the entries of the receivers, without
 * times and rows.
 */
export interface FinalState {
  readonly files: Readonly<Record<string, string>>;
  readonly directory: readonly string[];
  readonly settlement: readonly string[];
  readonly evidence: number;
  readonly violations: number;
}

interface Subject {
  readonly category: string;
  readonly scheme: string;
  readonly id: string;
}

const queriesAtOnce = 8;

export async function finalState(
  client: Client,
  subjects: readonly Subject[],
  urls: { directory: string; settlement: string },
): Promise<FinalState> {
  const files: Record<string, string> = {};
  let evidence = 0;
  const rest = subjects[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const subject of rest) {
      const { category, scheme, id } = subject;
      const file = (await client.call('POST', '/v1/files/query', {
        category,
        scheme,
        id,
        reason: 'check',
      })) as {
        standing: { score: string; grade: string; vetoed: boolean };
        sanctions: unknown;
        dishonesty: unknown[];
        scoreSheets: { sheet: unknown }[];
      };
      evidence += file.dishonesty.length;
      const { score, grade, vetoed } = file.standing;
      files[`${category}/${id}`] = JSON.stringify(
        {
          score,
          grade,
          vetoed,
          sanctions: file.sanctions,
          decisions: file.dishonesty,
          sheet: file.scoreSheets[0]?.sheet,
        },
        (key, value: unknown) => (originKeys.has(key) ? undefined : value),
      );
    }
  };
  await Promise.all(Array.from({ length: queriesAtOnce }, worker));
  const directory = await stateOf(urls.directory);
  const settlement = await stateOf(urls.settlement);
  return {
    files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))),
    directory: directory.entries
      .map(
        ({ category, uscc, certNo, grade, sanctions }) =>
          `${category}/${uscc ?? certNo}/${grade}/${JSON.stringify(sanctions)}`,
      )
      .sort(),
    settlement: settlement.entries
      .map(({ certno, kind, begndate, enddate }) => `${certno}/${kind}/${begndate}/${enddate}`)
      .sort(),
    evidence,
    violations: directory.violations.length + settlement.violations.length,
  };
}

/** The origin of a record differs between runs of a test, its content does not. */
const originKeys = new Set(['run', 'row', 'fileSha256', 'origin', 'source']);

const stateOf = async (url: string): Promise<ReceiverState> =>
  (await (await fetch(`${url}/_state`)).json()) as ReceiverState;

/** The subjects of a registry sample that are certainly known. */
export function subjectsOf(samples: readonly SampleFile[]): Subject[] {
  const registry = samples.find(({ source }) => source === 'registry');
  const lines = new TextDecoder()
    .decode(registry?.bytes)
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .slice(1);
  return lines
    .map((line) => line.split(','))
    .map(([category = '', scheme = '', id = '']) => ({
      category: categoryCodes[category] ?? '',
      scheme: scheme === '居民身份证' ? 'resident-id' : 'uscc',
      id,
    }))
    .filter(({ category, scheme, id }) => category !== '' && normaliseIdentifier(scheme as Scheme, id).ok);
}

const categoryCodes: Readonly<Record<string, string>> = {
  定点医疗机构: 'medical-institution',
  定点零售药店: 'pharmacy',
  医师: 'doctor',
  护士: 'nurse',
  药师: 'pharmacist',
  参保人: 'insured-person',
};
