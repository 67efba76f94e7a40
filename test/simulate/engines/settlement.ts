import { Entries, type SimulatedReceiver } from './receiver.ts';

interface Envelope {
  readonly infno: string;
  readonly input: { readonly data: Readonly<Record<string, unknown>> };
}

/** The settlement system (docs/formats.md 12), without signatures. */
export class SimulatedSettlement implements SimulatedReceiver {
  readonly entries = new Entries();

  answer(path: string, json: unknown, { refusesRows }: { refusesRows: boolean }): unknown {
    if (path !== '/') return undefined;
    const { infno, input } = json as Envelope;
    const [infcode, err_msg, output] =
      infno === 'S103' ? this.#list(input.data) : this.#keep(infno, input.data, refusesRows);
    return { infcode, err_msg, output };
  }

  #keep(
    infno: string,
    row: Readonly<Record<string, unknown>>,
    refusesRows: boolean,
  ): [string, string, object] {
    if (refusesRows) return ['5030', 'not now', {}];
    const { suspensionId, version } = row as { suspensionId: string; version: number };
    const newer = this.entries.take(suspensionId, { version, isGone: infno === 'S102', row });
    return newer === undefined ? ['0', '', {}] : ['4090', `holds version ${newer}`, {}];
  }

  #list(data: Readonly<Record<string, unknown>>): [string, string, object] {
    const { after, limit } = data as { after: string; limit: number };
    const { entries, next } = this.entries.page(after, limit);
    return ['0', '', { data: entries.map(({ row }) => row), next }];
  }
}
