import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { normaliseIdentifier } from '../../../lib/shared/identifiers.ts';
import { candidateSentence } from '../../../schemas/reasons/candidates.ts';
import { explainDelivery } from '../../../schemas/reasons/deliveries.ts';
import { reasons } from '../../../schemas/reasons/index.ts';
import { caseReasons } from '../../../schemas/reasons/problems/cases.ts';
import { cycleReasons } from '../../../schemas/reasons/problems/cycles.ts';
import { deliveryProblemReasons } from '../../../schemas/reasons/problems/deliveries.ts';
import { feedReasons } from '../../../schemas/reasons/problems/feeds.ts';
import { quarantineReasons } from '../../../schemas/reasons/problems/quarantine.ts';
import { repairReasons } from '../../../schemas/reasons/problems/repairs.ts';
import { requestReasons } from '../../../schemas/reasons/problems/requests.ts';
import { explainPull } from '../../../schemas/reasons/pulls.ts';
import {
  explain,
  explanationOf,
  type Reason,
  type Reasons,
  sentencesOf,
} from '../../../schemas/reasons/reason.ts';
import { decisionReasons } from '../../../schemas/reasons/rows/decision.ts';
import { formReasons } from '../../../schemas/reasons/rows/form.ts';
import { rowReasons } from '../../../schemas/reasons/rows/index.ts';
import { subjectReasons } from '../../../schemas/reasons/rows/subject.ts';
import { valueReasons } from '../../../schemas/reasons/rows/values.ts';

const root = join(import.meta.dirname, '../../..');
const sourceOf = (...folders: string[]): string =>
  globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: root },
  )
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
const product = sourceOf('lib', 'functions', 'infra');

/** Every code that a place in the source says, by the form in which it is said there. */
const said = (source: string, ...forms: readonly RegExp[]): string[] => [
  ...new Set(forms.flatMap((form) => [...source.matchAll(form)].map(([, code = '']) => code))),
];
const word = "'([a-z]+(?:-[a-z]+)*)'";
const form = (before: string, after = ''): RegExp => new RegExp(`${before}\\s*${word}${after}`, 'g');

const emitted: Readonly<Record<string, { codes: readonly string[]; least: number; words: Reasons }>> = {
  'of a refused request': {
    codes: said(product, form('new Problem\\(\\s*\\d+,')),
    least: 90,
    words: reasons.problem,
  },
  'of a file that is not read': {
    codes: said(
      sourceOf('lib/feeds', 'functions/read-feed', 'functions/sweep'),
      form('new FileProblem\\('),
      form("kind: '(?:failed|held)',\\s*code:"),
      form('problem: \\{ code:'),
      form('code:', ',\\s*detail:'),
    ),
    least: 18,
    words: reasons.run,
  },
  'of a row that is not taken': {
    codes: said(
      product,
      form("find(?:ing)?\\(\\s*(?:undefined|column|'\\w+'),", ','),
      form('inPart\\('),
      form('code:', ',\\s*message'),
    ).filter((code) => !(code in reasons.scoring) || code in rowReasons),
    least: 35,
    words: rowReasons,
  },
  'of a fault': { codes: said(product, form('new Fault\\(')), least: 10, words: reasons.fault },
  'of a delivery': {
    codes: said(
      sourceOf('lib/delivery', 'functions/deliver-*'),
      form('reason:'),
      form('\\{ problem:'),
      form('toLowerCase\\(\\) \\|\\|'),
    ).filter((code) => !(code in reasons.subscriber) || code in reasons.delivery),
    least: 9,
    words: reasons.delivery,
  },
  'of a subscriber': {
    codes: said(
      sourceOf('lib/delivery/subscriber', 'functions/push-changes'),
      form('refused\\('),
      form('problem:'),
      form('return'),
      form('aborted \\?'),
      form('test\\(code\\) \\?'),
    ),
    least: 7,
    words: reasons.subscriber,
  },
  'of a pull': {
    codes: said(
      sourceOf('functions/pull-feed'),
      form('reason:'),
      form('fail\\('),
      form('err\\('),
      form('isRedirect \\?'),
      form('signal.aborted \\?'),
      form('code \\?\\?'),
    ),
    least: 9,
    words: reasons.pull,
  },
};

it.each(Object.entries(emitted))('every code %s has its words', (_of, { codes, least, words }) => {
  expect(codes.length).toBeGreaterThanOrEqual(least);
  expect(codes.filter((code) => !Object.hasOwn(words, code))).toEqual([]);
});

