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

const elsewhere: Partial<Record<Review['kind'], string>> = {
  act: '须由第二人在“待人工”提交与提出人相同的内容。',
  objection: '本页尚不能办理异议决定，请通过接口提交相同的决定。',
  repair: '本页尚不能办理修复决定，请通过接口提交相同的决定。',
  'refusal-objection': '本页尚不能办理，请通过接口提交相同的决定。',
  cycle: '年度评价的放行须核对试算，本页尚不能办理。',
  policy: '参数的放行须先核对试算结果。',
  record: '撤销无主记录须核对与接收方的对账结果，本页尚不能办理。',
};

/** Where a kind is ruled on, when it is a screen of its own. */
export const placeOf = ({ kind, id }: Pick<Review, 'kind' | 'id'>): string | undefined =>
  kind === 'policy' ? `/policies?proposal=${encodeURIComponent(id)}` : undefined;
