/**
 * What Chromium 90 lacks and the bundle calls. esbuild turns newer syntax into older, and adds no methods. A test looks for
 * newer ones in the bundle (`test/unit/console/oldest-browser.test.ts`).
 */
function at<Item>(this: ArrayLike<Item>, index: number): Item | undefined {
  const whole = Math.trunc(index) || 0;
  return this[whole < 0 ? this.length + whole : whole];
}

const add = (to: object, name: string, value: unknown): void => {
  if (!(name in to)) Object.defineProperty(to, name, { value, writable: true, configurable: true });
};

add(Array.prototype, 'at', at);
add(String.prototype, 'at', at);
add(Object, 'hasOwn', (of: object, name: PropertyKey) => Object.hasOwn(of, name));
