import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { hospital, pharmacy } from '../support/records.ts';
import { Bench } from './support/agent.ts';
import { startMariadb, startPostgresql, type TestDatabase } from './support/databases.ts';
import { exampleOf } from './support/example.ts';
import { interceptorOf } from './support/interceptor.ts';
import { until } from './support/until.ts';

const catalogue = [
  ...[
    'CF_XDR_MC',
    'CF_XDR_SHXYM',
    'CF_WSH',
    'CF_WFXW',
    'CF_SY',
    'CF_YJ',
    'CF_CFLB',
    'CF_NR',
    'CF_NR_FK',
    'CF_JDRQ',
  ],
  ...['CF_YXQ', 'CF_GSJZQ', 'CF_CFJG', 'CF_CFJGDM', 'CF_SJLY', 'CF_SJLYDM', 'CF_ZT', 'CF_SYFW'],
];

const databases = [
  {
    database: 'postgresql',
    start: startPostgresql,
    setUp: `create user agent password 'secret-of-the-agent'`,
    schema: 'public',
    create: (table: string) =>
      `create table ${table} (source_id varchar(40) primary key, source_record_id varchar(40), isinvalid varchar(1) default '0',
        ${catalogue.map((name) => `${name.toLowerCase()} varchar(400)`).join(', ')},
        lastdate timestamp not null default now(), check_flag varchar(2), check_result varchar(60))`,
    grant: (table: string) => `grant select, update (check_flag, check_result) on ${table} to agent`,
    revoke: (table: string) => `revoke update (check_flag, check_result) on ${table} from agent`,
    now: 'clock_timestamp()',
    name: 'postgres',
  },
  {
    database: 'mysql',
    start: startMariadb,
    setUp: `create database credit;
      create user agent@'127.0.0.1' identified by 'secret-of-the-agent'`,
    schema: 'credit',
    create: (table: string) =>
      `create table ${table} (SOURCE_ID varchar(40) primary key, SOURCE_RECORD_ID varchar(40), ISINVALID varchar(1) default '0',
        ${catalogue.map((name) => `${name} varchar(400)`).join(', ')},
        LASTDATE timestamp(6) not null default current_timestamp(6) on update current_timestamp(6), CHECK_FLAG varchar(2), CHECK_RESULT varchar(60))`,
    grant: (table: string) =>
      `grant select, update (CHECK_FLAG, CHECK_RESULT) on ${table} to agent@'127.0.0.1'`,
    revoke: (table: string) => `revoke update (CHECK_FLAG, CHECK_RESULT) on ${table} from agent@'127.0.0.1'`,
    now: 'current_timestamp(6)',
    name: 'credit',
  },
] as const;

