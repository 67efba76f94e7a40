import { useId, useState } from 'react';

/** A file dropped on it, or chosen by it. */
export function FileDrop({ onFile }: { onFile(file: File | undefined): void }) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  return (
    <label
      htmlFor={id}
      className={`drop ${isOver ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onFile(event.dataTransfer.files[0]);
      }}
    >
      <b>将文件拖到此处，或者点击选择</b>
      <br />
      <span className="muted">
        CSV、XLSX、JSON、NDJSON、XML 或者其压缩包；至多 4 MB 的逐行核对，更大的直接上传
      </span>
      <input
        id={id}
        className="visually-hidden"
        type="file"
        onChange={({ target }) => {
          onFile(target.files?.[0]);
          // The same file, corrected, can be chosen again.
          target.value = '';
        }}
      />
    </label>
  );
}
