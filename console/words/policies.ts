import type { AnswerOf } from '../api/operation-types.ts';
import { sanctionNames } from './codes.ts';

export type Parameter = AnswerOf<'GET /v1/policies'>['parameters'][number];
export type Proposal = AnswerOf<'GET /v1/policies/{id}'>;

/** Values of parameters that are words, as their titles say them (`lib/regulation/policy-parameters.ts`). */
const valueNames: Readonly<Record<string, string>> = {
  automatic: '自动生效',
  'four-eyes': '由第二人放行',
  interim: '动态评价',
  published: '已发布的结果',
  full: '得满分',
  zero: '不得分',
  registered: '周期最后一天在册的',
  all: '全部',
  principal: '最先任职的',
  imposition: '首次计入档案之日',
  inclusive: '最后一个暂停日',
  exclusive: '第一个恢复日',
  none: '不定期限',
  publication: '结果发布之日',
  decision: '决定之日',
  act: '行为日',
  'at-source': '报送即计入',
  'two-step': '由第二人确认后计入',
  earned: '各年得分对应的',
  skip: '跳过',
  break: '中断',
  annual: '下一次年度评价',
  carry: '计入开放周期',
  reopen: '重开原周期',
  nothing: '均可修复',
  vetoes: '一票否决的不予修复',
  warn: '照常办理并提示',
  hold: '等待依据',
};

export interface LegalDocument {
  readonly number: string;
  readonly from: string;
  readonly to?: string;
  readonly title: string;
}

/** The documents of a value that is a list of them. */
export function documentsOf(value: string): readonly LegalDocument[] | undefined {
  if (!value.startsWith('[')) return undefined;
  try {
    return JSON.parse(value) as LegalDocument[];
  } catch {
    return undefined;
  }
}

export const documentText = ({ number, from, to, title }: LegalDocument): string =>
  `${number}《${title}》，${from} 起${to ? `至 ${to}` : ''}`;

/** A value as officers read it; one that is not known stays as it is. */
export const policyValueText = (value: string): string =>
  documentsOf(value)?.map(documentText).join('；') ?? valueNames[value] ?? value;

export function boundsText({ bounds }: Pick<Parameter, 'bounds'>): string {
  if (bounds.oneOf) return bounds.oneOf.map(policyValueText).join('，或者');
  if (bounds.from !== undefined) return `${bounds.from} 至 ${bounds.to}`;
  return bounds.listOf ? '文件目录，一次填报全部' : `符合 ${bounds.pattern}`;
}

export const holdsForNames: Readonly<Record<Parameter['holdsFor'], string>> = {
  cycle: '按评价年度，自 1 月 1 日起',
  day: '按日，自当日起',
};

export const sourceOfValueNames: Readonly<Record<Parameter['values'][number]['source'], string>> = {
  shipped: '系统初始值',
  earlier: '沿用旧版本',
  setting: '部署时设定',
  released: '复核放行',
};

export const policyPhaseNames: Readonly<Record<Proposal['phase'], string>> = {
  rehearse: '正在试算',
  review: '待复核',
  scheduled: '已放行，待生效',
  refresh: '已放行，正在更新档案',
  published: '已生效',
  abandoned: '已放弃',
};

const changes: Readonly<Record<string, string>> = {
  begun: '新增',
  ended: '解除',
  moved: '期限变动',
  changed: '变动',
};
const subjects: Readonly<Record<string, string>> = {
  ...sanctionNames,
  disclosure: '失信信息公示',
  'published-result': '已发布的结果',
  score: '得分',
};

/** `grade/C/D` as `等级 C → D`, `service-stop/ended` as `停止医保服务：解除`. */
export function policyEffectText(effect: string): string {
  const [kind = '', first = '', second] = effect.split('/');
  if (kind === 'grade') return `等级 ${first} → ${second}`;
  return `${subjects[kind] ?? kind}：${kind === 'score' ? '变动' : (changes[first] ?? first)}`;
}
