/** The parts of an expression of DynamoDB: words, placeholders, comparators, brackets. */
export class Tokens {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = text.match(/[#:]?[A-Za-z_][A-Za-z0-9_]*|<>|<=|>=|[<>=(),+-]/g) ?? [];
    const read = this.#tokens.join('').length;
    if (read !== text.replace(/\s/g, '').length) throw new Error(`The simulated table cannot read: ${text}`);
  }

  peek(): string | undefined {
    return this.#tokens[this.#at];
  }

  next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new Error(`The expression ends early: ${this.#tokens.join(' ')}`);
    return token;
  }

  /** Takes the token if it is next. Words are compared without regard to case. */
  takes(token: string): boolean {
    if (this.peek()?.toUpperCase() !== token) return false;
    this.#at++;
    return true;
  }

  expect(token: string): void {
    if (!this.takes(token)) throw new Error(`Expected ${token} at ${this.peek()}: ${this.#tokens.join(' ')}`);
  }

  isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }
}
