import { type Day, day } from '../shared/day.ts';
import { documentsFault, documentsText } from './legal-documents.ts';

/** What the regulation leaves to a bureau, within bounds. Decimals and lists are text. */
export interface Policy {
  /** The most points a file can have. */
  readonly 'score.cap': string;
  /** Growth below this percentage earns the full weight (annex 6). */
  readonly 'growth.full-below': string;
  /** A ratio that nobody reported (annex 6). A survey that was not held earns nothing in any case (annex 7). */
  readonly 'measured.missing': 'full' | 'zero';
  /** The institutions that a measured value is compared with: registered on the last day of the cycle, or all. */
  readonly 'peers.population': 'registered' | 'all';
  /** Months of settlement suspension: by veto, and by score from a figure on (Art. 26 (3): 3 to 12). */
  readonly 'suspension.months-vetoed': string;
  readonly 'suspension.months-from-50': string;
  readonly 'suspension.months-from-30': string;
  readonly 'suspension.months-below': string;
  /** The most months of one settlement suspension, from its first day. */
  readonly 'suspension.cap-months': string;
  /** Of a settlement suspension, by the day on which it is imposed. */
  readonly 'suspension.mode': 'automatic' | 'four-eyes';
  /** The first day of a settlement suspension: on which the decision first counted in the file, or of the decision. */
  readonly 'suspension.starts': 'imposition' | 'decision';
  /** Of the two sanctions of staff, by their first day. */
  readonly 'suspension.mode.service-suspension': 'automatic' | 'four-eyes';
  readonly 'suspension.mode.service-stop': 'automatic' | 'four-eyes';
  /** The day told to the settlement system as `enddate`: the last suspended one, or the first free one. */
  readonly 'settlement.enddate': 'inclusive' | 'exclusive';
  /** The grade that a sanction follows (Art. 25 (2), 26 (2), 26 (3)). */
  readonly 'sanctions.basis.settlement-suspension': 'interim' | 'published';
  readonly 'sanctions.basis.service-suspension': 'interim' | 'published';
  readonly 'sanctions.basis.service-stop': 'interim' | 'published';
  /** Months after which a sanction of staff ends, though the grade stands: `none`, or 1 to 36. */
  readonly 'service-suspension.months': string;
  readonly 'service-stop.months': string;
  /** Employers that a document reaches which names none: all on the day of the act, or the one that began first. */
  readonly 'reach.unnamed': 'all' | 'principal';
  /** The grade by which an institution's dishonesty information is public (Art. 26 (1)). */
  readonly 'disclosure.basis': 'interim' | 'published';
  /** Since when an institution's dishonesty information is public: the publication of the result, or its latest decision. */
  readonly 'disclosure.from': 'publication' | 'decision';
  /** Findings of the bureau, by the day of their receipt: counted as sent, or once a second officer confirms (Art. 12). */
  readonly 'findings.review': 'at-source' | 'two-step';
  /** The grades of the three-year rule (Art. 26 (2)): by each year's own score, or as published. */
  readonly 'downgrade.input': 'earned' | 'published';
  /** A cycle in which the person was registered for no day: left out of the three years, or ends them. */
  readonly 'downgrade.absence': 'skip' | 'break';
  /** Since when an open cycle's grade is lowered: from the publication of the third grade, or at its own evaluation. */
  readonly 'downgrade.from': 'publication' | 'annual';
  /** How evidence counts that comes in after its cycle was published. */
  readonly 'cycle.late-evidence': 'carry' | 'reopen';
  /** Kinds that cannot be repaired: `vetoes`, `nothing`, or indicator codes, separated by commas. */
  readonly 'repair.excludes': string;
  /** The day by which later behaviour of the same kind is a recurrence (Art. 29 (2)). */
  readonly 'repair.recurrence-by': 'act' | 'decision';
  /** The documents that the connector works under (Art. 33), all of them: JSON of `LegalDocument[]`. */
  readonly 'regulation.basis': string;
  /** On a day that no document covers: everything works, or new sanctions, publications and disclosures wait. */
  readonly 'regulation.when-lapsed': 'warn' | 'hold';
}

/** A parameter: its shipped values by date, its bounds, and what it decides, in Chinese for officers. */
export interface Parameter<Value extends string = string> {
  readonly values: readonly { readonly from: Day; readonly value: Value }[];
  /**
   * How releases before this parameter worked. It holds for results they published, and for deployments that they set
   * up, until the bureau releases another value: an upgrade alone changes no result and no sanction.
   */
  readonly earlier?: Value;
  readonly article: string;
  readonly title: string;
  readonly bounds:
    | { readonly oneOf: readonly string[] }
    | { readonly from: number; readonly to: number }
    | Listed
    | Documents;
  /**
   * `cycle`: one value for a whole cycle, so a new one begins on 1 January. `day`: what happens on a day follows the value
   * of that day.
   */
  readonly holdsFor: 'cycle' | 'day';
  /** Whether the length of a sanction follows from it. A new value cannot begin before it is proposed. */
  readonly isOfSanction?: true;
  /** Whether the score depends on it. Such values are part of the input of a score sheet. */
  readonly isOfScore?: true;
}

