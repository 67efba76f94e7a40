import type { Proposal, ProposalStore } from '../credit-file/proposal.ts';
import { partition, sort } from './keys.ts';
import { type Item, number, onlyIfAbsent, type Table, text } from './table.ts';

/** Acts that wait for a second officer, by what they are about. */
export const createProposalStore = (table: Table): ProposalStore => ({
  async read({ about, digest }) {
    const item = await table.get(partition.proposals(about), sort.proposal(digest));
    return item && proposalOf(item);
  },
  put: (proposal) =>
    table.put(
      itemOf(proposal),
      proposal.revision === 1
        ? onlyIfAbsent
        : {
            ConditionExpression: 'revision = :before',
            ExpressionAttributeValues: { ':before': number(proposal.revision - 1) },
          },
    ),
  async about(about) {
    const items = table.query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': text(partition.proposals(about)) },
      ConsistentRead: true,
    });
    const found = await Array.fromAsync(items);
    return found.map(proposalOf).filter(({ confirmedBy }) => confirmedBy === undefined);
  },
});

const itemOf = (proposal: Proposal): Item => ({
  pk: text(partition.proposals(proposal.about)),
  sk: text(sort.proposal(proposal.digest)),
  revision: number(proposal.revision),
  body: text(JSON.stringify(proposal)),
});

const proposalOf = (item: Item): Proposal => JSON.parse(item['body']?.S ?? 'null') as Proposal;
