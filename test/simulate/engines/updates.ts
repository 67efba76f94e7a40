import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { nameNamed, operand, type Scope, valueNamed } from './conditions.ts';
import { Tokens } from './tokens.ts';
import type { Item } from './values.ts';

const clauses = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const;
type Clause = (typeof clauses)[number];

/** An item after an update expression. Right sides see the item as it was. */
export function updated(expression: string, scope: Scope): Item {
  const tokens = new Tokens(expression);
  const after: Record<string, AttributeValue> = { ...scope.item };
  while (!tokens.isAtEnd()) {
    const clause = tokens.next().toUpperCase() as Clause;
    if (!clauses.includes(clause)) throw new Error(`The simulated table cannot update by: ${expression}`);
    do step(clause, tokens, { scope, after });
    while (tokens.takes(','));
  }
  return after;
}

function step(
  clause: Clause,
  tokens: Tokens,
  { scope, after }: { scope: Scope; after: Record<string, AttributeValue> },
): void {
  const name = nameNamed(scope.names, tokens.next());
  const before = scope.item?.[name];
  if (clause === 'REMOVE') {
    delete after[name];
    return;
  }
  if (clause === 'SET') {
    tokens.expect('=');
    const value = assigned(tokens)(scope);
    if (!value) throw new Error(`The update sets ${name} to nothing`);
    after[name] = value;
    return;
  }
  const value = valueNamed(scope.values, tokens.next());
  const next = clause === 'ADD' ? added(before, value) : withoutMembers(before, value);
  if (next) after[name] = next;
  else delete after[name];
}

/** A value, an attribute as it was, or the second one where the first is not there. */
function assigned(tokens: Tokens): ReturnType<typeof operand> {
  if (tokens.peek() !== 'if_not_exists') return operand(tokens);
  tokens.next();
  tokens.expect('(');
  const first = operand(tokens);
  tokens.expect(',');
  const second = operand(tokens);
  tokens.expect(')');
  return (scope) => first(scope) ?? second(scope);
}

function added(before: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (value.N !== undefined) return { N: String(Number(before?.N ?? 0) + Number(value.N)) };
  if (value.NS !== undefined) return { NS: [...new Set([...(before?.NS ?? []), ...value.NS])] };
  throw new Error('ADD takes a number or a set of numbers');
}

/** A set without members does not exist. */
function withoutMembers(
  before: AttributeValue | undefined,
  value: AttributeValue,
): AttributeValue | undefined {
  if (value.NS === undefined) throw new Error('DELETE takes a set of numbers');
  const gone = new Set(value.NS);
  const left = (before?.NS ?? []).filter((one) => !gone.has(one));
  return left.length > 0 ? { NS: left } : undefined;
}
