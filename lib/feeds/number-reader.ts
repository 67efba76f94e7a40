import { Decimal } from 'decimal.js';
import type { CellReader } from './cell-reader.ts';
import {
  type AmountUnit,
  type MoneyFault,
  plainDecimal,
  readMoney,
  unitOfCell,
  unitOfHeader,
  unitWords,
} from './read-money.ts';

/** Reads the figures of one row. */
export interface NumberReader<Column extends string> {
  /** A decimal of at least 0, as canonical text. */
  amount(column: Column, options?: { atMost?: number }): string | undefined;
  /** An amount of at least 0 in CNY, in the unit of the column's name, or in `unit` when it names none. */
  money(column: Column, unit: AmountUnit): Decimal | undefined;
  decimal(column: Column): string | undefined;
  count(column: Column): number | undefined;
}

const moneyMessages: Readonly<Record<MoneyFault, string>> = {
  'not-a-number': 'This is no plain decimal number. Write digits only.',
  'negative-amount': 'An amount is never below 0. Write what was imposed; take a decision back by its state.',
  'unit-mismatch': 'The cell names another unit than its column. Write the amount in the unit of the column.',
};

const unsigned = /^\d{1,15}(\.\d{1,10})?$/;
const signed = /^-?\d{1,15}(\.\d{1,10})?$/;

export function createNumberReader<Column extends string>({
  text,
  has,
  values,
  agreed,
  find,
  tell,
}: CellReader<Column>): NumberReader<Column> {
  const figure = (column: Column, shape: RegExp): Decimal | undefined => {
    if (!has(column)) return undefined;
    const written = plainDecimal(text(column)).replace(/[元¥￥]/g, '');
    if (/^-/.test(written) && shape === unsigned)
      return find(column, 'negative-amount', moneyMessages['negative-amount']);
    return shape.test(written)
      ? new Decimal(written)
      : find(column, 'not-a-number', moneyMessages['not-a-number']);
  };
  return {
    amount(column, { atMost = 1e10 } = {}) {
      const found = figure(column, unsigned);
      if (found === undefined) return undefined;
      return found.gt(atMost)
        ? find(
            column,
            'amount-out-of-bounds',
            'The amount is beyond anything seen. Is the unit right (元, 万元)?',
          )
        : found.toFixed();
    },
    money(column, unit) {
      const read = values(column).map(({ text, name }) => {
        const header = unitOfHeader(name);
        const written = unitOfCell(text);
        const amount = readMoney(text, { header, otherwise: unit });
        if (typeof amount !== 'string' && written && written !== unitWords[header ?? unit])
          tell('own-unit', { name, text: written });
        return amount;
      });
      const fault = read.find((one) => typeof one === 'string');
      const amounts = read.filter((one) => typeof one !== 'string');
      if (amounts.length > 0) return agreed(column, amounts, (a, b) => a.eq(b));
      return fault && find(column, fault, moneyMessages[fault]);
    },
    decimal: (column) => figure(column, signed)?.toFixed(),
    count(column) {
      const found = figure(column, unsigned);
      if (found === undefined) return undefined;
      const isCount = found.isInteger() && found.gte(1) && found.lte(100_000);
      return isCount ? found.toNumber() : find(column, 'not-a-count', 'This must be a whole number from 1.');
    },
  };
}
