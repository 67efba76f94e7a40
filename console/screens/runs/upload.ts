import type { Api } from '../../api/call.ts';
import { CallFailure } from '../../api/failure.ts';
import type { AnswerOf, InputOf } from '../../api/operation-types.ts';
import { uploadAddress } from '../../session/settings.ts';
import type { Step } from './rate.ts';

type Opened = AnswerOf<'POST /v1/feeds/{source}/uploads'>;
export type Source = InputOf<'POST /v1/feeds/{source}/uploads'>['params']['source'];

/** What a further attempt need not do again. */
export interface Attempt {
  sha256?: string;
  opened?: Opened & { readonly at: number };
}

const pieceBytes = 1024 * 1024;
/** A signed address is valid for an hour. */
const signedMilliseconds = 55 * 60_000;
/** The browser sets it by itself, and lets no script do so. */
const lengthHeader = 'content-length';

/** The SHA-256 of a file, read in pieces. @throws CallFailure when the file cannot be read */
async function digestOf(file: Blob, onDone: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const { sha256 } = await import('@noble/hashes/sha2.js');
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += pieceBytes) {
    if (signal.aborted) throw aborted();
    const piece = await file
      .slice(at, at + pieceBytes)
      .arrayBuffer()
      .catch(unreadable);
    hash.update(new Uint8Array(piece));
    onDone(Math.min(at + pieceBytes, file.size));
  }
  return [...hash.digest()].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const aborted = (): DOMException => new DOMException('', 'AbortError');

const unreadable = (): never => {
  throw new CallFailure({
    status: 400,
    code: 'file-unreadable',
    explanation: '文件读不出来：可能已被移动、修改或者由其他程序占用。请重新选择文件。',
  });
};

/**
 * Sends a file of any size to the bucket and opens its run. What a broken attempt had done is not done again, but the file
 * is sent from its beginning.
 * @returns the run
 * @throws CallFailure, and an `AbortError` once `signal` aborts
 */
export async function upload(
  file: File,
  {
    api,
    source,
    attempt,
    signal,
    onStep,
  }: { api: Api; source: Source; attempt: Attempt; signal: AbortSignal; onStep(step: Step): void },
): Promise<string> {
  attempt.sha256 ??= await digestOf(file, (done) => onStep({ kind: 'hashing', done }), signal);
  if (attempt.opened && Date.now() - attempt.opened.at > signedMilliseconds) delete attempt.opened;
  attempt.opened ??= {
    ...(await api.call(
      'POST /v1/feeds/{source}/uploads',
      { params: { source }, body: { name: file.name, bytes: file.size, sha256: attempt.sha256 } },
      signal,
    )),
    at: Date.now(),
  };
  const { runId, upload: to } = attempt.opened;
  onStep({ kind: 'sending', done: 0 });
  const status = await put(file, { to, signal, onSent: (done) => onStep({ kind: 'sending', done }) });
  if (status >= 200 && status < 300) return runId;
  delete attempt.opened;
  // The file is not what its checksum says: it was changed meanwhile.
  if (status === 400) delete attempt.sha256;
  throw refused(status);
}

const broken = new CallFailure({
  status: 0,
  code: 'upload-broken',
  explanation: '上传中断，未传完的文件不会进入处理。网络恢复后请重新上传：从头传送，不产生新的批次。',
});

const refused = (status: number): CallFailure =>
  new CallFailure({
    status,
    code: 'upload-refused',
    explanation:
      status === 400
        ? '文件在上传期间有改动，没有收下。请重试，或者重新选择文件。'
        : `存储没有收下文件（${status}）。请重试；仍不成功的，请联系运维人员。`,
  });

/** Sends the bytes. Only this old interface says how many have gone. */
const put = (
  file: File,
  { to, signal, onSent }: { to: Opened['upload']; signal: AbortSignal; onSent(bytes: number): void },
): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(to.method, uploadAddress(to.url));
    for (const [name, value] of Object.entries(to.headers))
      if (name !== lengthHeader) request.setRequestHeader(name, value);
    const abort = (): void => request.abort();
    signal.addEventListener('abort', abort);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => resolve(request.status);
    request.onerror = () => reject(broken);
    request.onabort = () => reject(aborted());
    request.onloadend = () => signal.removeEventListener('abort', abort);
    // Without the type of the file: it is not among the headers that were signed.
    request.send(file.slice());
  });
