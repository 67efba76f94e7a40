import { useCallback, useEffect, useRef, useState } from 'react';
import { CallFailure } from '../../api/failure.ts';
import { usePlace } from '../../session/session-context.tsx';
import { rateOf, type Step } from './rate.ts';
import { type Attempt, type Source, upload } from './upload.ts';

/** `ready`: nothing goes on; with `error`, an attempt ended so. */
export type UploadState =
  | { readonly kind: 'ready'; readonly error?: CallFailure }
  | (Step & { readonly bytesPerSecond: number | undefined });

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** The upload of one file, which ends with the page that shows it. */
export function useUpload(file: File, source: Source, onSent: (runId: string) => void) {
  const { api } = usePlace();
  const [state, setState] = useState<UploadState>({ kind: 'ready' });
  const attempt = useRef<Attempt>({});
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const start = useCallback(async () => {
    const control = new AbortController();
    running.current = control;
    const rate = rateOf();
    const onStep = (step: Step): void => {
      if (!control.signal.aborted) setState({ ...step, bytesPerSecond: rate(step, performance.now()) });
    };
    onStep({ kind: 'hashing', done: 0 });
    try {
      onSent(await upload(file, { api, source, attempt: attempt.current, signal: control.signal, onStep }));
    } catch (error) {
      if (isAbort(error)) setState({ kind: 'ready' });
      else if (error instanceof CallFailure) setState({ kind: 'ready', error });
      else throw error;
    }
  }, [api, file, source, onSent]);
  return { state, start, stop: () => running.current?.abort() };
}
