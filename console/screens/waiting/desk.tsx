import { useInfiniteQuery } from '@tanstack/react-query';
import { type ComponentType, useCallback, useRef, useState } from 'react';
import type { InputOf } from '../../api/operation-types.ts';
import { useFilters } from '../../parts/address.ts';
import { Panel } from '../../parts/small.tsx';
import { Empty, Failure, Loading } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { countText } from '../../words/numbers.ts';
import { waitingTitle } from '../../words/waiting.ts';
import { Bulk } from './bulk.tsx';
import { useDecisions } from './decisions.ts';
import { DoneList } from './done-list.tsx';
import { type Group, GroupList } from './groups.tsx';
import type { ItemPageProps } from './item.ts';
import { type Item, ItemList } from './item-list.tsx';

type Query = NonNullable<InputOf<'GET /v1/quarantine'>['query']>;

interface DeskProps {
  readonly keysOn: boolean;
  /** How one item is shown and decided. */
  readonly page: ComponentType<ItemPageProps>;
}

/** Groups of one reason, the items of the chosen one, and the item itself. The next one opens by itself. */
export function Desk({ groups, ...desk }: DeskProps & { groups: readonly Group[] }) {
  const [{ source, reason }, setFilters] = useFilters(['source', 'reason']);
  const isAsked = (group: Group | undefined): group is Group =>
    group?.source === source && group.reason === reason;
  const last = useRef<Group>(undefined);
  const found = groups.find(isAsked);
  if (found) last.current = found;
  // A group that is done stays open: what was typed for a row that somebody else decided, and what can be taken back.
  const done = isAsked(last.current) ? { ...last.current, waiting: 0 } : undefined;
  const chosen = found ?? done ?? (source ? undefined : groups[0]);
  if (groups.length === 0 && !chosen)
    return <Empty title="没有待人工办理的事项">新收到的文件中不能采纳的行会列在这里。</Empty>;
  return (
    <div className="thirds">
      <Panel
        title="按原因"
        isBare
        aside={<span>{countText(groups.reduce((sum, { waiting }) => sum + waiting, 0))}</span>}
      >
        <div className="scroll">
          <GroupList
            groups={groups}
            isChosen={(group) => group === chosen}
            onChoose={(group) => setFilters({ source: group.source, reason: group.reason })}
          />
        </div>
      </Panel>
      {chosen ? (
        <OneGroup key={`${chosen.source} ${chosen.reason}`} group={chosen} {...desk} />
      ) : (
        <Panel title={waitingTitle(reason)}>
          <Empty title="这一组已办完">请在左侧选择下一组。</Empty>
        </Panel>
      )}
    </div>
  );
}

function OneGroup({ group, ...desk }: DeskProps & { group: Group }) {
  const query = useItems(group);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [chosen, choose] = useState<string>();
  const all = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const items = all.filter(({ id }) => !gone.has(id));
  const current = items.find(({ id }) => id === chosen) ?? items[0];
  const step = (by: number): void => {
    const next = items[items.findIndex(({ id }) => id === current?.id) + by];
    if (next) choose(next.id);
  };
  const leave = (ids: readonly string[]): void => {
    const at = items.findIndex(({ id }) => id === ids[0]);
    choose(items.slice(at).find(({ id }) => !ids.includes(id))?.id);
    setGone((before) => new Set([...before, ...ids]));
  };
  const decisions = useDecisions(group, (act) => {
    if (act.kind !== 'undo') return leave([act.id]);
    setGone((before) => new Set([...before].filter((id) => id !== act.id)));
    choose(act.id);
    void query.refetch();
  });
  const { hasNextPage, isFetching, fetchNextPage } = query;
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return (
    <>
      <div className="stack">
        <Panel
          title={waitingTitle(group.reason)}
          isBare
          aside={<Bulk group={group} items={items} onDone={(ids) => leave(ids)} />}
        >
          {query.isLoading && <Loading />}
          {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
          {query.isSuccess && items.length === 0 && <Empty title="这一组已办完" />}
          {items.length > 0 && <ItemList items={items} chosen={current?.id} onChoose={choose} onEnd={more} />}
        </Panel>
        <DoneList
          done={decisions.done}
          isBusy={decisions.decide.isPending}
          onUndo={(id, reason) => decisions.decide.mutate({ kind: 'undo', id, reason })}
        />
      </div>
      <Current current={current} decisions={decisions} step={step} {...desk} />
    </>
  );
}

const Current = ({
  current,
  keysOn,
  page: Page,
  decisions,
  step,
}: DeskProps & {
  current: Item | undefined;
  decisions: ReturnType<typeof useDecisions>;
  step(by: number): void;
}) =>
  current ? (
    <Page
      key={current.id}
      id={current.id}
      keysOn={keysOn}
      isBusy={decisions.decide.isPending}
      error={decisions.decide.error}
      onAct={(act) => decisions.decide.mutate(act)}
      onStep={step}
    />
  ) : (
    <span />
  );

function useItems({ kind, source, reason }: Group) {
  const { api } = usePlace();
  return useInfiniteQuery({
    queryKey: ['GET /v1/quarantine', kind, source, reason],
    queryFn: ({ pageParam, signal }) => {
      const query: Query = { kind: kind === 'removal' ? 'removal' : 'row', source, reason, limit: 200 };
      return api.call(
        'GET /v1/quarantine',
        { query: { ...query, ...(pageParam && { after: pageParam }) } },
        signal,
      );
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
