/** Groups of operations, by the first word of their path, in the order in which work goes through the connector. */
const groups: Readonly<Record<string, string>> = {
  feeds: '报送与批次: sending files and records, and what became of them',
  sources: '来源: the authorities that send',
  quarantine: '待人工: rows and removals that wait for an officer',
  unmatched: '非我主体: decisions about subjects that are not known yet',
  records: '记录: a record that was sent for the wrong subject',
  codes: '医保编码: what an earlier release left under a code',
  orders: '停止服务的决定: suspensions of staff at grade C',
  files: '信用档案: whole credit files',
  grades: '等级查询: grades by purpose, and the feed of changes',
  findings: '查处结果认定: findings that a second officer confirms',
  objections: '异议: objections (Art. 19, 20)',
  repairs: '修复: repairs (Art. 27 to 31)',
  attachments: '附件: evidence of casework',
  deadlines: '期限: what is due',
  calendar: '工作日: working days',
  cycles: '年度评价: annual evaluations',
  trials: '试算: trials of a draft table or a value',
  policies: '参数: policy parameters and the legal basis',
  tables: '指标表: indicator tables',
  reviews: '复核: what waits for a second officer',
  deliveries: '推送: what is sent to the receivers',
  receivers: '接收方: comparing a receiver with the files',
  convergence: '比对: whether the receivers have what the files say',
  traces: '追溯: from a record of a receiver to its sources',
  receipts: '查询留痕: who asked what',
  statistics: '统计: outcome of rows by source',
  subscriptions: '变动订阅: grade changes pushed to agencies',
  ledger: '台账: the signed ledger of what the directory was told',
  keys: '密钥: data keys',
  upgrade: '数据升级: what earlier releases stored, moved to where this one stores it',
  alarms: '告警: what rings',
  me: '当前人员: who the token is',
  disclosures: '公示: public information',
  forms: '表单: forms as PDF',
};
const service = 'service';

/** `GET /v1/repairs/{id}/notice` → `repairs` */
export function tagOf(route: string): string {
  const [, path = ''] = route.split(' ');
  return /^\/v1\/(\w+)/.exec(path)?.[1] ?? service;
}

/** The tags of these routes, with what each is about. */
export function tagsOf(routes: readonly string[]): { name: string; description: string }[] {
  const used = new Set(routes.map(tagOf));
  const known = Object.keys(groups).filter((name) => used.has(name));
  const others = [...used].filter((name) => !(name in groups) && name !== service);
  return [
    ...[...known, ...others].map((name) => ({
      name,
      description: groups[name] ?? `Operations of /v1/${name}`,
    })),
    { name: service, description: '服务: the service itself, open to everybody' },
  ];
}
