import { templateGuides } from '../../lib/feeds/guides/template-guides.ts';
import type { HttpAnswer } from '../../lib/runtime/http-handler.ts';
import { type Source, sources } from '../../lib/shared/source.ts';
import { sourceNames } from '../../schemas/reasons/source-names.ts';

/** What stands at the address of the connector: what it is, and what anybody may open without a token. */
export const startPage = (metricsPath?: string): HttpAnswer => ({
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  },
  body: new TextEncoder().encode(pageOf(metricsPath)),
});

const style =
  'body{font:16px/1.7 system-ui,sans-serif;margin:2em auto;max-width:52em;padding:0 1em;color-scheme:light dark}table{border-collapse:collapse}th,td{border:1px solid #888;padding:.3em .6em;text-align:left}a{margin-right:1em}';

const link = (address: string, words: string): string => `<a href="${address}">${words}</a>`;

const templatesOf = (source: Source): string =>
  templateGuides[source]
    .map(
      (guide) =>
        `<tr><td>${sourceNames[source]}</td><td>${guide.title}</td><td>${filesOf(source, guide.template)}</td></tr>`,
    )
    .join('\n');

const filesOf = (source: Source, template: string): string => {
  const address = `/v1/feeds/${source}/template?template=${encodeURIComponent(template)}&amp;format=`;
  return [
    link(`${address}xlsx`, '表格（XLSX）'),
    link(`${address}csv`, '文本（CSV）'),
    link(`${address}html`, '填表说明'),
  ].join('');
};

const pageOf = (metricsPath: string | undefined): string => `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>医保信用数据共享连接器</title><style>${style}</style></head>
<body>
<h1>医保信用数据共享连接器</h1>
<p>接收各机关报送的行政处罚、名单和登记信息，建立医疗保障信用档案，按办法计分定级，向公共信用信息平台和医保结算系统推送结果，并答复有权机关的查询。</p>
<p>${link('/console', '进入工作台')}经办人员登录后办理；公示内容无需登录。</p>
<h2>无需登录</h2>
<p>${[
  link('/openapi.json', '接口说明（OpenAPI）'),
  link('/health', '运行状态'),
  link('/ready', '就绪检查'),
  ...(metricsPath ? [link(metricsPath, '监控指标')] : []),
  link('/v1/disclosures', '失信信息公示'),
  link('/v1/repairs/public', '信用修复公示'),
].join('')}</p>
<p>申请书式：${[
  link('/v1/forms/objection', '异议申请书'),
  link('/v1/forms/repair', '信用修复申请书'),
  link('/v1/forms/repair-guide', '信用修复指南'),
].join('')}</p>
<h2>报送模板</h2>
<table>
<thead><tr><th>来源</th><th>内容</th><th>下载</th></tr></thead>
<tbody>
${sources.map(templatesOf).join('\n')}
</tbody>
</table>
<p>其余接口须持令牌访问，见接口说明。</p>
</body>
</html>
`;
