import { describe, expect, it } from 'vitest';
import { parseConfig, type TableBoxConfig } from '../../../exchange/config.ts';
import { numbered } from '../../../exchange/tables/postgresql.ts';
import { RowReader } from '../../../exchange/tables/row.ts';

const config = (more: object = {}): TableBoxConfig => {
  const box = {
    ...{
      name: 'table',
      kind: 'table',
      source: 'market-supervision',
      database: 'mysql',
      host: 'h',
      user: 'u',
    },
    ...{ databaseName: 'd', password: { env: 'P' }, table: 't', key: 'ID', updated: 'GXSJ' },
    status: { flag: 'CHECK_FLAG', reason: 'JG' },
    ...more,
  };
  const text = JSON.stringify({
    connector: 'http://127.0.0.1:1',
    token: { env: 'T' },
    state: 's',
    boxes: [box],
  });
  return parseConfig(text).boxes[0] as TableBoxConfig;
};
const row = {
  id: '7',
  gxsj: '2026-01-01',
  check_flag: null,
  jg: null,
  cf_wsh: '1号',
  cf_zt: '正常',
  USAGE_RANGE: '1',
  bz: null,
};

describe('a row of an exchange table', () => {
  it('is sent without the columns of the exchange, which have any case', () => {
    expect(new RowReader(config()).record(row)).toEqual({ cf_wsh: '1号', cf_zt: '正常', bz: '' });
    expect(new RowReader(config({ ignore: ['BZ'], rename: { usage_range: 'CF_SYFW' } })).record(row)).toEqual(
      {
        ...{ cf_wsh: '1号', cf_zt: '正常', CF_SYFW: '1' },
      },
    );
  });

  it('that was taken back is sent as revoked, or not at all', () => {
    const gone = { ...row, isinvalid: '2 ' };
    const set = { CF_ZT: '撤销' };
    expect(new RowReader(config({ deleted: { column: 'ISINVALID', set } })).record(gone)).toEqual({
      ...{ cf_wsh: '1号', bz: '', CF_ZT: '撤销' },
    });
    expect(new RowReader(config({ deleted: { column: 'ISINVALID' } })).record(gone)).toBeUndefined();
  });

  it('has changed when the sender changed it, and not when it was answered', () => {
    const reader = new RowReader(config());
    const digest = reader.digest(row);
    expect(reader.digest({ ...row, check_flag: '1', jg: '采纳', gxsj: '2026-02-02' })).toBe(digest);
    expect(reader.digest({ ...row, cf_wsh: '2号' })).not.toBe(digest);
    expect(reader.digest({ ...row, bz: '' })).not.toBe(digest);
  });
});

it('parameters are numbered for PostgreSQL, outside of quotes alone', () => {
  expect(numbered(`select "a?b", '?' from t where x = ? and y = ?`)).toBe(
    `select "a?b", '?' from t where x = $1 and y = $2`,
  );
});
