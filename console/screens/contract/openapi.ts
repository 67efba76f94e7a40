/** The parts of an OpenAPI 3.1 document that are shown. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

export interface Parameter {
  readonly in: 'path' | 'query';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface Answer {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Content;
}

interface OperationObject {
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses?: Readonly<Record<string, Answer>>;
}

export interface Document {
  readonly openapi: string;
  readonly paths?: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Operation extends OperationObject {
  /** `GET /v1/deliveries`. */
  readonly route: string;
  readonly method: string;
  readonly path: string;
}

export const operationsOf = ({ paths = {} }: Document): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      route: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
    })),
  );

/** What `#/components/…` names; anything else is itself. */
export function resolved<Part extends object>(part: Part & { readonly $ref?: string }, of: Document): Part {
  if (!part.$ref) return part;
  const [, , kind = '', name = ''] = part.$ref.split('/');
  return (of.components?.[kind]?.[name] ?? part) as Part;
}

/** Groups by the first word of a path, in the order in which work goes through the connector. */
const groupNames: Readonly<Record<string, string>> = {
  feeds: '报送与批次',
  sources: '来源',
  quarantine: '待人工',
  unmatched: '非我主体',
  records: '记录',
  codes: '医保编码',
  orders: '停止服务的决定',
  files: '信用档案',
  grades: '等级查询',
  findings: '查处结果认定',
  objections: '异议',
  repairs: '修复',
  attachments: '附件',
  deadlines: '期限',
  calendar: '工作日',
  cycles: '年度评价',
  trials: '试算',
  policies: '参数',
  subscriptions: '变动订阅',
  tables: '指标表',
  reviews: '复核',
  deliveries: '推送',
  receivers: '接收方',
  convergence: '比对',
  traces: '追溯',
  receipts: '查询留痕',
  statistics: '统计',
  ledger: '台账',
  keys: '密钥',
  alarms: '告警',
  me: '当前人员',
  disclosures: '公示',
  forms: '表单',
};

const groupOf = ({ path }: Operation): string => (path.startsWith('/v1/') ? (path.split('/')[2] ?? '') : '');

export interface Group {
  readonly name: string;
  readonly operations: readonly Operation[];
}

/** Operations by group; with `sought`, those whose address, summary or group has the text. */
export function groupsOf(operations: readonly Operation[], sought = ''): Group[] {
  const text = sought.trim().toLowerCase();
  const order = Object.keys(groupNames);
  const nameOf = (key: string): string => groupNames[key] ?? (key === '' ? '服务' : key);
  const place = (key: string): number => (order.indexOf(key) + order.length + 1) % (order.length + 1);
  return [...new Set(operations.map(groupOf))]
    .sort((a, b) => place(a) - place(b))
    .map((key) => ({
      name: nameOf(key),
      operations: operations.filter(
        (one) =>
          groupOf(one) === key && `${one.route} ${one.summary} ${nameOf(key)}`.toLowerCase().includes(text),
      ),
    }))
    .filter((group) => group.operations.length > 0);
}

const depthMost = 6;

/** A value that has the form of a schema, with what it requires alone: a start for a request. */
export function exampleOf(schema: Schema, of: Document, depth = 0): unknown {
  const { enum: words, const: only, default: usual, anyOf, oneOf, allOf, ...known } = resolved(schema, of);
  if (usual !== undefined) return usual;
  if (only !== undefined) return only;
  if (words) return words[0];
  const [first] = anyOf ?? oneOf ?? allOf ?? [];
  if (first) return exampleOf(first, of, depth + 1);
  if (depth > depthMost) return null;
  switch ([known.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        (known.required ?? []).map((name) => [
          name,
          exampleOf(known.properties?.[name] ?? {}, of, depth + 1),
        ]),
      );
    case 'array':
      return known.items ? [exampleOf(known.items, of, depth + 1)] : [];
    case 'integer':
    case 'number':
      return Math.max(known.minimum ?? 1, 0);
    case 'boolean':
      return false;
    case 'string':
      return known.format === 'date' ? '2026-01-01' : '';
    default:
      return null;
  }
}