/** A list of words separated by commas. */
interface Listed {
  readonly words: RegExp;
}

/** A dated list of documents, which the value contains whole. */
interface Documents {
  readonly listOf: 'documents';
}

const sinceTheRegulation = <Value extends string>(value: Value) => [{ from: day('2023-05-08'), value }];
const ladder = (value: string, title: string): Parameter => ({
  values: sinceTheRegulation(value),
  article: '第二十六条第三项',
  title,
  bounds: { from: 3, to: 12 },
  holdsFor: 'cycle',
  isOfSanction: true,
  isOfScore: true,
});
const basis = (value: 'interim' | 'published', article: string, title: string) => ({
  values: sinceTheRegulation(value),
  earlier: 'interim' as const,
  article,
  title,
  bounds: { oneOf: ['interim', 'published'] },
  holdsFor: 'day' as const,
});

const termOfStaff = (article: string, title: string): Parameter => ({
  values: sinceTheRegulation('none'),
  article,
  title,
  bounds: { words: /^(none|[1-9]|[12]\d|3[0-6])$/ },
  holdsFor: 'day',
});

const mode = (article: string, sanction: string) => ({
  values: sinceTheRegulation('automatic' as const),
  article,
  title: `${sanction}：自动生效，或者由第二名经办人放行`,
  bounds: { oneOf: ['automatic', 'four-eyes'] },
  holdsFor: 'day' as const,
});

