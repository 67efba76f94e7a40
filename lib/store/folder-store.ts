import type { CaseDue } from '../credit-file/cases/case-state.ts';
import { type PartyKey, type SubjectKey, subjectText } from '../credit-file/facts/subject.ts';
import type { AgendaEntry, FolderStore } from '../credit-file/ports.ts';
import { type Category, categories, isInstitution } from '../shared/category.ts';
import type { Scheme } from '../shared/scheme.ts';
import { factItem, factOf, fileItem, fileOf, folderOf, keyed, leaseAttribute } from './folder-items.ts';
import { agendaShardOf, folderRange, parseAgendaKey, partition, sort } from './keys.ts';
import { packSheet, unpackSheet } from './sheet-dictionary.ts';
import { type Condition, type Item, number, onlyIfAbsent, type Table, text } from './table.ts';

/** Folders on DynamoDB: one partition a party. */
export function createFolderStore(table: Table): FolderStore {
  const store: FolderStore = {
    async readFolder(party) {
      const items = table.query({
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': text(partition.party(party)),
          ':from': text(folderRange.from),
          ':to': text(folderRange.to),
        },
        ConsistentRead: true,
      });
      return folderOf(party, await Array.fromAsync(items));
    },
    async readFiles(party) {
      const items = table.query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :file)',
        ExpressionAttributeValues: { ':pk': text(partition.party(party)), ':file': text(sort.file('')) },
        ConsistentRead: true,
      });
      return folderOf(party, await Array.fromAsync(items)).files;
    },
    async scanFolders({ shard, shards, after, limit }) {
      const cursor = after === undefined ? undefined : (JSON.parse(after) as ScanCursor);
      const page = await table.scan({
        Segment: shard,
        TotalSegments: shards,
        FilterExpression: 'begins_with(pk, :party) AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':party': text(partition.party('' as PartyKey)),
          ':from': text(folderRange.from),
          ':to': text(folderRange.to),
        },
        Limit: limit,
        ConsistentRead: true,
        ...(cursor && { ExclusiveStartKey: keyed(cursor.pk, cursor.sk) }),
      });
      // A page may begin and end within a folder: its last one is read as a whole, and passed over afterwards.
      const found = page.items.filter((item) => item['pk']?.S !== cursor?.seen);
      const byParty = Map.groupBy(found, (item) => (item['pk']?.S ?? '').slice(2) as PartyKey);
      const last = page.next && [...byParty.keys()].at(-1);
      const folders = await Promise.all(
        [...byParty].map(([party, items]) =>
          party === last ? store.readFolder(party) : folderOf(party, items),
        ),
      );
      if (!page.next) return { folders };
      const next: ScanCursor = {
        pk: page.next['pk']?.S ?? '',
        sk: page.next['sk']?.S ?? '',
        seen: last ? partition.party(last) : cursor?.seen,
      };
      return { folders, next: JSON.stringify(next) };
    },
    async aliasOf(party) {
      const items = table.query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :alias)',
        ExpressionAttributeValues: { ':pk': text(partition.party(party)), ':alias': text(sort.fact('A.')) },
        ConsistentRead: true,
      });
      for await (const item of items) {
        const fact = factOf(item);
        if (fact.type === 'alias') return fact.of;
      }
      return undefined;
    },
    addFact: (party, fact) => table.put(factItem(party, fact), absentOrExpired),
    addWaitingFact(party, fact) {
      const item = factItem(party, fact);
      const { source, receivedAt, run, row } = fact.origin;
      const at = [source, receivedAt, `${run}.${row}`].join('#');
      const shard = agendaShardOf(item['pk']?.S ?? '', 'U');
      return table.put({ ...item, agendaShard: text(shard), agendaAt: text(at) }, absentOrExpired);
    },
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
    async stopWaiting(party, factKey) {
      await table.update(partition.party(party), sort.fact(factKey), {
        UpdateExpression: 'REMOVE agendaShard, agendaAt',
        ConditionExpression: 'attribute_exists(agendaShard)',
      });
    },
    async expireFact(party, factKey) {
      await table.update(partition.party(party), sort.fact(factKey), {
        UpdateExpression: 'SET body = :body, expired = :yes REMOVE agendaShard, agendaAt',
        ConditionExpression: 'attribute_exists(agendaShard)',
        ExpressionAttributeValues: {
          ':body': text(JSON.stringify({ type: 'expired', origin: {} })),
          ':yes': { BOOL: true },
        },
      });
    },
    async likelyStrangers(parties) {
      const keys = parties.flatMap(({ party, scheme }) =>
        categoriesOf(scheme).map((category) => ({ pk: partition.party(party), sk: sort.file(category) })),
      );
      const found = await table.existing(keys);
      return new Set(
        parties.filter(({ party }) => !found.has(partition.party(party))).map(({ party }) => party),
      );
    },
    async addName(nameDigest, { party, category }) {
      await table.put(keyed(partition.name(nameDigest), `${category}.${party}`), onlyIfAbsent);
    },
    async subjectsNamed(nameDigest) {
      const items = await Array.fromAsync(
        table.query({
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': text(partition.name(nameDigest)) },
          ConsistentRead: true,
        }),
      );
      return items.map(subjectOf);
    },
    putFile: (file) =>
      table.put(
        fileItem(file),
        file.revision === 1
          ? onlyIfAbsent
          : {
              ConditionExpression: 'revision = :before',
              ExpressionAttributeValues: { ':before': number(file.revision - 1) },
            },
      ),
    async addSheet(party, sheet) {
      const { bytes, dictionary } = packSheet(sheet.body);
      await table.put({
        ...keyed(partition.party(party), sort.sheet(sheet.category, sheet.hash)),
        body: { B: bytes },
        ...(dictionary !== undefined && { dictionary: number(dictionary) }),
      });
    },
    async readSheet({ party, category }, hash) {
      const item = await table.get(partition.party(party), sort.sheet(category, hash));
      return item && sheetOf(item);
    },
    async readSheets({ party, category }) {
      const prefix = sort.sheets(category);
      const items = table.query({
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': text(partition.party(party)), ':prefix': text(prefix) },
        ConsistentRead: true,
      });
      const sheets = new Map<string, string | undefined>();
      for await (const item of items) {
        const [version, digests] = (item['sk']?.S ?? '').slice(prefix.length).split('#');
        sheets.set(`${Number(version)}.${digests}`, readableSheet(item));
      }
      return sheets;
    },
    async noteDisclosed(subject) {
      await table.put(keyed(partition.disclosures, subjectText(subject)));
    },
    async disclosed() {
      const items = await Array.fromAsync(
        table.query({
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': text(partition.disclosures) },
        }),
      );
      return items.map(subjectOf);
    },
    putLink: (institution, link) =>
      table.put(
        {
          ...keyed(partition.party(institution), sort.link(link.person)),
          drawnFrom: number(link.drawnFrom),
          body: text(JSON.stringify(link)),
        },
        {
          ConditionExpression: 'attribute_not_exists(pk) OR drawnFrom < :drawnFrom',
          ExpressionAttributeValues: { ':drawnFrom': number(link.drawnFrom) },
        },
      ),
    async readFile({ party, category }) {
      const item = await table.get(partition.party(party), sort.file(category));
      return item && fileOf(item);
    },
    async lease({ party, category }, receiver, { sender, now, until }) {
      const item = await table.update(partition.party(party), sort.file(category), {
        UpdateExpression: 'SET #lease = :lease ADD revision :one',
        ConditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(#lease) OR #lease < :now)',
        ExpressionAttributeNames: { '#lease': leaseAttribute(receiver) },
        ExpressionAttributeValues: {
          ':lease': text(`${until.toISOString()}#${sender}`),
          ':now': text(now.toISOString()),
          ':one': number(1),
        },
      });
      return item && fileOf(item);
    },
    async due({ shard, from, until, limit, after }) {
      const entries: AgendaEntry[] = [];
      const items = table.query({
        IndexName: 'agenda',
        KeyConditionExpression: from
          ? 'agendaShard = :shard AND agendaAt BETWEEN :from AND :until'
          : 'agendaShard = :shard AND agendaAt <= :until',
        ExpressionAttributeValues: {
          ':shard': text(`A${shard}`),
          ...(from && { ':from': text(from) }),
          ':until': text(until),
        },
        Limit: limit,
        ...(after && { ExclusiveStartKey: agendaKeyOf(shard, after) }),
      });
      for await (const item of items) {
        const [at = '', about = ''] = (item['agendaAt']?.S ?? '').split('#');
        entries.push({
          ...parseAgendaKey(item['pk']?.S ?? '', item['sk']?.S ?? ''),
          at,
          about,
        } as AgendaEntry);
      }
      return entries;
    },
    async scanParties({ shard, shards, after, limit }) {
      const page = await table.scan({
        Segment: shard,
        TotalSegments: shards,
        FilterExpression: 'begins_with(pk, :party) AND begins_with(sk, :file)',
        ExpressionAttributeValues: {
          ':party': text(partition.party('' as PartyKey)),
          ':file': text(sort.file('')),
        },
        ProjectionExpression: 'pk',
        Limit: limit,
        ConsistentRead: true,
        ...(after && { ExclusiveStartKey: JSON.parse(after) as Item }),
      });
      const parties = new Set(page.items.map((item) => (item['pk']?.S ?? '').slice(2) as PartyKey));
      return { parties: [...parties], ...(page.next && { next: JSON.stringify(page.next) }) };
    },
    async scanFiles({ after, limit }) {
      const page = await table.scan({
        FilterExpression: 'begins_with(sk, :file)',
        ExpressionAttributeValues: { ':file': text('FILE#') },
        Limit: limit,
        ConsistentRead: true,
        ...(after && { ExclusiveStartKey: JSON.parse(Buffer.from(after, 'base64url').toString()) as Item }),
      });
      return {
        files: page.items.map(fileOf),
        ...(page.next && { next: Buffer.from(JSON.stringify(page.next)).toString('base64url') }),
      };
    },
  };
  return store;
}

