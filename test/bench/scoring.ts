import { type ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import { Engine } from 'json-rules-engine';
import { type ScoringCase, scoreCase, tables } from '../../lib/scoring/index.ts';
import { microseconds, show } from './measure.ts';

const [table] = tables.pharmacy;
const rows = table?.indicators ?? [];

/** A pharmacy with six findings: more than most have. */
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

/** Points lost in each row, as plain numbers: what the peers are given to work with. */
const facts = Object.fromEntries(
  rows.map(({ code }) => {
    const found = subject.evidence.find(({ indicator }) => indicator === code);
    return [code.replace(/[.-]/g, '_'), found ? Number(found.amount ?? found.value ?? found.count ?? 1) : 0];
  }),
);

/** The same table as rules of json-rules-engine: a rule for each step of each row. */
function jsonRulesEngine(): Engine {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const { code, rule, weight } of rows) {
    const steps = rule.kind === 'share-per-case' ? rule.denominator : 1;
    for (let step = 1; step <= steps; step++) {
      engine.addRule({
        conditions: {
          all: [{ fact: code.replace(/[.-]/g, '_'), operator: 'greaterThanInclusive', value: step }],
        },
        event: { type: 'lost', params: { code, lost: (weight * step) / steps } },
      });
    }
  }
  return engine;
}

/** The same table as expressions of a ZEN decision. */
function zenDecision(): ZenDecisionContent {
  const expressions = rows.map(({ code, rule, weight }) => {
    const name = code.replace(/[.-]/g, '_');
    const parts = rule.kind === 'share-per-case' ? rule.denominator : 1;
    return { id: name, key: name, value: `max([0, ${weight} - ${weight} * ${name} / ${parts}])` };
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
  const ours = await microseconds(5, 3000, () => scoreCase(subject, { mode: 'annual' }));
  const engine = jsonRulesEngine();
  const theirs = await microseconds(3, 200, () => engine.run(facts));
  const zen = new ZenEngine();
  const decision = zen.createDecision(Buffer.from(JSON.stringify(zenDecision())));
  const zens = await microseconds(3, 500, () => decision.evaluate(facts));
  show('ours', `${ours.toFixed(0)} µs`, 'under 100 µs');
  show(
    'json-rules-engine, same table, no explanation',
    `${theirs.toFixed(0)} µs = ${(theirs / ours).toFixed(0)}×`,
    '50×',
  );
  show('ZEN, same table, no explanation', `${zens.toFixed(0)} µs = ${(zens / ours).toFixed(1)}×`);
}
