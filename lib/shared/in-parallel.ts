/** Pieces of work at a time. Requests overlap, and one batch leaves capacity to others. */
const atOnce = 8;

/** Runs work with limited parallelism. The first failure is thrown after all started work has ended. */
export async function inParallel<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items].values();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  const done = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  const failed = done.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}
