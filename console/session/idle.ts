const idleMilliseconds = 5 * 60_000;
const lookMilliseconds = 5_000;
const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Calls `lock` once nobody touched keyboard or pointer for five minutes. Returns what ends the watch. */
export function watchIdle(lock: () => void): () => void {
  let last = Date.now();
  const touched = (): void => {
    // A machine that slept finds the time gone at the first touch.
    if (Date.now() - last >= idleMilliseconds) lock();
    last = Date.now();
  };
  const timer = setInterval(() => {
    if (Date.now() - last >= idleMilliseconds) lock();
  }, lookMilliseconds);
  for (const sign of signs) addEventListener(sign, touched, { capture: true, passive: true });
  return () => {
    clearInterval(timer);
    for (const sign of signs) removeEventListener(sign, touched, { capture: true });
  };
}
