import { Client } from 'pg';
import type { TableBoxConfig } from '../config.ts';
import { readSecret } from '../secrets.ts';
import { databaseOver, tlsOf } from './connect.ts';
import type { Database, Dialect, Row } from './database.ts';

const dialect: Dialect = {
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  defaultSchema: 'current_schema()',
  indexes: `select c.relname as "index", a.attname as "column"
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
    join pg_namespace n on n.oid = t.relnamespace
    cross join lateral unnest(i.indkey::int2[]) with ordinality as k (number, place)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number
    where n.nspname = ? and t.relname = ? and i.indisvalid order by c.relname, k.place`,
};

const milliseconds = 60_000;

/** PostgreSQL, and databases that speak its protocol. */
export const postgresql = (config: TableBoxConfig): Database =>
  databaseOver(dialect, async () => {
    const client = new Client({
      host: config.host,
      port: config.port ?? 5432,
      database: config.databaseName,
      user: config.user,
      password: await readSecret(config.password),
      ssl: await tlsOf(config.tls),
      connectionTimeoutMillis: milliseconds,
      query_timeout: milliseconds,
      keepAlive: true,
      types: { getTypeParser: () => (text: string) => text },
    });
    let ended = (): void => undefined;
    client.on('error', () => ended());
    client.on('end', () => ended());
    await client.connect();
    await client.query("set datestyle to 'ISO, YMD'; set client_encoding to 'UTF8'");
    return {
      query: async (sql, values = []) => (await client.query<Row>(numbered(sql), [...values])).rows,
      onEnd: (then) => {
        ended = then;
      },
      close: () => client.end(),
    };
  });

/** Parameters as PostgreSQL counts them; a question mark within quotes is none. */
export function numbered(sql: string): string {
  let last = 0;
  return sql.replace(/"(?:[^"]|"")*"|'(?:[^']|'')*'|\?/g, (found) => (found === '?' ? `$${++last}` : found));
}
