import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  readonly until: number;
}

/** Where the issuer keeps sign-ins, codes and tokens: in memory, so that a restart ends them. */
export class MemoryAdapter implements Adapter {
  private static readonly kept = new Map<string, Kept>();
  private readonly model: string;

  constructor(model: string) {
    this.model = model;
  }

  async upsert(id: string, payload: AdapterPayload, seconds?: number): Promise<void> {
    const { kept } = MemoryAdapter;
    for (const [key, { until }] of kept) if (until < Date.now()) kept.delete(key);
    kept.set(this.keyOf(id), { payload, until: Date.now() + (seconds ?? 86_400) * 1000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const found = MemoryAdapter.kept.get(this.keyOf(id));
    return found && found.until > Date.now() ? found.payload : undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.first((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.first((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const found = await this.find(id);
    if (found) found.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    MemoryAdapter.kept.delete(this.keyOf(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    const { kept } = MemoryAdapter;
    for (const [key, { payload }] of kept)
      if (key.startsWith(`${this.model}:`) && payload.grantId === grantId) kept.delete(key);
  }

  private keyOf(id: string): string {
    return `${this.model}:${id}`;
  }

  private first(fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, { payload }] of MemoryAdapter.kept)
      if (key.startsWith(`${this.model}:`) && fits(payload)) return payload;
    return undefined;
  }
}
