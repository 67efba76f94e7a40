import { legalBasisSaid } from '../../lib/regulation/legal-basis.ts';
import { gradedCategories } from '../../lib/shared/category.ts';
import type { Day } from '../../lib/shared/day.ts';
import { grades } from '../../lib/shared/grade.ts';
import type { WaitingCounts } from '../../schemas/api.ts';
import { explain, sentencesOf } from '../../schemas/reasons/reason.ts';
import { type WaitingReasonCode, waitingReasons } from '../../schemas/reasons/rows/index.ts';
import { categoryNames } from '../samples/registry.ts';
import type { SampleFile } from '../samples/sample-file.ts';
import type { RunView } from './client.ts';

/** The state that a receiver's simulator shows. */
export interface SimulatorState {
  readonly entries: readonly { category?: string; grade?: string; kind?: string; enddate?: string }[];
  readonly tombstones: readonly unknown[];
  readonly violations: readonly string[];
}

export interface Outcome {
  readonly files: readonly SampleFile[];
  readonly runs: readonly RunView[];
  readonly pending: number;
  readonly waiting: WaitingCounts['counts'];
  readonly givenUp: number;
  readonly directory: SimulatorState;
  readonly settlement: SimulatorState;
  readonly apiUrl: string;
  readonly dataDir: string;
  readonly seconds: number;
  readonly today: Day;
}

const names: Readonly<Record<string, string>> = {
  registry: '主体登记',
  'market-supervision': '市场监管处罚',
  'health-commission': '卫生健康处罚',
  'medical-insurance': '医保查处',
  court: '失信被执行人',
  ...categoryNames,
  'settlement-suspension': '暂停联网结算（参保人）',
  'service-suspension': '暂停医保服务（医药人员）',
  'service-stop': '停止医保服务（医药人员）',
};
const nameOf = (code: string): string => names[code] ?? code;

/**
 * What became of the samples, in the words of a bureau's director. `isSound` is true when nothing is missing anywhere.
 */
export function summaryOf(outcome: Outcome): { text: string; isSound: boolean } {
  const { runs, pending, givenUp, directory, settlement, apiUrl, dataDir, seconds } = outcome;
  const addUp =
    runs.every(isConserved) && runs.every(({ received }, index) => received === outcome.files[index]?.rows);
  const violations = [...directory.violations, ...settlement.violations];
  const isSound = addUp && pending === 0 && givenUp === 0 && violations.length === 0;
  const text = [
    '',
    '═══ 医保信用数据共享连接器 · 运行小结 ═══',
    '',
    '一、各来源数据（行）',
    table(
      ['来源', '收到', '采纳', '重复', '非我主体', '待人工', '状态'],
      runs.map((run) => [
        nameOf(run.source),
        run.received,
        run.accepted,
        run.duplicates,
        run.unmatched,
        run.quarantined,
        run.status === 'completed' ? '完成' : run.status,
      ]),
    ),
    addUp ? '  每一行均有去向：收到 = 采纳 + 重复 + 非我主体 + 待人工。' : '  ✗ 行数不平，请查看运行日志。',
    '',
    '二、信用等级（目录已登记）',
    table(
      ['主体类别', ...grades],
      gradedCategories.map((category) => [
        nameOf(category),
        ...grades.map((grade) =>
          count(directory, (entry) => entry.category === category && entry.grade === grade),
        ),
      ]),
    ),
    '',
    '三、惩戒（结算系统名单）',
    table(
      ['措施', '在列'],
      ['settlement-suspension', 'service-suspension', 'service-stop'].map((kind) => [
        nameOf(kind),
        count(settlement, (entry) => entry.kind === kind),
      ]),
    ),
    '',
    '四、推送',
    `  公共信用目录：已确认 ${directory.entries.length} 条；结算系统：在列 ${settlement.entries.length} 条，已解除 ${settlement.tombstones.length} 条`,
    pending + givenUp === 0
      ? '  全部送达，两个接收方均已确认。'
      : `  ✗ 未确认 ${pending} 条，需人工 ${givenUp} 条。`,
    ...violations.map((violation) => `  ✗ 接收方版本倒退：${violation}`),
    '',
    '五、去哪里看',
    ...runs
      .filter(({ quarantined }) => quarantined > 0)
      .map(
        ({ source, runId, quarantined }) =>
          `  ${nameOf(source)} ${quarantined} 行待人工：GET ${apiUrl}/v1/feeds/runs/${runId}/answer`,
      ),
    `  接口说明：${apiUrl}/openapi.json　数据与日志：${dataDir}`,
    '',
    '六、待人工办理',
    ...waitingLines(outcome.waiting),
    '',
    `  ${legalBasisSaid(outcome.today)}。`,
    `  用时 ${seconds.toFixed(1)} 秒`,
    '',
  ].join('\n');
  return { text, isSound };
}

/**
 * Rows that were not understood and suspected removals. Records without a known subject are not among them: they wait
 * for the registry.
 */
function waitingLines(counts: Outcome['waiting']): string[] {
  const items = counts
    .filter(({ kind }) => kind !== 'unmatched')
    .sort((a, b) => sourceOrder(a.source) - sourceOrder(b.source) || b.waiting - a.waiting);
  if (items.length === 0) return ['  无。'];
  const rows = items.map(({ source, reason, waiting }) => [nameOf(source), reasonOf(reason).title, waiting]);
  const reasons = [...new Set(items.map(({ reason }) => reason))].map(reasonOf);
  return [
    table(['来源', '原因', '件数'], rows),
    '  各原因的说明和办理：',
    ...reasons.map((reason) => `    ${reason.title}：${sentencesOf(reason)}`),
  ];
}

const reasonOf = (code: string) => explain(waitingReasons, code as WaitingReasonCode);

const sourceOrder = (source: string): number => Object.keys(names).indexOf(source);

const isConserved = ({ status, received, accepted, duplicates, unmatched, quarantined }: RunView): boolean =>
  status === 'completed' && received === accepted + duplicates + unmatched + quarantined;

const count = (
  { entries }: SimulatorState,
  test: (entry: SimulatorState['entries'][number]) => boolean,
): number => entries.filter(test).length;

/**
 * A table whose columns are as wide as a terminal shows them: a Chinese character takes two columns. Figures are
 * aligned right.
 */
function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const isFigure = header.map((_, column) => rows.every((cells) => typeof cells[column] === 'number'));
  const lines = [header, ...rows].map((cells) => cells.map(String));
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => widthOf(cells[column] ?? ''))));
  const padded = (text: string, column: number): string => {
    const blanks = ' '.repeat((widths[column] ?? 0) - widthOf(text));
    return isFigure[column] ? blanks + text : text + blanks;
  };
  return lines.map((cells) => `  ${cells.map(padded).join('  ').trimEnd()}`).join('\n');
}

const widthOf = (text: string): number =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what takes one place
  [...text].reduce((sum, character) => sum + (/[\u0000-\u00ff]/.test(character) ? 1 : 2), 0);
