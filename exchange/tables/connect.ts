import { readFile } from 'node:fs/promises';
import type { TableBoxConfig } from '../config.ts';
import { BoxDown, BoxProblem } from '../problem.ts';
import type { Database, Dialect, Query } from './database.ts';

/** One open connection. */
export interface Connection {
  readonly query: Query;
  /** Called once when it ends. */
  onEnd(ended: () => void): void;
  close(): Promise<void>;
}

/** A database over one connection at a time. */
export function databaseOver(dialect: Dialect, connect: () => Promise<Connection>): Database {
  let connection: Promise<Connection> | undefined;
  const open = (): Promise<Connection> => {
    connection ??= connect().then(
      (made) => {
        made.onEnd(() => {
          connection = undefined;
        });
        return made;
      },
      (error: unknown) => {
        connection = undefined;
        throw new BoxDown(connectionText(error));
      },
    );
    return connection;
  };
  const query: Query = async (sql, values) => {
    const current = open();
    try {
      return await (await current).query(sql, values);
    } catch (error) {
      throw connection === current ? saidOf(error) : lostOr(error);
    }
  };
  return {
    dialect,
    query,
    async transaction(work) {
      // One connection for all of it: a statement on a new one would be outside the transaction.
      const current = open();
      const { query: bound } = await current;
      try {
        await bound('begin');
        const result = await work(bound);
        await bound('commit');
        return result;
      } catch (error) {
        await bound('rollback').catch(() => undefined);
        throw connection === current ? saidOf(error) : lostOr(error);
      }
    },
    async close() {
      const current = connection;
      connection = undefined;
      await current?.then((made) => made.close()).catch(() => undefined);
    },
  };
}

/** The settings of TLS that both drivers take; `false` where it is off. */
export async function tlsOf(
  tls: TableBoxConfig['tls'],
): Promise<false | { rejectUnauthorized: true; ca?: string }> {
  if (tls === 'off') return false;
  if (tls === 'verify') return { rejectUnauthorized: true };
  return { rejectUnauthorized: true, ca: await readFile(tls.ca, 'utf8') };
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? '');

/** The drivers' messages repeat values of rows; their codes do not. */
function saidOf(error: unknown): unknown {
  if (error instanceof BoxProblem) return error;
  const code = codeOf(error);
  if (noRight.has(code)) return new BoxProblem(`the user has no right to this (${code})`);
  if (noTable.has(code)) return new BoxProblem(`the table or a column is not there (${code})`);
  return code === '' ? error : new BoxProblem(`the database refuses a statement (${code})`);
}

const lostOr = (error: unknown): unknown =>
  error instanceof BoxProblem
    ? error
    : new BoxDown(`the connection to the database was lost (${codeOf(error)})`);

const noRight = new Set(['42501', 'ER_TABLEACCESS_DENIED_ERROR', 'ER_COLUMNACCESS_DENIED_ERROR']);
const noTable = new Set(['42P01', '42703', 'ER_NO_SUCH_TABLE', 'ER_BAD_FIELD_ERROR']);
const noLogin = new Set([
  '28P01',
  '28000',
  '3D000',
  'ER_ACCESS_DENIED_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_BAD_DB_ERROR',
]);

function connectionText(error: unknown): string {
  if (error instanceof BoxProblem) return error.message;
  const code = codeOf(error);
  if (noLogin.has(code))
    return `the database refuses the user, the password or the name of the database (${code})`;
  if (
    /CERT|SSL|TLS|ALTNAME|SELF_SIGNED|UNABLE_TO/.test(code) ||
    /SSL|certificate/i.test((error as Error).message)
  )
    return `the encrypted connection to the database is refused (${code || 'the server offers none'})`;
  return `the database is not reached (${code || 'no connection'})`;
}
