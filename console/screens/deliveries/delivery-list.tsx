import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { AnswerOf } from '../../api/operation-types.ts';
import { useFilters } from '../../parts/address.ts';
import { Choice } from '../../parts/field.tsx';
import { Panel, Tag, Time } from '../../parts/small.tsx';
import { Failure, Loading, Refusal } from '../../parts/state.tsx';
import { type Column, More, Table } from '../../parts/table.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { categoryName } from '../../words/codes.ts';
import {
  type DeliveryState,
  deliveryStateNames,
  type Receiver,
  receiverNames,
} from '../../words/receivers.ts';
import { RetryMany } from './retry-many.tsx';

type Delivery = AnswerOf<'GET /v1/deliveries'>['deliveries'][number];

const receiverOptions = [['', '两个接收方'], ...Object.entries(receiverNames)] as [Receiver | '', string][];
const stateOptions = Object.entries(deliveryStateNames) as [DeliveryState, string][];
const firstState: DeliveryState = 'given-up';
const rowsAPage = 50;

/** Deliveries of a state: why each waits, and another try. */
export function DeliveryList({ refetchMilliseconds }: { refetchMilliseconds: number }) {
  const [filters, setFilters] = useFilters(['receiver', 'state']);
  const receiver = filters.receiver as Receiver | '';
  const state = (filters.state || firstState) as DeliveryState;
  const query = useDeliveries({ receiver, state, refetchMilliseconds });
  const rows = query.data?.pages.flatMap(({ deliveries }) => deliveries) ?? [];
  const retry = useRetry();
  const mayRetry = state === 'given-up' || state === 'pending';
  return (
    <Panel title="推送" isBare>
      <div className="body row filters no-print">
        <Choice
          label="接收方"
          value={receiver}
          options={receiverOptions}
          onChange={(next) => setFilters({ receiver: next })}
        />
        <Choice
          label="状态"
          value={state}
          options={stateOptions}
          onChange={(next) => setFilters({ state: next })}
        />
        {mayRetry && <RetryMany key={`${receiver} ${state}`} receiver={receiver} state={state} />}
      </div>
      <Refusal error={retry.error} />
      {retry.isSuccess && (
        <div className="notice good" role="status">
          已安排重新推送，结果以接收方确认为准。
        </div>
      )}
      {query.isLoading && <Loading />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <Table
          rows={rows}
          keyOf={({ id }) => id}
          none={query.hasNextPage ? '本页没有符合条件的推送' : '没有符合条件的推送'}
          columns={columnsOf(
            mayRetry ? (one) => retry.mutate(one) : undefined,
            retry.isPending ? retry.variables.id : undefined,
          )}
        />
      )}
      <More of={query}>再列 {rowsAPage} 件</More>
    </Panel>
  );
}

function useDeliveries({
  receiver,
  state,
  refetchMilliseconds,
}: {
  receiver: Receiver | '';
  state: DeliveryState;
  refetchMilliseconds: number;
}) {
  const { api } = usePlace();
  return useInfiniteQuery({
    queryKey: ['GET /v1/deliveries', receiver, state],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        'GET /v1/deliveries',
        { query: { receiver, state, limit: rowsAPage, ...(pageParam && { after: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: refetchMilliseconds,
  });
}

function useRetry() {
  const { api } = usePlace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Delivery) => api.call('POST /v1/deliveries/{id}/retry', { params: { id } }),
    onSettled: () => client.invalidateQueries(),
  });
}

function columnsOf(
  onRetry: ((delivery: Delivery) => void) | undefined,
  busy: string | undefined,
): readonly Column<Delivery>[] {
  return [
    {
      title: '接收方和主体',
      of: ({ id, receiver, category }) => (
        <>
          {receiverNames[receiver]}：{categoryName(category)}
          <br />
          <span className="mono muted">{id.split('.')[2]}</span>
        </>
      ),
      isWhole: true,
    },
    { title: '版本', of: ({ version }) => version, isNumber: true },
    { title: '已试', of: ({ attempt }) => `${attempt} 次`, isNumber: true },
    { title: '时间', of: (one) => <Instants of={one} />, isWhole: true },
    {
      title: '原因',
      of: ({ explanation, problem }) =>
        explanation && (
          <>
            {explanation} <Tag>{problem}</Tag>
          </>
        ),
    },
    ...(onRetry
      ? [
          {
            title: '办理',
            isWhole: true as const,
            of: (one: Delivery) => (
              <button
                type="button"
                className="button small"
                disabled={busy === one.id}
                onClick={() => onRetry(one)}
              >
                重新推送
              </button>
            ),
          },
        ]
      : []),
  ];
}

const Instants = ({ of: { pendingSince, dueAt, acknowledgedAt } }: { of: Delivery }) => (
  <dl className="pairs tight">
    {[
      ['等待自', pendingSince],
      ['下次', dueAt],
      ['最近确认', acknowledgedAt],
    ].map(([words, at]) =>
      at ? (
        <Fragment key={words}>
          <dt>{words}</dt>
          <dd>
            <Time at={at} />
          </dd>
        </Fragment>
      ) : null,
    )}
  </dl>
);
