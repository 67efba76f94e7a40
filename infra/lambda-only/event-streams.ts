/**
 * Bundled instead of `@smithy/core/event-streams` (15 kB), which S3 imports for S3 Select. No function uses it. If one
 * is to use it, remove the alias from `infra/bundle.ts`.
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
