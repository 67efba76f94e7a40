import { type Client, createClient } from '../../../infra/cli/client.ts';
import { dayOf } from '../../../lib/shared/day.ts';
import { allScopes } from '../../support/connector.ts';

/** A person or institution of the samples. */
export interface Known {
  readonly id: string;
  readonly name: string;
  readonly category: string;
}

/** The bureau as another system: sends findings, and does what is not what a test is about. */
export const bureau = (api: string): Promise<Client> =>
  createClient(api, { agency: 'bureau', scope: allScopes });

/** Sends findings of the bureau about one subject, each with a document of its own. */
export async function find(
  client: Client,
  { id, name, category }: Known,
  findings: readonly {
    document: string;
    indicator: string;
    decidedOn?: string;
    amount?: string;
    count?: number;
  }[],
): Promise<void> {
  const records = findings.map(({ document, ...finding }) => ({
    documentNumber: document,
    category,
    scheme: category === 'insured-person' ? 'resident-id' : 'uscc',
    id,
    name,
    matter: '医保基金使用检查',
    decidedOn: dayOf(new Date()),
    authority: '西藏自治区医疗保障局',
    ...finding,
  }));
  const file = new TextEncoder().encode(JSON.stringify(records));
  const run = await client.follow(await client.submit('medical-insurance', 'findings.json', file));
  if (run.accepted !== records.length)
    throw new Error(`of ${records.length} findings ${run.accepted} were taken`);
}
