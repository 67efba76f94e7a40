/**
 * Bundled in place of `@smithy/core/event-streams` (15 kB): S3 names it for S3 Select, which no function uses. Whoever
 * does takes the alias out of `infra/bundle.ts`.
 */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

export const eventStreamSerdeProvider = (): never => {
  throw new Error('Event streams are left out of the bundles: see infra/bundle.ts.');
};

export class EventStreamSerde {
  constructor() {
    eventStreamSerdeProvider();
  }
}