/** Words for what is no word of ours: a status, a network code, a receiver's own code. */
const classes = ['http-status', 'batch-refused', 'newer-version', 'refused'];
/** A part of a code that is put together: `repair-${ground}`. */
const prefixes = said(product, /`([a-z]+-)\$\{/g);

it.each(Object.entries(reasons))('of %s there are no words that nobody says', (_kind, words) => {
  const isSaid = (code: string): boolean =>
    product.includes(`'${code}'`) || new RegExp(`^\\s*(?:${code}|'${code}'):`, 'm').test(product);
  const isComposed = (code: string): boolean =>
    prefixes.some((prefix) => code.startsWith(prefix) && isSaid(code.slice(prefix.length)));
  const unsaid = Object.keys(words).filter(
    (code) => !isSaid(code) && !isComposed(code) && !classes.includes(code),
  );
  expect(unsaid).toEqual([]);
});

describe('the words of a code', () => {
  const all = Object.entries(reasons).flatMap(([kind, words]) =>
    Object.entries<Reason>(words).map(([code, reason]) => [`${kind} ${code}`, reason] as const),
  );
  /** Names that are written so in Chinese too. */
  const names =
    /UTF-8|UTF-16|GB18030|GB\/T 2260|JSON|XML|XLSX|CSV|PDF|DOCTYPE|\.xls[xb]?|\.et|\.ods|ZIP|RAR|7z|Word|WPS|Excel 2003|Excel|\/openapi\.json|“\*”|\d{4}-\d{2}-\d{2}|年-月-日/g;

  it.each(all)('%s are a Chinese title and whole sentences', (_code, { title, happened, remedy }) => {
    for (const text of [title, happened, remedy]) {
      expect(text).toMatch(/\p{Script=Han}/u);
      // No comma or bracket of ASCII: the words stand in cells, beside the mark of an answer.
      expect(text.replace(names, '')).toMatch(/^[\p{Script=Han}\d，。；：、（）“”《》]+$/u);
    }
    expect(title).not.toMatch(/[，。；：]/);
    for (const sentence of [happened, remedy]) expect(sentence).toMatch(/^[^。].*。$/);
  });

  it.each(all.filter(([, { example }]) => example !== undefined))(
    '%s have an example whose numbers have right check digits',
    (_code, reason) => {
      const { example = '' } = reason;
      expect(sentencesOf(reason)).toMatch(new RegExp(`。例如：${example.replaceAll('.', '\\.')}。$`));
      for (const id of example.match(/\d{17}[\dX]/g) ?? [])
        expect(normaliseIdentifier('resident-id', id)).toEqual({ ok: true, value: id });
      for (const id of example.match(/(?<!\d)91[0-9A-Z]{16}/g) ?? [])
        expect(normaliseIdentifier('uscc', id)).toEqual({ ok: true, value: id });
    },
  );

  it('are given once a group: no file takes the words of another', () => {
    const keysOf = (...groups: readonly Reasons[]): string[] => groups.flatMap((group) => Object.keys(group));
    for (const keys of [
      keysOf(subjectReasons, valueReasons, decisionReasons, formReasons),
      keysOf(
        requestReasons,
        feedReasons,
        quarantineReasons,
        caseReasons,
        repairReasons,
        cycleReasons,
        deliveryProblemReasons,
      ),
    ])
      expect(new Set(keys).size).toBe(keys.length);
  });

  it('say what happened and then what to do', () => {
    expect(explanationOf(rowReasons, 'date-in-future')).toBe('日期晚于收到日期。请核对日期后重新报送该行。');
  });

  it('are general for a code that a later release kept', () => {
    expect(explain(rowReasons as Reasons, 'of-tomorrow').title).toBe('原因未收录');
    expect(explain(rowReasons as Reasons, 'constructor').title).toBe('原因未收录');
  });
});

it.each([
  ['http-502', '接收方返回错误状态'],
  ['econnrefused', '接收方未应答'],
  ['und_err_socket', '接收方未应答'],
  ['batch-refused-5001', '整批被拒收'],
  ['4090: the receiver holds a newer version', '接收方已有更新的版本'],
  ['4220', '接收方拒收'],
  ['-1', '接收方拒收'],
  ['timeout', '接收方未按时应答'],
])('a delivery with the problem %s is explained as %s', (problem, title) => {
  expect(explainDelivery(problem).title).toBe(title);
});

it.each([
  ['http-403', '接口返回错误状态'],
  ['enotfound', '接口未应答'],
  ['token-missing', '缺少访问凭据'],
])('a pull with the problem %s is explained as %s', (problem, title) => {
  expect(explainPull(problem).title).toBe(title);
});

it('says of a candidate what fits and what does not', () => {
  expect(candidateSentence({ grounds: ['name', 'number'], against: ['employer'] })).toBe(
    '姓名（名称）、未遮掩的号码相符，任职机构不符。',
  );
  expect(candidateSentence({ grounds: [], against: [] })).toBe('没有相符之处。');
});
