import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';

/** Requests and capacity since the last call. */
export interface Counted {
  /** By command and kind of item: `PutItem FACT`. */
  readonly dynamodb: Readonly<Record<string, number>>;
  /** Write units of the table, by kind of item. Failed conditions are included, because they are charged too. */
  readonly writeUnits: Readonly<Record<string, number>>;
  readonly readUnits: number;
  /** Units of the largest write: an item of so many kB at most. */
  readonly largestWrite: number;
  readonly sqs: Readonly<Record<string, number>>;
}

type Text = { readonly S?: string };
type Item = Readonly<Record<string, Text>>;
type Command = {
  constructor: { name: string };
  input: Record<string, unknown> & { Item?: Item; Key?: Item };
};
type Capacity = { CapacityUnits?: number };
/** A request for several items answers with the capacity of each table. */
type Send = (command: Command, ...rest: unknown[]) => Promise<{ ConsumedCapacity?: Capacity | Capacity[] }>;

/**
 * Counts what every client of this process sends. The table itself reports what it charges for an item. The charge of
 * the index is computed here, because dynalite does not report it: one unit for an entry added or removed, two for one
 * moved.
 */
export function countRequests(): () => Counted {
  let counted = nothing();
  const entries = new Map<string, string | undefined>();
  const indexUnits = ({ Item }: Command['input']): number => {
    if (!Item) return 0;
    const key = `${Item['pk']?.S}/${Item['sk']?.S}`;
    const [before, after] = [entries.get(key), Item['agendaAt']?.S];
    entries.set(key, after);
    return before === after ? 0 : Number(before !== undefined) + Number(after !== undefined);
  };
  wrap(DynamoDBClient, async (send, command, rest) => {
    const name = nameOf(command);
    const kind = kindOf(command.input);
    add(counted.dynamodb, `${name} ${kind}`, 1);
    command.input['ReturnConsumedCapacity'] = 'TOTAL';
    const isWrite = name === 'PutItem' || name === 'UpdateItem' || name === 'DeleteItem';
    try {
      const answer = await send(command, ...rest);
      const units = [answer.ConsumedCapacity ?? []]
        .flat()
        .reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      if (isWrite) {
        add(counted.writeUnits, kind, units);
        counted.largestWrite = Math.max(counted.largestWrite, units);
        add(counted.writeUnits, 'index', indexUnits(command.input));
      } else counted.readUnits += units;
      return answer;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) add(counted.writeUnits, 'failed condition', 1);
      throw error;
    }
  });
  wrap(SQSClient, (send, command, rest) => {
    add(counted.sqs, nameOf(command), 1);
    return send(command, ...rest);
  });
  return () => {
    const until = counted;
    counted = nothing();
    return until;
  };
}

const nothing = () => ({
  dynamodb: {} as Record<string, number>,
  writeUnits: {} as Record<string, number>,
  readUnits: 0,
  largestWrite: 0,
  sqs: {} as Record<string, number>,
});

const add = (counts: Record<string, number>, name: string, count: number): void => {
  counts[name] = (counts[name] ?? 0) + count;
};

const nameOf = (command: Command): string => command.constructor.name.replace('Command', '');

/** The kind of item: `FACT`, `SHEET`, `FILE`, `HEAD`, …. For a query, the kind of its partition or its index. */
function kindOf({ Item, Key, IndexName, ExpressionAttributeValues: values }: Command['input']): string {
  const sort = (Item ?? Key)?.['sk']?.S;
  const partition = (values as Item | undefined)?.[':pk']?.S;
  return String(IndexName ?? (sort ?? partition ?? '').split('#')[0]);
}

function wrap(
  client: { prototype: object },
  around: (send: Send, command: Command, rest: unknown[]) => ReturnType<Send>,
): void {
  const prototype = client.prototype as { send: Send };
  const { send } = prototype;
  prototype.send = function (this: unknown, command, ...rest) {
    return around(send.bind(this), command, rest);
  };
}