/** A sort key `<category>.<party>`. */
function subjectOf(item: Item): SubjectKey {
  const [category, party] = (item['sk']?.S ?? '').split('.');
  return { category: category as Category, party: party as PartyKey };
}

function sheetOf(item: Item): string | undefined {
  const dictionary = item['dictionary']?.N;
  const bytes = item['body']?.B;
  return bytes && unpackSheet({ bytes, ...(dictionary && { dictionary: Number(dictionary) }) });
}

/** Bytes that were changed may not unpack. */
function readableSheet(item: Item): string | undefined {
  try {
    return sheetOf(item);
  } catch {
    return undefined;
  }
}

/** Where a scan goes on; `seen` is the party whose folder was read as a whole already. */
interface ScanCursor {
  readonly pk: string;
  readonly sk: string;
  readonly seen?: string | undefined;
}

/** Categories whose subjects go by numbers of the scheme. */
const categoriesOf = (scheme: Scheme): readonly Category[] =>
  categories.filter(
    (category) => scheme === 'medins-code' || isInstitution(category) === (scheme === 'uscc'),
  );

/** The same fact may come again after what it said was forgotten. */
const absentOrExpired: Condition = {
  ConditionExpression: 'attribute_not_exists(pk) OR expired = :yes',
  ExpressionAttributeValues: { ':yes': { BOOL: true } },
};

/** `<day>#<stage>#<party>.<fact>`: oldest first, no two alike. */
const caseAgenda = (party: PartyKey, factKey: string, { on, stage }: CaseDue) => ({
  agendaShard: text(agendaShardOf(partition.party(party), 'C')),
  agendaAt: text(`${on}#${stage}#${party}.${factKey}`),
});

/** Where an entry stands in the index: many have the same instant, so that only the whole key tells them apart. */
function agendaKeyOf(shard: number, entry: AgendaEntry): Item {
  const key =
    entry.kind === 'run'
      ? keyed(partition.run(entry.runId), sort.head)
      : keyed(partition.party(entry.subject.party), sort.file(entry.subject.category));
  const at = entry.about ? `${entry.at}#${entry.about}` : entry.at;
  return { ...key, agendaShard: text(`A${shard}`), agendaAt: text(at) };
}