/** Every parameter that a bureau can set. */
export const parameters: { readonly [Name in keyof Policy]: Parameter<Policy[Name]> } = {
  'score.cap': {
    values: sinceTheRegulation('100'),
    article: '第十六条',
    title: '总分上限',
    bounds: { from: 100, to: 104 },
    holdsFor: 'cycle',
    isOfScore: true,
  },
  'growth.full-below': {
    values: sinceTheRegulation('5'),
    article: '附件6',
    title: '增幅指标低于该百分比的得满分',
    bounds: { from: 0, to: 100 },
    holdsFor: 'cycle',
    isOfScore: true,
  },
  'measured.missing': {
    values: sinceTheRegulation('full'),
    article: '附件6',
    title: '无人报送的比率指标：得满分或者不得分',
    bounds: { oneOf: ['full', 'zero'] },
    holdsFor: 'cycle',
    isOfScore: true,
  },
  'peers.population': {
    values: sinceTheRegulation('registered'),
    earlier: 'all',
    article: '附件6',
    title: '参与比较的机构：周期最后一天在册的，或者全部',
    bounds: { oneOf: ['registered', 'all'] },
    holdsFor: 'cycle',
  },
  'suspension.months-vetoed': ladder('12', '一票否决的暂停联网结算月数'),
  'suspension.months-from-50': ladder('3', '五十分以上的暂停联网结算月数'),
  'suspension.months-from-30': ladder('6', '三十分以上不满五十分的暂停联网结算月数'),
  'suspension.months-below': ladder('9', '不满三十分的暂停联网结算月数'),
  'suspension.cap-months': {
    values: sinceTheRegulation('12'),
    article: '第二十六条第三项',
    title: '一次暂停联网结算的最长月数',
    bounds: { from: 3, to: 12 },
    holdsFor: 'cycle',
    isOfSanction: true,
  },
  'suspension.mode': mode('第二十六条第三项', '暂停联网结算'),
  'suspension.mode.service-suspension': mode('第二十五条第二项', '暂停医药服务'),
  'suspension.mode.service-stop': mode('第二十六条第二项', '停止医药服务'),
  'suspension.starts': {
    values: sinceTheRegulation('imposition'),
    article: '第二十六条第三项',
    title: '暂停联网结算的起始日：首次计入档案之日，或者决定之日',
    bounds: { oneOf: ['imposition', 'decision'] },
    holdsFor: 'day',
  },
  'settlement.enddate': {
    values: sinceTheRegulation('inclusive'),
    earlier: 'exclusive',
    article: '第二十六条第三项',
    title: '告知结算系统的截止日期：最后一个暂停日，或者第一个恢复日',
    bounds: { oneOf: ['inclusive', 'exclusive'] },
    holdsFor: 'day',
  },
  'sanctions.basis.settlement-suspension': basis(
    'interim',
    '第二十六条第三项',
    '暂停联网结算依据的等级：动态评价，或者已发布的结果',
  ),
  'sanctions.basis.service-suspension': basis(
    'published',
    '第二十五条第二项',
    '暂停医药服务依据的等级：动态评价，或者已发布的结果',
  ),
  'sanctions.basis.service-stop': basis(
    'published',
    '第二十六条第二项',
    '停止医药服务依据的等级：动态评价，或者已发布的结果',
  ),
  'service-suspension.months': termOfStaff('第二十五条第二项', '暂停医药服务的月数，或者不定期限'),
  'service-stop.months': termOfStaff('第二十六条第二项', '停止医药服务的月数，或者不定期限'),
  'reach.unnamed': {
    values: sinceTheRegulation('all'),
    article: '附件6、附件7',
    title: '文书未写明所在机构的：行为日的全部任职机构，或者其中最先任职的',
    bounds: { oneOf: ['all', 'principal'] },
    holdsFor: 'day',
  },
  'disclosure.basis': basis(
    'published',
    '第二十六条第一项',
    '公开失信信息依据的等级：动态评价，或者已发布的结果',
  ),
  'disclosure.from': {
    values: sinceTheRegulation('publication'),
    article: '第二十六条第一项',
    title: '公开失信信息三年的起算日：结果发布之日，或者计入该结果的最后一项决定之日',
    bounds: { oneOf: ['publication', 'decision'] },
    holdsFor: 'day',
  },
  'findings.review': {
    values: sinceTheRegulation('at-source'),
    article: '第十二条',
    title: '医保部门认定的信息：报送即计入，或者由第二名经办人员确认后计入',
    bounds: { oneOf: ['at-source', 'two-step'] },
    holdsFor: 'day',
  },
  'downgrade.input': {
    values: sinceTheRegulation('earned'),
    earlier: 'published',
    article: '第二十六条第二项',
    title: '连续三年降级依据的等级：各年得分对应的，或者已发布的',
    bounds: { oneOf: ['earned', 'published'] },
    holdsFor: 'cycle',
  },
  'downgrade.absence': {
    values: sinceTheRegulation('skip'),
    earlier: 'break',
    article: '第二十六条第二项',
    title: '全年未注册的周期：跳过，或者中断连续三年',
    bounds: { oneOf: ['skip', 'break'] },
    holdsFor: 'cycle',
  },
  'downgrade.from': {
    values: sinceTheRegulation('publication'),
    earlier: 'annual',
    article: '第二十六条第二项',
    title: '降级的起点：第三年结果发布之日，或者下一次年度评价',
    bounds: { oneOf: ['publication', 'annual'] },
    holdsFor: 'cycle',
  },
  'cycle.late-evidence': {
    values: sinceTheRegulation('carry'),
    article: '第十五条',
    title: '发布后收到的信息：计入开放周期，或者重开原周期',
    bounds: { oneOf: ['carry', 'reopen'] },
    holdsFor: 'day',
  },
  'repair.recurrence-by': {
    values: sinceTheRegulation('act'),
    article: '第二十九条第二项',
    title: '再次发生同类行为的认定日期：行为日，或者决定日',
    bounds: { oneOf: ['act', 'decision'] },
    holdsFor: 'day',
  },
  'repair.excludes': {
    // No text names a kind that cannot be repaired. Earlier releases excluded vetoes.
    values: sinceTheRegulation('nothing'),
    earlier: 'vetoes',
    article: '第二十九条第三项',
    title: '不予修复的类别',
    bounds: { words: /^(nothing|(vetoes|[a-z]+\.[a-z-]+)(,(vetoes|[a-z]+\.[a-z-]+))*)$/ },
    holdsFor: 'day',
  },
  'regulation.basis': {
    // Issued for a trial of three years.
    values: sinceTheRegulation(
      documentsText([
        {
          number: '藏医保〔2023〕33号',
          from: day('2023-05-08'),
          to: day('2026-05-07'),
          title: '西藏自治区医疗保障基金使用信用管理办法（试行）',
        },
      ]),
    ),
    article: '第三十三条',
    title: '在册依据：文号、起止日期和标题',
    bounds: { listOf: 'documents' },
    holdsFor: 'day',
  },
  'regulation.when-lapsed': {
    values: sinceTheRegulation('warn'),
    article: '第三十三条',
    title: '没有在册依据之日：照常办理并提示，或者新的惩戒、发布和公开等待依据',
    bounds: { oneOf: ['warn', 'hold'] },
    holdsFor: 'day',
  },
};

/** Why a value cannot be set; undefined if it can. */
export function valueFault(name: string, value: string): string | undefined {
  const parameter: Parameter | undefined = Object.hasOwn(parameters, name)
    ? parameters[name as keyof Policy]
    : undefined;
  if (!parameter) return `There is no policy parameter ${name}.`;
  const { bounds, article } = parameter;
  if ('oneOf' in bounds && !bounds.oneOf.includes(value))
    return `${name} must be ${bounds.oneOf.join(' or ')} (${article}).`;
  if ('from' in bounds && !isDecimalIn(value, bounds))
    return `${name} must be a decimal from ${bounds.from} to ${bounds.to} (${article}).`;
  if ('words' in bounds && !bounds.words.test(value))
    return `The policy parameter ${name} cannot be ${value} (${article}).`;
  if ('listOf' in bounds) {
    const fault = documentsFault(value);
    return fault && `The policy parameter ${name} cannot be set: ${fault} (${article}).`;
  }
  return undefined;
}

const isDecimalIn = (value: string, { from, to }: { from: number; to: number }): boolean =>
  /^\d{1,6}(\.\d{1,6})?$/.test(value) && Number(value) >= from && Number(value) <= to;
