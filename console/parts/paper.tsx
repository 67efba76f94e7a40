import { useMutation } from '@tanstack/react-query';
import { saveAs, saveFile } from './save-as.ts';
import { Refusal } from './state.tsx';

/** Downloads a paper, to print or to keep. */
export function Paper({
  words,
  name,
  fetchPaper,
}: {
  words: string;
  /** Of the file; without it the name that the answer gives. */
  name?: string;
  fetchPaper(): Promise<Response>;
}) {
  const paper = useMutation({ mutationFn: async () => save(await fetchPaper(), name) });
  return (
    <>
      <button
        type="button"
        className="button small"
        disabled={paper.isPending}
        onClick={() => paper.mutate()}
      >
        {paper.isPending ? '正在出具…' : words}
      </button>
      <Refusal error={paper.error} />
    </>
  );
}

const save = async (response: Response, name: string | undefined): Promise<void> =>
  name ? saveFile(name, await response.blob()) : saveAs(response);
