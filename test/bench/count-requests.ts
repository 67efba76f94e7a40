import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';

/** Requests and capacity since the last look. */
export interface Counted {
  readonly dynamodb: Readonly<Record<string, number>>;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly sqs: Readonly<Record<string, number>>;
}

type Command = { constructor: { name: string }; input: Record<string, unknown> };
type Send = (
  command: Command,
  ...rest: unknown[]
) => Promise<{ ConsumedCapacity?: { CapacityUnits?: number } }>;

/** Counts what every client of this process sends; the table says itself what it charges. */
export function countRequests(): () => Counted {
  let dynamodb: Record<string, number> = {};
  let sqs: Record<string, number> = {};
  let writeUnits = 0;
  let readUnits = 0;
  wrap(DynamoDBClient, async (send, command, rest) => {
    const name = command.constructor.name.replace('Command', '');
    dynamodb[name] = (dynamodb[name] ?? 0) + 1;
    command.input['ReturnConsumedCapacity'] = 'TOTAL';
    const answer = await send(command, ...rest);
    const units = answer.ConsumedCapacity?.CapacityUnits ?? 0;
    if (name === 'PutItem' || name === 'UpdateItem') writeUnits += units;
    else readUnits += units;
    return answer;
  });
  wrap(SQSClient, (send, command, rest) => {
    const name = command.constructor.name.replace('Command', '');
    sqs[name] = (sqs[name] ?? 0) + 1;
    return send(command, ...rest);
  });
  return () => {
    const counted = { dynamodb, writeUnits, readUnits, sqs };
    dynamodb = {};
    sqs = {};
    writeUnits = 0;
    readUnits = 0;
    return counted;
  };
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
