import { sourceIn } from '../../lib/application/intake/sender-of.ts';
import { templateGuides } from '../../lib/feeds/guides/template-guides.ts';
import { writeTemplate } from '../../lib/feeds/guides/write-template.ts';
import { attachment } from '../../lib/runtime/attachment.ts';
import type { HttpAnswer, HttpRequest } from '../../lib/runtime/http-handler.ts';
import { oneOf } from '../../lib/runtime/one-of.ts';
import type { Day } from '../../lib/shared/day.ts';
import { templateFormats } from '../../schemas/template-formats.ts';

/**
 * A template of a source as a file: its first one, or the one that `template` names.
 * @throws Problem 404 `unknown-source`, 400 `unknown-format`, `unknown-template`
 */
export function templateOf({ params, query }: Pick<HttpRequest, 'params' | 'query'>, today: Day): HttpAnswer {
  const source = sourceIn({ params });
  const format = oneOf('format', query['format'] ?? 'xlsx', templateFormats);
  const offered = templateGuides[source];
  const names = offered.map(({ template }) => template);
  const name = oneOf('template', query['template'] ?? names[0], names);
  const [guide] = offered.filter(({ template }) => template === name);
  if (!guide) throw new RangeError(`${source} offers no ${name}`);
  const { contentType, body } = writeTemplate(guide, format, today);
  const disposition =
    format === 'html' ? 'inline' : attachment(`${name}.${format}`, `${guide.title}模板.${format}`);
  return {
    status: 200,
    headers: {
      'content-type': contentType,
      'content-disposition': disposition,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
    body,
  };
}
