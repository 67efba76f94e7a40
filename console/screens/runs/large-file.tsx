import { useMutation } from '@tanstack/react-query';
import { goTo } from '../../parts/address.ts';
import { useLeaveQuestion } from '../../parts/leave-question.ts';
import { Panel } from '../../parts/small.tsx';
import { Empty, Refusal } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { countText, sizeText } from '../../words/numbers.ts';
import { beginningBytes, endOfRows, hasRows } from './beginning.ts';
import { PreviewView } from './preview-view.tsx';
import type { Source } from './upload.ts';
import { type UploadState, useUpload } from './use-upload.ts';

const toRun = (runId: string): void => goTo(`/runs/${runId}`);

/** A file that is too large for a request: it is uploaded to the bucket, and its run is followed. */
export function LargeFile({ file, source }: { file: File; source: Source }) {
  const { state, start, stop } = useUpload(file, source, toRun);
  useLeaveQuestion(state.kind !== 'ready');
  return (
    <>
      <Panel
        title="上传报送"
        aside={
          state.kind === 'ready' ? (
            <button type="button" className="button main-act" onClick={() => void start()}>
              {state.error ? '重新上传' : `上传并报送（${sizeText(file.size)}）`}
            </button>
          ) : (
            <button type="button" className="button" onClick={stop}>
              停止
            </button>
          )
        }
      >
        <div className="stack">
          <p>
            文件超过 4
            MB，不能在报送前逐行核对；上传后逐行处理，批次页列出每一行的去向，不能采纳的行可以下载后更正。
          </p>
          {state.kind === 'ready' ? (
            <Refusal error={state.error} />
          ) : (
            <Progress state={state} bytes={file.size} />
          )}
        </div>
      </Panel>
      <Beginning file={file} source={source} />
    </>
  );
}

const stepNames = { hashing: '正在计算校验值', sending: '正在上传' } as const;

const Progress = ({
  state: { kind, done, bytesPerSecond },
  bytes,
}: {
  state: Exclude<UploadState, { kind: 'ready' }>;
  bytes: number;
}) => (
  <div className="stack">
    <progress value={done} max={bytes} aria-label={stepNames[kind]} />
    <p role="status">{stepNames[kind]}</p>
    <p>
      {sizeText(done)} / {sizeText(bytes)}
      {bytesPerSecond !== undefined && `，每秒 ${sizeText(Math.round(bytesPerSecond))}`}
      {bytesPerSecond !== undefined &&
        bytesPerSecond > 0 &&
        `，约剩 ${countText(Math.ceil((bytes - done) / bytesPerSecond))} 秒`}
    </p>
    <p className="muted">离开本页会停止上传，未传完的文件不会进入处理。</p>
  </div>
);

/** The rows with which the file begins: what is wrong with its columns shows there. It says nothing about the others. */
function Beginning({ file, source }: { file: File; source: Source }) {
  const { api } = usePlace();
  const look = useMutation({
    mutationFn: async () => {
      const bytes = new Uint8Array(await file.slice(0, beginningBytes).arrayBuffer());
      const end = endOfRows(file.name, bytes);
      return end === 0
        ? null
        : api.call('POST /v1/feeds/{source}/preview', {
            params: { source },
            body: new Blob([bytes.subarray(0, end)]),
          });
    },
  });
  if (!hasRows(file.name))
    return (
      <Panel title="核对开头">
        <Empty title="这种文件不能只核对开头">
          XLSX、JSON、XML 和压缩包须读完整个文件才能识别。需要先核对的，请另存为 CSV，或者拆成 4 MB
          以下的文件。
        </Empty>
      </Panel>
    );
  if (look.data)
    return (
      <PreviewView preview={look.data} title="开头的核对结果">
        <p className="notice note">
          只核对了文件开头的 {countText(look.data.received)} 行（{sizeText(beginningBytes)}
          以内）。其余的行，以及整份名单的增减、合计，上传后才核对。
        </p>
      </PreviewView>
    );
  return (
    <Panel
      title="核对开头"
      aside={
        <button type="button" className="button" disabled={look.isPending} onClick={() => look.mutate()}>
          {look.isPending ? '正在核对…' : '核对开头的行'}
        </button>
      }
    >
      <p>核对文件开头的行（至多 {sizeText(beginningBytes)}）：模板、编码、列名写错的，在此就能看出。</p>
      {look.data === null && (
        <p className="notice warn" role="status">
          文件是 UTF-16 编码，或者开头没有完整的一行，不能只取开头核对。
        </p>
      )}
      <Refusal error={look.error} />
    </Panel>
  );
}
