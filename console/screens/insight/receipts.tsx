import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { Api } from '../../api/call.ts';
import type { AnswerOf } from '../../api/operation-types.ts';
import { type CsvColumn, csvText } from '../../parts/csv.ts';
import { saveFile } from '../../parts/save-as.ts';
import { Panel, Time } from '../../parts/small.tsx';
import { Failure, Loading, Refusal } from '../../parts/state.tsx';
import { More, Table } from '../../parts/table.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { countText } from '../../words/numbers.ts';
import { purposeName } from '../../words/purposes.ts';
import { timeText } from '../../words/times.ts';

type Receipt = AnswerOf<'GET /v1/receipts'>['receipts'][number];
interface Sought {
  readonly agency: string;
  readonly period: { readonly from: string; readonly to: string };
}

const rowsAPage = 100;
const rowsAnExport = 1000;

/** What an agency asked in a period, oldest first: who of it, why, for how many. */
export function Receipts({ agency, period }: Sought) {
  const { api } = usePlace();
  const query = useInfiniteQuery({
    queryKey: ['GET /v1/receipts', agency, period.from, period.to],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        'GET /v1/receipts',
        { query: { agency, ...period, limit: rowsAPage, ...(pageParam && { after: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
  const save = useMutation({
    mutationFn: async () => {
      const receipts = await allReceipts(api, { agency, period });
      saveFile(
        `查询回执 ${period.from} ${period.to}.csv`,
        new Blob([csvText(csvColumns, receipts)], { type: 'text/csv' }),
      );
    },
  });
  const rows = query.data?.pages.flatMap(({ receipts }) => receipts) ?? [];
  return (
    <Panel
      title={`${agency}的回执`}
      isBare
      aside={
        <div className="row">
          <span className="muted">已列出 {countText(rows.length)} 件</span>
          <button
            type="button"
            className="button small no-print"
            disabled={save.isPending || rows.length === 0}
            onClick={() => save.mutate()}
          >
            {save.isPending ? '正在导出…' : '导出全部回执'}
          </button>
        </div>
      }
    >
      <Refusal error={save.error} />
      {query.isLoading && <Loading />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <Table
          rows={rows}
          keyOf={({ receiptId }) => receiptId}
          none="这段时间没有回执"
          columns={[
            { title: '时间', of: ({ at }) => <Time at={at} />, isWhole: true },
            { title: '经办', of: ({ by, agency: of }) => by ?? of },
            { title: '用途', of: ({ purpose }) => purposeName(purpose), isWhole: true },
            { title: '案件编号', of: ({ reference }) => reference ?? '（理由已加密留存）' },
            { title: '查询主体数', of: ({ subjects }) => countText(subjects), isNumber: true },
            { title: '披露主体数', of: ({ disclosed }) => countText(disclosed), isNumber: true },
            { title: '回执编号', of: ({ receiptId }) => <span className="mono">{receiptId}</span> },
          ]}
        />
      )}
      <More of={query}>再列 {rowsAPage} 件</More>
    </Panel>
  );
}

const csvColumns: readonly CsvColumn<Receipt>[] = [
  { title: '回执编号', of: ({ receiptId }) => receiptId },
  { title: '时间（北京）', of: ({ at }) => timeText(at) },
  { title: '机构', of: ({ agency }) => agency },
  { title: '经办', of: ({ by }) => by },
  { title: '用途', of: ({ purpose }) => purposeName(purpose) },
  { title: '案件编号', of: ({ reference }) => reference },
  { title: '查询主体数', of: ({ subjects }) => subjects },
  { title: '披露主体数', of: ({ disclosed }) => disclosed },
];

async function allReceipts(api: Api, { agency, period }: Sought): Promise<Receipt[]> {
  const found: Receipt[] = [];
  let after: string | undefined;
  do {
    const page = await api.call('GET /v1/receipts', {
      query: { agency, ...period, limit: rowsAnExport, ...(after && { after }) },
    });
    found.push(...page.receipts);
    after = page.next;
  } while (after);
  return found;
}
