import { type Source, sources } from './source.ts';

/**
 * What a token may do: one scope a role (docs/interfaces.md, Tokens and scopes). `review:write` is the second officer, who releases and
 * refuses what another one proposed.
 */
const roleScopes = [
  'runs:read',
  'grades:read',
  'files:read',
  'quarantine:write',
  'casework:write',
  'review:write',
  'cycles:write',
  'deliveries:write',
  'policy:write',
  'audit:read',
  'system:write',
] as const;

export type SenderScope = `feeds:write:${Source}`;
export type Scope = (typeof roleScopes)[number] | SenderScope;

/** The scope of who sends the files of a source. */
export const senderScope = (source: Source): SenderScope => `feeds:write:${source}`;

export const scopes: readonly Scope[] = [...sources.map(senderScope), ...roleScopes];
