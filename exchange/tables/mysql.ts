import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { TableBoxConfig } from '../config.ts';
import { readSecret } from '../secrets.ts';
import { databaseOver, tlsOf } from './connect.ts';
import type { Database, Dialect, Row } from './database.ts';

const dialect: Dialect = {
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  defaultSchema: 'database()',
  indexes: `select index_name as \`index\`, column_name as \`column\` from information_schema.statistics
    where table_schema = ? and table_name = ? order by index_name, seq_in_index`,
};

const milliseconds = 60_000;

/** MySQL and MariaDB. */
export const mysql = (config: TableBoxConfig): Database =>
  databaseOver(dialect, async () => {
    const tls = await tlsOf(config.tls);
    const connection = await createConnection({
      host: config.host,
      port: config.port ?? 3306,
      database: config.databaseName,
      user: config.user,
      password: await readSecret(config.password),
      charset: 'utf8mb4_unicode_ci',
      connectTimeout: milliseconds,
      enableKeepAlive: true,
      ...(tls && { ssl: { ...tls, verifyIdentity: true } }),
      // Every value is the text that the server sends: numbers, times and decimals alike.
      typeCast: (field) => field.string(),
    });
    let ended = (): void => undefined;
    connection.on('error', () => ended());
    connection.on('end', () => ended());
    return {
      query: async (sql, values = []) => {
        const [rows] = await connection.query<RowDataPacket[]>({
          sql,
          values: [...values],
          timeout: milliseconds,
        });
        return Array.isArray(rows) ? (rows as Row[]) : [];
      },
      onEnd: (then) => {
        ended = then;
      },
      close: () => connection.end(),
    };
  });