describe.each(databases)(
  '$database',
  ({ database, start, setUp, schema, create, grant, revoke, now, name }) => {
    let server: TestDatabase;
    let bench: Bench;
    let table: string;
    let serial = 0;
    beforeAll(async () => {
      server = await start();
      await server.run(setUp);
    });
    afterAll(() => server.close());
    beforeEach(async () => {
      bench = await Bench.create();
      table = `${schema}.xy_cfxx_${++serial}`;
      await server.run(create(table));
      await server.run(grant(table));
      await server.run(`create index lastdate_${serial} on ${table} (lastdate, source_id)`);
    });
    afterEach(() => bench.close());

    const box = (more: object = {}) => ({
      ...exampleOf('table'),
      name: 'table',
      source: 'market-supervision',
      ...{ database, host: '127.0.0.1', port: server.port, databaseName: name, user: 'agent', tls: 'off' },
      password: bench.secret('database-password', 'secret-of-the-agent\n'),
      table,
      ...{ key: 'SOURCE_ID', updated: 'LASTDATE', overlapSeconds: 2 },
      status: { flag: 'CHECK_FLAG', reason: 'CHECK_RESULT' },
      deleted: { column: 'ISINVALID', set: { CF_ZT: '撤销' } },
      lookEverySeconds: 0.2,
      ...more,
    });

    let document = 0;
    const insert = async (id: string, more: Record<string, string> = {}): Promise<void> => {
      const cells: Record<string, string> = {
        ...{
          CF_XDR_MC: hospital.name,
          CF_XDR_SHXYM: hospital.id,
          CF_WFXW: '违规',
          CF_SY: '检查中发现',
          CF_YJ: '《药品管理法》',
        },
        CF_WSH: `藏市监${database}〔2026〕${++document}号`,
        ...{
          CF_CFLB: '警告',
          CF_NR: '警告',
          CF_JDRQ: '2026-03-02',
          CF_YXQ: '2099-12-31',
          CF_GSJZQ: '2099-12-31',
        },
        ...{
          CF_CFJG: '西藏自治区市场监督管理局',
          CF_CFJGDM: '11540000000000000X',
          CF_SJLY: '西藏自治区市场监督管理局',
        },
        ...{ CF_SJLYDM: '11540000000000000X', CF_ZT: '正常', CF_SYFW: '公示' },
        ...more,
        ...{ SOURCE_ID: id, SOURCE_RECORD_ID: 'batch-1' },
      };
      const names = Object.keys(cells).map((one) => one.toLowerCase());
      const values = Object.values(cells).map((one) => `'${one}'`);
      await server.run(`insert into ${table} (${names.join(', ')}) values (${values.join(', ')})`);
    };
    const flags = async (): Promise<Record<string, [string | null, string | null]>> =>
      Object.fromEntries(
        (
          await server.rows(
            `select source_id as id, check_flag as flag, check_result as reason from ${table} order by source_id`,
          )
        ).map(({ id, flag, reason }) => [id, [flag, reason]]),
      );

    it('rows are sent and each has its outcome written back', async () => {
      await insert('r1');
      await insert('r2', { CF_JDRQ: '2026-02-30' });
      await insert('r3', { CF_XDR_MC: pharmacy.name, CF_XDR_SHXYM: pharmacy.id });
      const { code, log } = await bench.once(bench.config([box()]));
      expect({ code, log }).toMatchObject({ code: 3 });
      expect(await flags()).toEqual({
        r1: ['1', '采纳'],
        r2: ['2', expect.stringMatching(/^待核实：CF_JDRQ：.*历法/i)],
        r3: ['1', '采纳'],
      });
      expect(log).not.toContain(hospital.id);
      const again = await bench.once(bench.config([box()]));
      expect(again.log).not.toContain('entry.sent');
    });

    it('the connection is encrypted, to the server whose certificate is named', async () => {
      await insert('r1');
      const { code, log } = await bench.once(bench.config([box({ tls: { ca: server.certificate } })]));
      expect({ code, log }).toMatchObject({ code: 0 });
      expect(await flags()).toEqual({ r1: ['1', '采纳'] });
    });

    it('a row that is changed while its outcome is on its way is not marked, and is read again', async () => {
      await insert('r1');
      await insert('r2');
      const between = await interceptorOf(inject('connectorUrl'));
      let changed = false;
      between.onAnswer = async ({ body }): Promise<'pass'> => {
        if (changed || !body.includes('"completed"')) return 'pass';
        changed = true;
        await server.run(`update ${table} set cf_jdrq = '2026-02-30' where source_id = 'r2'`);
        expect(await flags()).toEqual({ r1: [null, null], r2: [null, null] });
        return 'pass';
      };
      const agent = bench.start(bench.config([box()], { connector: between.url }));
      await until('both have an outcome', async () => Object.values(await flags()).every(([flag]) => flag));
      expect(await flags()).toEqual({ r1: ['1', '采纳'], r2: ['2', expect.stringContaining('待核实')] });
      expect(between.seen.filter(({ method }) => method === 'POST').length).toBe(2);
      expect(await agent.stop()).toBe(0);
      await between.close();
    });

    it('an agent that is killed after the batch was taken, and one killed before it is written back, lose and double nothing', async () => {
      await insert('r1');
      await insert('r2', { CF_JDRQ: '无此日' });
      const between = await interceptorOf(inject('connectorUrl'));
      const config = bench.config([box()], { connector: between.url });
      for (const moment of ['"runId"', '"completed"']) {
        const agent = bench.start(config);
        between.onAnswer = async ({ body }) => {
          if (!body.includes(moment)) return 'pass';
          await agent.kill();
          return 'drop';
        };
        await agent.ended;
        expect(await flags()).toEqual({ r1: [null, null], r2: [null, null] });
      }
      between.onAnswer = () => 'pass';
      await bench.once(config);
      expect(await flags()).toEqual({
        r1: ['1', '重复：此前已接收'],
        r2: ['2', expect.stringContaining('待核实')],
      });
      await between.close();
    });

    it('a row that is marked as deleted is sent as revoked, or refused with the reason where nothing says how', async () => {
      await insert('r1');
      await bench.once(bench.config([box()]));
      expect(await flags()).toEqual({ r1: ['1', '采纳'] });
      await server.run(`update ${table} set isinvalid = '2', lastdate = ${now} where source_id = 'r1'`);
      await bench.once(bench.config([box()]));
      expect(await flags()).toEqual({ r1: ['1', '采纳'] });
      expect((await bench.runs()).map(({ accepted }) => accepted)).toEqual([1, 1]);
      const { deleted } = box({ deleted: { column: 'ISINVALID' } });
      await insert('r2', { ISINVALID: '2' });
      const { code } = await bench.once(bench.config([box({ deleted })]));
      expect(code).toBe(0);
      expect((await flags())['r2']).toEqual(['3', expect.stringContaining('删除不能代替撤销文书')]);
    });

    it('a row that becomes visible late, behind one that was read already, is found, and one whose flag is taken out', async () => {
      const agent = bench.start(bench.config([box({ overlapSeconds: 600 })]));
      await insert('r1');
      await until('the first is answered', async () => (await flags())['r1']?.[0]);
      await insert('r0', { LASTDATE: '2026-01-01 00:00:00' });
      await until('the late one is answered', async () => (await flags())['r0']?.[0]);
      await server.run(`update ${table} set check_flag = null, lastdate = ${now} where source_id = 'r1'`);
      await until(
        'the one whose outcome was taken out is answered again',
        async () => (await flags())['r1']?.[0],
      );
      expect((await flags())['r1']).toEqual(['1', '重复：此前已接收']);
      await agent.stop();
    });

    it('a column that nobody knows holds the batch, no further one is sent, and the release answers all', async () => {
      await server.run(`alter table ${table} add column sjhm varchar(20)`);
      await insert('r1');
      const agent = bench.start(bench.config([box({ rowsAtOnce: 1 })]));
      const { held } = await bench.untilStatus('table', 'is held', ({ held }) => held.length > 0);
      await insert('r2');
      const { lookedAt } = bench.status('table') ?? {};
      await bench.untilStatus('table', 'is looked at again', (status) => status.lookedAt !== lookedAt);
      expect(await flags()).toEqual({ r1: [null, null], r2: [null, null] });
      expect(held[0]?.explanation).not.toBe('');
      await bench.client.call('POST', `/v1/feeds/runs/${held[0]?.run}/release`);
      await until('the first is answered', async () => (await flags())['r1']?.[0]);
      await agent.stop();
    });

    it('a table without an index on its cursor is refused with the statement that makes one', async () => {
      const config = bench.config([box({ updated: undefined })]);
      const check = bench.start(config, ['--check']);
      expect(await check.ended).toBe(1);
      expect(check.output).toMatch(/no index of the table begins with check_flag.*create index/i);
      await server.run(/create index [^;]+/.exec(check.output)?.[0] ?? '');
      const again = bench.start(config, ['--check']);
      expect({ code: await again.ended, output: again.output }).toEqual({
        code: 0,
        output: '✓ table (market-supervision)\n',
      });
      await insert('r1');
      await bench.once(config);
      expect(await flags()).toEqual({ r1: ['1', '采纳'] });
      expect(
        await bench.start(bench.config([box({ updated: 'SOURCE_RECORD_ID', withoutIndex: true })]), [
          '--check',
        ]).ended,
      ).toBe(0);
    });

    it('what stands against the work is said without a value: rights, names, password, encryption', async () => {
      await server.run(revoke(table));
      const tls = { ca: server.certificate };
      const wrong = {
        'the user has no right to this': { tls },
        'the table is not there': { table: `${schema}.nothing` },
        'the table has no column NOTHING': { key: 'NOTHING' },
        'refuses the user, the password': { password: bench.secret('wrong', 'x') },
        'the secret /nowhere cannot be read': { password: { file: '/nowhere' } },
        'the encrypted connection to the database is refused': { tls: 'verify' },
        'the database is not reached': { host: '127.0.0.1', port: 1 },
      };
      const boxes = Object.values(wrong).map((more, index) => box({ name: `box-${index}`, ...more }));
      const agent = bench.start(bench.config(boxes), ['--check']);
      expect(await agent.ended).toBe(1);
      const said = agent.output.split('✗ ').slice(1);
      expect(said.length).toBe(boxes.length);
      for (const [index, text] of Object.keys(wrong).entries()) expect(said[index]).toContain(text);
    });

    it('a database that stops while the agent works is waited for', async () => {
      await insert('r1');
      const agent = bench.start(bench.config([box()]));
      await until('the first is answered', async () => (await flags())['r1']?.[0]);
      await server.server.stop();
      await bench.untilStatus('table', 'fails', ({ problems }) => problems.length > 0);
      await server.restart();
      await insert('r2');
      await until('the second is answered', async () => (await flags())['r2']?.[0]);
      await bench.untilStatus('table', 'works again', ({ problems }) => problems.length === 0);
      expect(agent.events().map(({ event }) => event)).toEqual(
        expect.arrayContaining(['box.failing', 'box.works-again']),
      );
      await agent.stop();
    });
  },
);
