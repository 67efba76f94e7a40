interface Example {
  readonly body?: unknown;
  readonly answer?: unknown;
}

const run = '01M8KEZ4VCGES9N8BWHWH76K93';
const receipt = '01M8KEZ51Q3ZJ0V4R7T2Y8N6WC';
const pharmacy = { scheme: 'uscc', id: '91540100MA6T1000XP' } as const;
const reason = { reason: '核对原件后更正' };
const document = '藏市监处罚〔2026〕57号';

/** Examples of requests and answers, by route. All content is made up. */
export const examples: Readonly<Record<string, Example>> = {
  'PUT /v1/feeds/{source}/files/{name}': { answer: { runId: run } },
  'POST /v1/feeds/{source}/uploads': {
    body: {
      name: '行政处罚2026-06.csv',
      bytes: 73_400_320,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
    answer: {
      runId: run,
      upload: { url: 'https://bucket.example/feeds/upload?signature=made-up', method: 'PUT', headers: {} },
    },
  },
  'POST /v1/feeds/{source}/records': {
    body: { records: [{ 行政相对人名称: '拉萨样例大药房', 行政处罚决定书文号: document }] },
    answer: { runId: run },
  },
  'GET /v1/feeds/runs/{runId}': {
    answer: {
      runId: run,
      source: 'market-supervision',
      file: { name: 'market-supervision.csv', encoding: 'utf-8', format: 'csv' },
      status: 'completed',
      received: 5,
      accepted: 2,
      duplicates: 1,
      unmatched: 1,
      quarantined: 1,
      ignoredColumns: [],
      startedAt: '2026-06-30T04:00:00.000Z',
      finishedAt: '2026-06-30T04:00:01.000Z',
    },
  },
  'GET /v1/feeds/runs/{runId}/findings': {
    answer: {
      findings: [
        {
          row: 6,
          column: '处罚决定日期',
          code: 'not-a-date',
          title: '日期无法识别',
          explanation: '所填内容不是历法上存在的日期，或者写法无法识别。请按 2026-05-08 的写法填写。',
        },
      ],
    },
  },
  'POST /v1/grades/query': {
    body: { purpose: 'procurement', reference: 'bid-1', subjects: [pharmacy] },
    answer: {
      receiptId: receipt,
      dataVersion: 'mVdAzV0n4q3rTz8QXb2Kuw',
      results: [
        {
          status: 'graded',
          category: 'pharmacy',
          cycle: 2026,
          grade: 'B',
          state: 'interim',
          evaluatedOn: '2026-06-30',
        },
      ],
    },
  },
  'POST /v1/files/query': { body: { ...pharmacy, category: 'pharmacy', reason: '年度检查前核对' } },
  'GET /v1/grades/changes': {
    answer: {
      receiptId: receipt,
      changes: [
        {
          changeId: '7e074a3d-dcd2-8de4-a9ff-6e42da2ea1fb.3',
          recordId: '7e074a3d-dcd2-8de4-a9ff-6e42da2ea1fb',
          at: '2026-06-30T04:00:00.000Z',
          category: 'pharmacy',
          operation: 'U',
          cycle: 2026,
          grade: 'B',
          state: 'interim',
          ...pharmacy,
          name: '拉萨样例大药房',
        },
      ],
      next: 'MTIuMQ',
    },
  },
  'POST /v1/traces': {
    body: { receiver: 'directory', recordId: '7e074a3d-dcd2-8de4-a9ff-6e42da2ea1fb', ...reason },
  },
  'POST /v1/quarantine/{id}/correction': {
    body: { ...reason, values: { 处罚决定日期: '2026-05-08' } },
  },
  'POST /v1/quarantine/{id}/dismissal': { body: reason },
  'POST /v1/quarantine/{id}/undo': { body: reason },
  'POST /v1/quarantine/{id}/reveal': { body: reason },
  'POST /v1/quarantine/decisions': {
    body: {
      source: 'market-supervision',
      waitingFor: 'not-a-date',
      act: 'dismissal',
      ...reason,
      ids: [`${run}.6`],
    },
  },
  'POST /v1/records/move': {
    body: {
      documentNumber: document,
      from: pharmacy,
      to: { ...pharmacy, name: '拉萨样例大药房' },
      ...reason,
    },
  },
  'POST /v1/findings/{id}/decision': { body: { verdict: 'refused', reason: '证据不足' } },
  'POST /v1/repairs/{id}/decision': { body: { verdict: 'granted', reason: '整改已完成并经核实' } },
  'POST /v1/repairs/{id}/extension': { body: { reason: '需向作出处罚的机关核实' } },
  'POST /v1/deliveries/{id}/release': { body: { reason: '已复核' } },
  'POST /v1/policies/{id}/release': { body: { reason: '试算结果已复核' } },
  'GET /health': { answer: { status: 'ok' } },
  'GET /v1/me': {
    answer: {
      sub: 'pharmacy-bureau',
      name: 'pharmacy-bureau',
      agency: 'pharmacy-bureau',
      division: '54',
      scopes: ['grades:read'],
    },
  },
  'GET /v1/alarms': { answer: { alarms: [], asOf: '2026-06-30T04:00:00.000Z' } },
};

/** What every refusal looks like. */
export const problemExample = {
  type: 'urn:credit-connector:problem:unknown-purpose',
  title: '使用目的未收录',
  status: 400,
  code: 'unknown-purpose',
  detail: 'There is no purpose "credit". Purposes: supervision, self, licensing, procurement.',
  explanation: '所填的使用目的不在本机构公布的目录内。请按目录填写。',
  requestId: '4f1c1a7e-7c55-4c36-9a45-0f0e7a7f3f55',
};
