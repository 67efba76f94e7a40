import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { usePlace } from '../session/session-context.tsx';
import { sizeText } from '../words/numbers.ts';
import { Refusal } from './state.tsx';

/** A document that was handed in. Its name stays on this page: the address of the upload has a neutral one. */
export interface Attached {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

/** Hands documents in (PDF, PNG or JPEG, up to 4 MB each). */
export function Attach({
  label,
  attached,
  most = 10,
  onChange,
}: {
  label: string;
  attached: readonly Attached[];
  most?: number;
  onChange(attached: readonly Attached[]): void;
}) {
  const { api } = usePlace();
  const id = useId();
  const upload = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const kept: Attached[] = [];
      for (const file of files) {
        const attachment = `evidence.${extensions[file.type] ?? 'bin'}`;
        const { attachmentId, bytes } = await api.call('PUT /v1/attachments/{attachment}', {
          params: { attachment },
          body: file,
        });
        kept.push({ id: attachmentId, name: file.name, bytes });
      }
      return kept;
    },
    onSuccess: (kept) => {
      const known = attached.filter((one) => !kept.some((other) => other.id === one.id));
      onChange([...known, ...kept].slice(-most));
    },
  });
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="file"
        className="input"
        accept="application/pdf,image/png,image/jpeg"
        multiple={most > 1}
        disabled={upload.isPending}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = '';
          if (files.length > 0) upload.mutate(files);
        }}
      />
      {upload.isPending && <span role="status">正在上传…</span>}
      <Refusal error={upload.error} />
      {attached.length > 0 && (
        <ul className="plain">
          {attached.map((one) => (
            <li key={one.id} className="row">
              <span>
                {one.name} <span className="muted">{sizeText(one.bytes)}</span>
              </span>
              <button
                type="button"
                className="button small"
                onClick={() => onChange(attached.filter(({ id: other }) => other !== one.id))}
              >
                移除
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
