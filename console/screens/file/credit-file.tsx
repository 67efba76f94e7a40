import { useMutation } from '@tanstack/react-query';
import { Head } from '../../parts/small.tsx';
import { Empty, Failure, Loading } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { FileForm, type FileQuery } from './file-form.tsx';
import { FileView } from './file-view.tsx';

/** A credit file: why this grade. It is asked for with a reason, and kept nowhere but on this page. */
export function CreditFile() {
  const { api } = usePlace();
  const query = useMutation({
    mutationFn: (body: FileQuery) => api.call('POST /v1/files/query', { body }),
    gcTime: 0,
  });
  return (
    <>
      <Head title="信用档案">
        {query.data && (
          <button type="button" className="button no-print" onClick={() => print()}>
            打印
          </button>
        )}
      </Head>
      <div className="stack">
        <div className="no-print">
          <FileForm isBusy={query.isPending} onAsk={(body) => query.mutate(body)} />
        </div>
        {query.isIdle && (
          <Empty title="尚未查阅">
            填写号码和理由后查阅；每次查阅都有回执，号码不会出现在网址和浏览记录中。
          </Empty>
        )}
        {query.isPending && <Loading />}
        {query.isError && <Failure error={query.error} />}
        {query.data && <FileView key={query.data.receiptId} file={query.data} />}
      </div>
    </>
  );
}
