import type { Api } from '../../api/call.ts';
import type { AnswerOf } from '../../api/operation-types.ts';

export type Review = AnswerOf<'GET /v1/reviews'>['reviews'][number];
export type Verdict = 'released' | 'refused';

/** How a kind of review is ruled on from here. Kinds that are absent are decided where they were proposed. */
const routes: Partial<
  Record<Review['kind'], (api: Api, id: string, verdict: Verdict, reason: string) => Promise<unknown>>
> = {
  suspension: (api, id, verdict, reason) =>
    verdict === 'released'
      ? api.call('POST /v1/deliveries/{id}/release', { params: { id }, body: { reason } })
      : api.call('POST /v1/deliveries/{id}/refusal', { params: { id }, body: { reason } }),
  finding: (api, id, verdict, reason) =>
    api.call('POST /v1/findings/{id}/decision', {
      params: { id },
      body: { verdict: verdict === 'released' ? 'confirmed' : 'refused', reason },
    }),
};

export const isRuledHere = ({ kind }: Pick<Review, 'kind'>): boolean => kind in routes;

export async function rule(
  api: Api,
  { kind, id }: Pick<Review, 'kind' | 'id'>,
  said: { verdict: Verdict; reason: string },
): Promise<void> {
  await routes[kind]?.(api, id, said.verdict, said.reason);
}

/** Why this person cannot rule on it; undefined when they can. */
export function obstacleOf(
  { kind, proposedBy }: Pick<Review, 'kind' | 'proposedBy'>,
  sub: string,
): string | undefined {
  if (proposedBy.includes(sub)) return '由本人提出或者报送，须由另一人复核。';
  return isRuledHere({ kind }) ? undefined : elsewhere[kind];
}

/** The page that decides a review of this kind, shown here. */
export type PageKind = 'objection' | 'repair' | 'policy';

const pages: Partial<Record<Review['kind'], readonly [page: PageKind, scope: string]>> = {
  objection: ['objection', 'casework:write'],
  repair: ['repair', 'casework:write'],
  'refusal-objection': ['repair', 'casework:write'],
  policy: ['policy', 'review:write'],
};

/** Undefined for what is ruled on by itself, for one's own, and without the right to decide it. */
export function pageOf(
  { kind, proposedBy }: Pick<Review, 'kind' | 'proposedBy'>,
  { sub, scopes }: { readonly sub: string; readonly scopes: ReadonlySet<string> },
): PageKind | undefined {
  const [page, scope] = pages[kind] ?? [];
  return scope !== undefined && scopes.has(scope) && !proposedBy.includes(sub) ? page : undefined;
}

const elsewhere: Partial<Record<Review['kind'], string>> = {
  act: '须由第二人在“待人工”提交与提出人相同的内容。',
  objection: '在“异议与修复”中打开该案，核对影响后确认。',
  repair: '在“异议与修复”中打开该案，核对影响后确认。',
  'refusal-objection': '在“异议与修复”中打开该案，核对影响后确认。',
  cycle: '在“年度评价”中核对试算后放行。',
  policy: '在“规则与参数”中核对试算后放行。',
  record: '撤销无主记录须核对与接收方的对账结果，在“推送与对账”中查看。',
};

/** The screen that decides a review that is not ruled on here. */
export function placeOf({ kind, id }: Pick<Review, 'kind' | 'id'>): string | undefined {
  if (kind === 'objection') return `/cases?case=objection.${id}`;
  if (kind === 'repair' || kind === 'refusal-objection') return `/cases?case=repair.${id}`;
  if (kind === 'policy') return `/policies?proposal=${encodeURIComponent(id)}`;
  return kind === 'cycle' ? `/cycles?year=${id}` : undefined;
}
