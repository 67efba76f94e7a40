import type { CaseDue } from '../credit-file/cases/case-state.ts';
import type { PartyKey } from '../credit-file/facts/subject.ts';
import type { CaseIndex } from '../credit-file/ports.ts';
import { absentOrExpired, factItem } from './folder-items.ts';
import { agendaShardOf, partition, sort } from './keys.ts';
import { type Table, text } from './table.ts';

/** Open objections and repairs, in the sparse index by the day of their next deadline. */
export const createCaseIndex = (table: Table): CaseIndex => ({
  addCase: (party, fact, due) =>
    table.put({ ...factItem(party, fact), ...caseAgenda(party, fact.key, due) }, absentOrExpired),
  async moveCase(party, factKey, due) {
    const { agendaShard, agendaAt } = caseAgenda(party, factKey, due);
    await table.update(partition.party(party), sort.fact(factKey), {
      UpdateExpression: 'SET agendaShard = :shard, agendaAt = :at',
      ConditionExpression: 'attribute_exists(agendaShard)',
      ExpressionAttributeValues: { ':shard': agendaShard, ':at': agendaAt },
    });
  },
});

/** `<day>#<stage>#<party>.<fact>`: sorted by day, and unique. */
const caseAgenda = (party: PartyKey, factKey: string, { on, stage }: CaseDue) => ({
  agendaShard: text(agendaShardOf(partition.party(party), 'C')),
  agendaAt: text(`${on}#${stage}#${party}.${factKey}`),
});
