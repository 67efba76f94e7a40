/** What an expression of Prometheus asks for. */
export interface Query {
  readonly expression: string;
  /** Metrics that it names. */
  readonly metrics: readonly string[];
  /** Labels by which it selects and groups. `le` is of every histogram. */
  readonly labels: readonly string[];
}

/** The queries of Grafana's dashboard or of alert rules, with the labels that texts beside them show. */
export function queryOf(expression: string, text = ''): Query {
  const metrics = [...expression.matchAll(/\b(?:credit_connector|process)_[a-z_]+/g)].map(([name]) => name);
  const selected = [...expression.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside = '']) =>
    [...inside.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
  );
  const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, inside = '']) =>
    inside.split(',').map((label) => label.trim()),
  );
  const shown = [...text.matchAll(/\{\{\s*(?:\$labels\.)?(\w+)\s*\}\}/g)].map(([, label = '']) => label);
  const labels = [...new Set([...selected, ...grouped, ...shown])].filter((label) => label !== 'le');
  return { expression, metrics, labels };
}

interface Dashboard {
  readonly panels: readonly { targets: readonly { expr: string; legendFormat: string }[] }[];
}

export const dashboardQueries = (json: string): Query[] =>
  (JSON.parse(json) as Dashboard).panels.flatMap(({ targets }) =>
    targets.map(({ expr, legendFormat }) => queryOf(expr, legendFormat)),
  );

/** The rules of a file, each of `- alert: …` with its expression on one line. */
export const ruleQueries = (yaml: string): Query[] =>
  yaml
    .split(/^ *- alert: /m)
    .slice(1)
    .map((rule) => queryOf(/^ *expr: (.+)$/m.exec(rule)?.[1] ?? '', rule.replace(/^ *expr: .+$/m, '')));
