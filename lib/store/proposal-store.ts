import type { Proposal, ProposalStore } from '../credit-file/proposal.ts';
import { agendaShardOf, partition, sort } from './keys.ts';
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

/** An act that nobody has confirmed is in the index of what waits, under the instant of its proposal. */
function itemOf(proposal: Proposal): Item {
  const pk = partition.proposals(proposal.about);
  const waits = proposal.confirmedBy === undefined;
  return {
    pk: text(pk),
    sk: text(sort.proposal(proposal.digest)),
    revision: number(proposal.revision),
    body: text(JSON.stringify(proposal)),
    ...(waits && { agendaShard: text(agendaShardOf(pk, 'V')), agendaAt: text(proposal.at) }),
  };
}

const proposalOf = (item: Item): Proposal => JSON.parse(item['body']?.S ?? 'null') as Proposal;
