import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useAnswer } from '../../api/queries.ts';
import { Loaded, Loading } from '../../parts/state.tsx';
import type { PageKind, Review } from './rulings.ts';

const ObjectionPage = lazy(async () => ({
  default: (await import('../cases/objection-page.tsx')).ObjectionPage,
}));
const RepairPage = lazy(async () => ({ default: (await import('../cases/repair-page.tsx')).RepairPage }));
const ProposalPage = lazy(async () => ({
  default: (await import('../policies/proposal-page.tsx')).ProposalPage,
}));

/** A review that is decided by the page of its own screen: what it changes stands there, and is seen before. */
export function PageOfKind({
  kind,
  review: { id },
  onOpen,
}: {
  kind: PageKind;
  review: Review;
  /** From now on it stays, also when it waits no more. */
  onOpen(): void;
}) {
  // Opening a case is recorded; a proposed value is about nobody.
  const [isOpen, open] = useState(kind === 'policy');
  const opened = useRef(onOpen);
  useEffect(() => {
    if (isOpen) opened.current();
  }, [isOpen]);
  if (!isOpen)
    return (
      <div className="row end">
        <span className="muted grow">打开案件会留痕；核对影响后在此办理。</span>
        <button type="button" className="button main-act" onClick={() => open(true)}>
          打开并办理
        </button>
      </div>
    );
  return (
    <Suspense fallback={<Loading />}>
      {kind === 'policy' && <Policy id={id} />}
      {kind === 'objection' && <ObjectionPage id={id} />}
      {kind === 'repair' && <RepairPage id={id} />}
    </Suspense>
  );
}

const Policy = ({ id }: { id: string }) => (
  <Loaded of={useAnswer('GET /v1/policies', {})}>
    {({ parameters }) => <ProposalPage id={id} parameters={parameters} />}
  </Loaded>
);
