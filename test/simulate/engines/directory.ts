import { Entries, type SimulatedReceiver } from './receiver.ts';

type Row = Readonly<Record<string, unknown>> & {
  readonly recordId: string;
  readonly operation: string;
  readonly version: number;
};
interface Report {
  readonly body: readonly Row[];
}
interface Query {
  readonly after: string | null;
  readonly limit: number;
}

/** The public credit directory (docs/formats.md 11). */
export class SimulatedDirectory implements SimulatedReceiver {
  readonly entries = new Entries();

  answer(path: string, json: unknown, { refusesRows }: { refusesRows: boolean }): unknown {
    if (path === '/report') return this.#take((json as Report).body, refusesRows);
    if (path !== '/query') return undefined;
    const { after, limit } = json as Query;
    const { entries, next } = this.entries.page(after ?? '', limit);
    return { rows: entries.map(({ row }) => row), next };
  }

  #take(rows: readonly Row[], refusesRows: boolean) {
    const errorJsonList = rows.flatMap((row, index) => {
      const { recordId, version, operation } = row;
      if (refusesRows && index % 2 === 0) return [{ recordId, errorCode: '5030', errorMsg: 'not now' }];
      const newer = this.entries.take(recordId, { version, isGone: operation === 'D', row });
      return newer === undefined ? [] : [{ recordId, errorCode: '4090', errorMsg: `holds version ${newer}` }];
    });
    return { failSize: errorJsonList.length, errorCode: '200', errorJsonList };
  }
}
