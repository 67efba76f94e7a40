import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { goTo, useFilters } from '../../parts/address.ts';
import { Choice } from '../../parts/field.tsx';
import { Head, Panel } from '../../parts/small.tsx';
import { Empty, Loading, Refusal } from '../../parts/state.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { countText, sizeText } from '../../words/numbers.ts';
import { sourceNames } from '../../words/sources.ts';
import { FileDrop } from './file-drop.tsx';
import { FileFacts } from './file-facts.tsx';
import { PreviewView } from './preview-view.tsx';

type Source = keyof typeof sourceNames;

/** What a function is handed by the gateway, packed as text. */
const bytesMost = 4 * 1024 * 1024;
const scopeBegin = 'feeds:write:';

const LargeFile = lazy(async () => ({ default: (await import('./large-file.tsx')).LargeFile }));

/** A file is shown row by row before it is sent. */
export function SendFile() {
  const { api } = usePlace();
  const [filters, setFilters] = useFilters(['source']);
  const offered = useOwnSources();
  const source = (filters.source || offered[0] || 'registry') as Source;
  const [file, setFile] = useState<File>();
  const preview = useMutation({
    mutationFn: (given: { source: Source; file: File }) =>
      api.call('POST /v1/feeds/{source}/preview', { params: { source: given.source }, body: given.file }),
  });
  const send = useMutation({
    mutationFn: (given: File) =>
      api.call('PUT /v1/feeds/{source}/files/{name}', { params: { source, name: given.name }, body: given }),
    onSuccess: ({ runId }) => goTo(`/runs/${runId}`),
  });
  const isLarge = file !== undefined && file.size > bytesMost;
  const look = (next: File | undefined, at: Source = source): void => {
    setFile(next);
    preview.reset();
    send.reset();
    if (next && next.size <= bytesMost) preview.mutate({ source: at, file: next });
  };
  return (
    <>
      <Head title="报送文件" note="先核对，再报送；核对不留存任何内容" />
      <div className="split">
        <div className="stack">
          <Panel title="选择文件">
            <div className="stack">
              <Choice<Source>
                label="来源"
                value={source}
                options={offered.map((one) => [one, sourceNames[one]])}
                onChange={(next) => {
                  if (next === '') return;
                  setFilters({ source: next });
                  look(file, next);
                }}
              />
              <FileDrop onFile={look} />
              {file && (
                <p>
                  {file.name} <span className="muted">{sizeText(file.size)}</span>
                </p>
              )}
              <Templates source={source} />
            </div>
          </Panel>
          {preview.data && (
            <Panel title="识别结果">
              <FileFacts file={preview.data.file} />
            </Panel>
          )}
        </div>
        <div className="stack">
          {file && isLarge && (
            <Suspense fallback={<Loading />}>
              <LargeFile
                key={`${source} ${file.name} ${file.size} ${file.lastModified}`}
                file={file}
                source={source}
              />
            </Suspense>
          )}
          {preview.isIdle && !isLarge && (
            <Panel title="核对结果">
              <Empty title="尚未选择文件">选择后在此逐行列出：采纳多少，哪些行因何不能采纳。</Empty>
            </Panel>
          )}
          {preview.isPending && (
            <Panel title="正在核对">
              <Loading />
            </Panel>
          )}
          <Refusal error={preview.error ?? send.error} />
          {preview.data && file && !isLarge && (
            <PreviewView
              preview={preview.data}
              act={
                <button
                  type="button"
                  className="button main-act"
                  disabled={send.isPending || preview.data.status === 'failed'}
                  onClick={() => send.mutate(file)}
                >
                  {send.isPending
                    ? '正在报送…'
                    : `报送（采纳 ${countText(preview.data.accepted)} / ${countText(preview.data.received)} 行）`}
                </button>
              }
            >
              {!preview.data.isComplete && (
                <p className="muted">文件较大，只核对了前面的行；报送后全部处理。</p>
              )}
            </PreviewView>
          )}
        </div>
      </div>
    </>
  );
}

const useOwnSources = (): Source[] =>
  [...(usePerson()?.scopes ?? [])]
    .filter((scope) => scope.startsWith(scopeBegin))
    .map((scope) => scope.slice(scopeBegin.length) as Source)
    .filter((source) => source in sourceNames);

const Templates = ({ source }: { source: Source }) => (
  <p className="muted">
    空白模板：<a href={`v1/feeds/${source}/template?format=xlsx`}>XLSX</a>{' '}
    <a href={`v1/feeds/${source}/template?format=csv`}>CSV</a>{' '}
    <a href={`v1/feeds/${source}/template?format=html`} target="_blank" rel="noreferrer">
      填表说明
    </a>
  </p>
);
