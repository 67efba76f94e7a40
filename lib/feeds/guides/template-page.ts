import type { Day } from '../../shared/day.ts';
import { escapeXml } from '../formats/escape-xml.ts';
import { explanationOf } from './explanation.ts';
import type { TemplateGuide } from './guide.ts';

/** The explanation of a template as a page of its own, without scripts. */
export function templatePage(guide: TemplateGuide, today: Day): string {
  const title = `${escapeXml(guide.title)}填表说明`;
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head>
<body>
<h1>${title}</h1>
<p>示例均为虚构。列名不要改动，每行填写一条记录。</p>
${table(explanationOf(guide))}
${guide.dictionaries.map(({ name, rowsOn }) => `<h2>${escapeXml(name)}</h2>\n${table(rowsOn(today))}`).join('\n')}
</body>
</html>
`;
}

const table = ([heading = [], ...lines]: readonly (readonly string[])[]): string => `<table>
<thead>${line('th', heading)}</thead>
<tbody>
${lines.map((cells) => line('td', cells)).join('\n')}
</tbody>
</table>`;

const style =
  'body{font-family:sans-serif;margin:2em}table{border-collapse:collapse}th,td{border:1px solid #888;padding:.4em;text-align:left;vertical-align:top}';

const line = (element: 'th' | 'td', cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<${element}>${escapeXml(cell)}</${element}>`).join('')}</tr>`;
