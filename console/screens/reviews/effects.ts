import { sanctionNames } from '../../words/codes.ts';
import { policyValueText } from '../../words/policies.ts';

/**
 * The effect of a release in Chinese. The answer has it in short words: `settlement-suspension 2026-07-01 2026-09-30`,
 * `end service-stop 2026-07-01`. Words that are not known stay as they are.
 */
export function effectText(effect: string): string {
  const [, parameter, value = '', day] = /^([a-z.-]+) (.+) from (\d{4}-\d\d-\d\d)$/.exec(effect) ?? [];
  if (parameter) return `参数 ${parameter} 调整为“${policyValueText(value)}”，自 ${day} 起`;
  const words = effect.split(' ');
  const isEnd = words[0] === 'end';
  const [kind = '', from, until] = isEnd ? words.slice(1) : words;
  const name = sanctionNames[kind];
  if (!name) return effect;
  if (isEnd) return `结束${name}`;
  return `${name}，自 ${from} 起${until ? `至 ${until}` : ''}`;
}
