import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../api/operation-types.ts';
import { useAnswer } from '../../api/queries.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Head } from '../../parts/small.tsx';
import { Loaded, Refusal } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { type Receiver, receiverNames } from '../../words/receivers.ts';
import { DeliveryList } from './delivery-list.tsx';
import { Differences } from './differences.tsx';
import { ReceiverCard } from './receiver-card.tsx';

type Convergence = AnswerOf<'GET /v1/convergence'>;

/** What is ordered: a comparison that changes nothing, or one of a receiver that delivers again what differs. */
type Order = 'comparison' | Receiver;

/** Milliseconds until both are asked for again: a comparison moves every second. */
const pauses = { running: 2_000, resting: 10_000 } as const;

/** Whether both receivers have what the files say; what is on its way to them, and what is not. */
export function Deliveries() {
  const [pace, setPace] = useState<keyof typeof pauses>('running');
  const refetch = { refetchInterval: pauses[pace] };
  const convergence = useAnswer('GET /v1/convergence', {}, refetch);
  const counts = useAnswer('GET /v1/deliveries/counts', {}, refetch);
  const next = convergence.data?.running ? 'running' : 'resting';
  if (convergence.data && next !== pace) setPace(next);
  return (
    <>
      <Head title="推送与对账" note={convergence.data && <LastLook of={convergence.data} />}>
        <Orders isRunning={convergence.data?.running !== undefined} />
      </Head>
      <div className="stack">
        <Loaded of={counts}>
          {({ receivers, cut }) => (
            <div className="grid-2">
              {receivers.map((one) => (
                <ReceiverCard key={one.receiver} counts={one} cut={cut} convergence={convergence.data} />
              ))}
            </div>
          )}
        </Loaded>
        <Loaded of={convergence}>{(answer) => <Differences of={answer} />}</Loaded>
        <DeliveryList refetchMilliseconds={pauses.resting} />
      </div>
    </>
  );
}

function LastLook({ of: { last, running } }: { of: Convergence }) {
  if (running) return <span role="status">正在比对，结果随时更新</span>;
  if (!last) return <>尚未比对；每晚 3 时自动对账</>;
  return <>最近一次{last.startedBy ? `由 ${last.startedBy} 发起` : '为每晚自动对账'}</>;
}

function Orders({ isRunning }: { isRunning: boolean }) {
  const { api } = usePlace();
  const client = useQueryClient();
  const [asked, ask] = useState<Order>();
  const order = useMutation<unknown, Error, Order>({
    mutationFn: (what) =>
      what === 'comparison'
        ? api.call('POST /v1/convergence', {})
        : api.call('POST /v1/receivers/{receiver}/reconciliation', { params: { receiver: what } }),
    onSettled: () => {
      ask(undefined);
      return client.invalidateQueries();
    },
  });
  const isBusy = isRunning || order.isPending;
  return (
    <>
      <Refusal error={order.error} />
      {(Object.keys(receiverNames) as Receiver[]).map((receiver) => (
        <button
          key={receiver}
          type="button"
          className="button"
          disabled={isBusy}
          onClick={() => ask(receiver)}
        >
          对账并补推：{receiverNames[receiver]}
        </button>
      ))}
      <button
        type="button"
        className="button main-act"
        disabled={isBusy}
        onClick={() => order.mutate('comparison')}
      >
        {isRunning ? '正在比对…' : '比对'}
      </button>
      <Confirm
        open={asked !== undefined}
        title="对账并补推"
        act="开始对账"
        isDisabled={order.isPending}
        onConfirm={() => asked && order.mutate(asked)}
        onClose={() => ask(undefined)}
      >
        逐条核对{asked && asked !== 'comparison' && receiverNames[asked]}
        现有的记录与信用档案；不一致且属于档案的，重新推送档案现状。不属于任何档案的记录不会被撤回，须逐一决定。
      </Confirm>
    </>
  );
}
