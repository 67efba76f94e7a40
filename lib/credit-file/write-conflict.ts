/** Another writer changed a file of the party in the meantime: read again and repeat. */
export class WriteConflict extends Error {
  override readonly name = 'WriteConflict';
}

const attempts = 12;

/**
 * Repeats an attempt as long as it ends in a write conflict.
 * @throws WriteConflict after 12 attempts
 */
export async function retryOnConflict<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof WriteConflict) || count === attempts) throw error;
    }
  }
}
