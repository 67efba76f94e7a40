import { describe, expect, it } from 'vitest';
import { messageText } from '../../../../lib/runtime/queues.ts';

describe('a message', () => {
  it.each(['\u{20BB7}野', '\uFFFE\uFFFF', '\uD800', '\u0012\u007F'])(
    'of %j is text that a queue takes, and says the same',
    (said) => {
      const text = messageText(JSON.stringify({ said }));
      expect(text).toMatch(/^[\t\n\r -\uD7FF\uE000-\uFFFD]*$/);
      expect(JSON.parse(text)).toEqual({ said });
    },
  );

  it('keeps common characters as they are', () => {
    expect(messageText('{"said":"缺少必填项"}')).toBe('{"said":"缺少必填项"}');
  });
});
