import { useAnswer } from '../../api/queries.ts';
import { Loaded } from '../../parts/state.tsx';
import { Evidence } from '../waiting/evidence.tsx';
import type { ItemPageProps } from '../waiting/item.ts';
import { focusIfLost, stepOf } from '../waiting/item-page.tsx';
import { Why } from '../waiting/why.tsx';
import { IdentityForm } from './identity-form.tsx';

/** One row: whom it may be about, side by side, and what was sent. Reading it is recorded. */
export function IdentityPage(props: ItemPageProps) {
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
          <IdentityForm key={stepOf(detail)} detail={detail} {...props} />
          <Evidence detail={detail} keysOn={props.keysOn} />
        </div>
      )}
    </Loaded>
  );
}
