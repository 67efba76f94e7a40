import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../exchange/config.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/exchange.md'), 'utf8');
const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
const changed = (change: (config: Record<string, never>) => void): string => {
  const config = JSON.parse(example) as Record<string, never>;
  change(config);
  return JSON.stringify(config);
};

describe('the configuration of the exchange agent', () => {
  it('takes the example of its document, a box of each kind', () => {
    expect(parseConfig(example).boxes.map(({ kind }) => kind)).toEqual(['folder', 'sftp', 'table']);
  });

  it.each([
    ['no JSON', '{', 'is no JSON'],
    [
      'a token sent in the clear',
      changed((one) => Object.assign(one, { connector: 'http://connector.example' })),
      'must be https',
    ],
    ['a box without a token', changed((one) => Reflect.deleteProperty(one, 'token')), 'a box has no token'],
    ['a word that is none of it', changed((one) => Object.assign(one, { pasword: 'x' })), 'pasword'],
    ['a host key that is no fingerprint', example.replace(/SHA256:A+/, 'MD5:aa'), 'ssh-keygen'],
    [
      'a secret in the configuration',
      example.replace('{ "file": "/run/secrets/qzk-password" }', '"secret"'),
      'boxes.2.password',
    ],
    ['an unknown source', example.replace('"court"', '"weather"'), 'boxes.1.source'],
    ['two boxes of one name', example.replace('court-sftp', 'market-folder'), 'two boxes have one name'],
  ])('refuses %s and says where', (_, text, said) => {
    expect(() => parseConfig(text)).toThrow(said);
  });
});
