import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerOf } from '../../api/operation-types.ts';
import { goTo, useFilters } from '../../parts/address.ts';
import { Choice } from '../../parts/field.tsx';
import { Head, Panel, Tag } from '../../parts/small.tsx';
import { Empty, Loading, Refusal } from '../../parts/state.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { countText, sizeText } from '../../words/numbers.ts';
import { sourceNames } from '../../words/sources.ts';
import { FileDrop } from './file-drop.tsx';
import { FileFacts, Readings, RunProblem } from './file-facts.tsx';
import { FindingTable } from './finding-table.tsx';
import { CountBar, CountFigures } from './run-counts.tsx';

type Preview = AnswerOf<'POST /v1/feeds/{source}/preview'>;
type Source = keyof typeof sourceNames;

/** What a function is handed by the gateway, packed as text. */
const bytesMost = 4 * 1024 * 1024;
const scopeBegin = 'feeds:write:';

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
              {file && file.size > bytesMost && (
                <div className="notice bad" role="alert">
                  文件超过 4 MB，本页不能报送。请使用 npm run submit，或者拆分后报送。
                </div>
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
          {preview.isIdle && (
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
          {preview.data && file && (
            <PreviewView preview={preview.data} isSending={send.isPending} onSend={() => send.mutate(file)} />
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

const outcomes = {
  completed: ['good', '可以报送'],
  held: ['warn', '报送后将暂停，等待放行'],
  failed: ['bad', '不能读取，请先更正'],
} as const;

function PreviewView({
  preview,
  isSending,
  onSend,
}: {
  preview: Preview;
  isSending: boolean;
  onSend(): void;
}) {
  const [tone, words] = outcomes[preview.status];
  const { findings, received, accepted, parts = [] } = preview;
  return (
    <>
      <Panel
        title="核对结果"
        aside={
          <>
            <Tag tone={tone}>{words}</Tag>
            <button
              type="button"
              className="button main-act"
              disabled={isSending || preview.status === 'failed'}
              onClick={onSend}
            >
              {isSending ? '正在报送…' : `报送（采纳 ${countText(accepted)} / ${countText(received)} 行）`}
            </button>
          </>
        }
      >
        <div className="stack">
          <RunProblem problem={preview.problem} />
          <CountFigures run={preview} />
          <CountBar run={preview} />
          {!preview.isComplete && <p className="muted">文件较大，只核对了前面的行；报送后全部处理。</p>}
          <Readings of={preview} />
          {parts.map((part) => (
            <p key={part.name}>
              {part.name}：{outcomes[part.status][1]}，收到 {countText(part.received)} 行，采纳{' '}
              {countText(part.accepted)} 行
            </p>
          ))}
        </div>
      </Panel>
      <Panel title={`不能采纳的行${findings.length === 200 ? '（前 200 项）' : ''}`} isBare>
        {findings.length > 0 ? <FindingTable findings={findings} /> : <Empty title="没有不能采纳的行" />}
      </Panel>
    </>
  );
}
