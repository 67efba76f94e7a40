import { type ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import { Engine } from 'json-rules-engine';
import { type ScoringCase, scoreCase, tables } from '../../lib/scoring/index.ts';
import { microseconds, show } from './measure.ts';

const [table] = tables.pharmacy;
const rows = table?.indicators ?? [];

/** A pharmacy with six findings, more than most pharmacies have. */
const subject: ScoringCase = {
  category: 'pharmacy',
  cycle: 2025,
  evidence: [
    { indicator: 'ph.rectification', count: 2 },
    { indicator: 'ph.fine', amount: '120.50' },
    { indicator: 'ph.recovered-amount', amount: '300' },
    { indicator: 'ph.price-disclosure', level: 'partial' },
    { indicator: 'ph.complaint', count: 1 },
    { indicator: 'ph.satisfaction', value: '88' },
  ],
  peers: { 'ph.satisfaction': { min: '60', max: '98' } },
};

/** What a row loses: an amount for each step, or an amount for each unit. The peers get no other kind of rule. */
type Loss = { readonly each: number; readonly steps: number } | { readonly unit: number };

function lossOf({ code, rule, weight }: (typeof rows)[number]): Loss {
  switch (rule.kind) {
    case 'share-per-case':
      return { each: weight / rule.denominator, steps: rule.denominator };
    case 'points-per-case':
      return { each: rule.points, steps: weight / rule.points };
    case 'disclosure-level':
      return { each: weight / 2, steps: 2 };
    case 'amount-linear':
      return { unit: weight / rule.limit };
    case 'peer-coefficient': {
      const { min = '0', max = '0' } = subject.peers?.[code] ?? {};
      return { unit: weight / (Number(max) - Number(min)) };
    }
    case 'bonus':
      return { each: -1, steps: weight };
    default:
      return { each: weight, steps: 1 };
  }
}

const nameOf = (code: string): string => code.replace(/[.-]/g, '_');

/** The input of the peers as plain numbers: cases, amounts and distances from the best peer. */
const facts = Object.fromEntries(
  rows.map(({ code }): [string, number] => {
    const found = subject.evidence.find(({ indicator }) => indicator === code);
    const best = subject.peers?.[code]?.max;
    const figure =
      best && found ? Number(best) - Number(found.value) : Number(found?.amount ?? found?.count ?? 1);
    return [nameOf(code), found ? figure : 0];
  }),
);

/** Full points. Bonus and veto rows have none. */
const full = rows.filter(({ rule }) => rule.kind !== 'bonus').reduce((sum, { weight }) => sum + weight, 0);

/**
 * The same table as rules of json-rules-engine: one for each step of a row, or one whose event states the loss for each
 * unit.
 */
function jsonRulesEngine(): () => Promise<number> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const row of rows) {
    const fact = nameOf(row.code);
    const loss = lossOf(row);
    if ('unit' in loss) {
      const conditions = { all: [{ fact, operator: 'greaterThan', value: 0 }] };
      engine.addRule({
        conditions,
        event: { type: 'lost', params: { fact, unit: loss.unit, most: row.weight } },
      });
      continue;
    }
    for (let step = 1; step <= loss.steps; step++) {
      const conditions = { all: [{ fact, operator: 'greaterThanInclusive', value: step }] };
      engine.addRule({ conditions, event: { type: 'lost', params: { fact, each: loss.each } } });
    }
  }
  return async () => {
    const { events } = await engine.run(facts);
    return events.reduce((left, { params = {} }) => {
      const { fact, unit, each, most } = params as {
        fact: string;
        unit?: number;
        each?: number;
        most?: number;
      };
      return left - (unit === undefined ? (each ?? 0) : Math.min(most ?? 0, unit * (facts[fact] ?? 0)));
    }, full);
  };
}

/** The same table as expressions of a ZEN decision. */
function zenDecision(): ZenDecisionContent {
  const expressions = rows.map((row) => {
    const name = nameOf(row.code);
    const loss = lossOf(row);
    const lost = 'unit' in loss ? `${name} * ${loss.unit}` : `min([${name}, ${loss.steps}]) * ${loss.each}`;
    const value = row.rule.kind === 'bonus' ? `0 - ${lost}` : `max([0, ${row.weight} - ${lost}])`;
    return { id: name, key: name, value };
  });
  const node = (id: string, type: string, content?: unknown) => ({
    id,
    name: id,
    type,
    position: { x: 0, y: 0 },
    content,
  });
  return {
    nodes: [
      node('in', 'inputNode'),
      node('rows', 'expressionNode', { expressions }),
      node('out', 'outputNode'),
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'rows', type: 'edge' },
      { id: 'b', sourceId: 'rows', targetId: 'out', type: 'edge' },
    ],
  } as unknown as ZenDecisionContent;
}

export async function benchScoring(): Promise<void> {
  console.log(
    `Scoring one subject (${rows.length} rows, ${subject.evidence.length} findings), fully explained`,
  );
  const ours = await microseconds(5, 10_000, () => scoreCase(subject, { mode: 'annual' }));
  const rulesEngine = jsonRulesEngine();
  const theirs = await microseconds(5, 500, rulesEngine);
  const zen = new ZenEngine();
  const decision = zen.createDecision(Buffer.from(JSON.stringify(zenDecision())));
  const zenScore = async (): Promise<number> => {
    const { result } = await decision.evaluate(facts);
    return Object.values(result as Record<string, number>).reduce((sum, points) => sum + points, 0);
  };
  const zens = await microseconds(5, 500, zenScore);
  const scored = scoreCase(subject, { mode: 'annual' });
  const scores = [
    scored.ok ? scored.value.score : '',
    (await rulesEngine()).toFixed(2),
    (await zenScore()).toFixed(2),
  ];
  if (new Set(scores).size > 1) throw new Error(`the engines disagree: ${scores.join(', ')}`);
  show('ours', `${ours.toFixed(1)} µs`, 'under 100 µs');
  show(
    'json-rules-engine, same table and score, floats, no explanation',
    `${theirs.toFixed(0)} µs = ${(theirs / ours).toFixed(0)}×`,
    '50×',
  );
  show('ZEN, same table and score, no explanation', `${zens.toFixed(0)} µs = ${(zens / ours).toFixed(1)}×`);
}
