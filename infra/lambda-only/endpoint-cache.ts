/**
 * Bundled instead of `@aws-sdk/endpoint-cache` (8 kB), by which the client of DynamoDB keeps the endpoints that it discovers.
 * Discovery is off unless a function's environment turns it on, which none does.
 */
export class EndpointCache {
  getEndpoint(): undefined {
    return undefined;
  }

  has(): boolean {
    return false;
  }

  get(): undefined {
    return undefined;
  }

  set(): never {
    throw new Error('Discovery of endpoints is left out of the bundles: see infra/bundle.ts.');
  }

  delete(): void {}
}
