import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { Tokens } from './tokens.ts';
import { compared, type Item, type Names, plainOf, type Values } from './values.ts';

/** What an expression is evaluated against. */
export interface Scope {
  readonly item: Item | undefined;
  readonly names?: Names | undefined;
  readonly values?: Values | undefined;
}

type Holds = (scope: Scope) => boolean;
type Operand = (scope: Scope) => AttributeValue | undefined;

const known = new Map<string, Holds>();

/** Whether a condition, filter or key condition holds. No expression always holds. */
export function holds(expression: string | undefined, scope: Scope): boolean {
  if (expression === undefined) return true;
  let parsed = known.get(expression);
  if (!parsed) {
    const tokens = new Tokens(expression);
    parsed = alternatives(tokens);
    if (!tokens.isAtEnd()) throw new Error(`The simulated table cannot read all of: ${expression}`);
    known.set(expression, parsed);
  }
  return parsed(scope);
}

function alternatives(tokens: Tokens): Holds {
  const parts = [conjunction(tokens)];
  while (tokens.takes('OR')) parts.push(conjunction(tokens));
  return (scope) => parts.some((part) => part(scope));
}

function conjunction(tokens: Tokens): Holds {
  const parts = [negation(tokens)];
  while (tokens.takes('AND')) parts.push(negation(tokens));
  return (scope) => parts.every((part) => part(scope));
}

function negation(tokens: Tokens): Holds {
  if (tokens.takes('NOT')) {
    const part = negation(tokens);
    return (scope) => !part(scope);
  }
  if (tokens.takes('(')) {
    const part = alternatives(tokens);
    tokens.expect(')');
    return part;
  }
  return tokens.peek()?.includes('_') || tokens.peek() === 'contains' ? called(tokens) : comparison(tokens);
}

function called(tokens: Tokens): Holds {
  const name = tokens.next();
  tokens.expect('(');
  const of = operand(tokens);
  const other = tokens.takes(',') ? operand(tokens) : () => undefined;
  tokens.expect(')');
  switch (name) {
    case 'attribute_exists':
      return (scope) => of(scope) !== undefined;
    case 'attribute_not_exists':
      return (scope) => of(scope) === undefined;
    case 'begins_with':
      return (scope) => of(scope)?.S?.startsWith(other(scope)?.S ?? '\u0000') ?? false;
    case 'contains':
      return (scope) => isContained(of(scope), other(scope));
    default:
      throw new Error(`The simulated table does not know the function ${name}`);
  }
}

function isContained(container: AttributeValue | undefined, part: AttributeValue | undefined): boolean {
  if (!container || !part) return false;
  const whole = plainOf(container);
  if (whole instanceof Set) return whole.has(String(plainOf(part)));
  return typeof whole === 'string' && part.S !== undefined && whole.includes(part.S);
}

function comparison(tokens: Tokens): Holds {
  const one = operand(tokens);
  if (tokens.takes('BETWEEN')) {
    const from = operand(tokens);
    tokens.expect('AND');
    const to = operand(tokens);
    return (scope) =>
      order(one(scope), from(scope), (by) => by >= 0) && order(one(scope), to(scope), (by) => by <= 0);
  }
  const comparator = tokens.next();
  const other = operand(tokens);
  const fits = comparators[comparator];
  if (!fits) throw new Error(`The simulated table does not know the comparator ${comparator}`);
  if (comparator === '<>') return (scope) => !order(one(scope), other(scope), (by) => by === 0);
  return (scope) => order(one(scope), other(scope), fits);
}

const comparators: Readonly<Record<string, (by: number) => boolean>> = {
  '=': (by) => by === 0,
  '<>': (by) => by !== 0,
  '<': (by) => by < 0,
  '<=': (by) => by <= 0,
  '>': (by) => by > 0,
  '>=': (by) => by >= 0,
};

/** An attribute that is missing is in no order to anything. */
function order(
  one: AttributeValue | undefined,
  other: AttributeValue | undefined,
  fits: (by: number) => boolean,
): boolean {
  const by = one && other && compared(one, other);
  return by !== undefined && fits(by);
}

export function operand(tokens: Tokens): Operand {
  const token = tokens.next();
  if (token.startsWith(':')) return ({ values }) => valueNamed(values, token);
  if (token.startsWith('#')) return ({ item, names }) => item?.[nameNamed(names, token)];
  return ({ item }) => item?.[token];
}

export function valueNamed(values: Values | undefined, token: string): AttributeValue {
  const value = values?.[token];
  if (!value) throw new Error(`The request has no value ${token}`);
  return value;
}

export function nameNamed(names: Names | undefined, token: string): string {
  if (!token.startsWith('#')) return token;
  const name = names?.[token];
  if (!name) throw new Error(`The request has no name ${token}`);
  return name;
}
