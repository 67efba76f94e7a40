import type { ComponentType } from 'react';
import { useAnswer } from '../../api/queries.ts';
import { Loaded } from '../../parts/state.tsx';
import { DecideForm } from './decide-form.tsx';
import { Evidence } from './evidence.tsx';
import type { Detail, ItemPageProps } from './item.ts';
import { Why } from './why.tsx';

/** One item: why it waits, what was sent, and what is decided. */
export const ItemPage = (props: ItemPageProps) => <ItemFrame {...props} form={DecideForm} />;

/** An item that waits, around the form that decides it. Reading it is recorded. */
export function ItemFrame({
  form: Form,
  ...props
}: ItemPageProps & { form: ComponentType<ItemPageProps & { detail: Detail }> }) {
  const query = useAnswer(
    'GET /v1/quarantine/{id}',
    { params: { id: props.id } },
    { staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000 },
  );
  return (
    <Loaded of={query}>
      {(detail) => (
        <div className="stack" tabIndex={-1} ref={focusIfLost}>
          <Why detail={detail} />
          <Form key={stepOf(detail)} detail={detail} {...props} />
          <Evidence detail={detail} keysOn={props.keysOn} />
        </div>
      )}
    </Loaded>
  );
}

/** A form begins anew with the next decision on its row, and not when names and numbers are shown. */
const stepOf = ({ state, decisions = [] }: Detail): string => `${state} ${decisions.length}`;

/** The item that was decided is gone, and the focus with it: the next one has it. */
const focusIfLost = (page: HTMLElement | null): void => {
  if (document.activeElement === document.body) page?.focus({ preventScroll: true });
};
