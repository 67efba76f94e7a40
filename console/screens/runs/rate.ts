/** How far an upload is. `done` is in bytes. */
export interface Step {
  readonly kind: 'hashing' | 'sending';
  readonly done: number;
}

/** Milliseconds after which a rate is said. */
const rateAfter = 500;

/** Bytes a second since a step began; undefined until that says something. */
export function rateOf(): (step: Step, now: number) => number | undefined {
  let began: { kind: Step['kind']; at: number } | undefined;
  return ({ kind, done }, now) => {
    if (began?.kind !== kind) began = { kind, at: now };
    const milliseconds = now - began.at;
    return milliseconds < rateAfter ? undefined : (done * 1000) / milliseconds;
  };
}
