import type { Reasons } from '../reason.ts';

const cursor = {
  title: '翻页标记有误',
  happened: '翻页标记不是同一查询的前一次结果给出的。',
  remedy: '请使用前一次结果中的翻页标记，或者从头查询。',
} as const;
const limit = {
  title: '每页条数有误',
  happened: '每页条数不是规定范围内的整数。',
  remedy: '请改为规定范围内的整数。',
} as const;

/** What is wrong with a request, whatever it is about. */
export const requestReasons = {
  'name-required': {
    title: '查询自然人须提供姓名',
    happened: '查询自然人信用等级须同时提供号码和姓名，请求中有一人未提供姓名，未作任何查询。',
    remedy: '请补充所指主体的姓名后重新查询。',
  },
  'self-one-subject': {
    title: '本人查询只限一个主体',
    happened: '本人查询的请求中包含一个以上的号码，未作任何查询。',
    remedy: '请只查询本人（本单位）的号码。',
  },
  'no-such-route': {
    title: '地址不存在',
    happened: '所请求的地址不存在。',
    remedy: '请对照接口说明（/openapi.json）核对地址。',
  },
  'method-not-allowed': {
    title: '请求方法不受理',
    happened: '该地址不受理所用的请求方法。',
    remedy: '请对照接口说明改用受理的方法。',
  },
  'no-token': {
    title: '缺少访问凭据',
    happened: '请求未附有效的访问凭据。',
    remedy: '请登录后重试，或者附上认证服务签发的凭据。',
  },
  'no-valid-token': {
    title: '访问凭据无效',
    happened: '访问凭据无效或已过期。',
    remedy: '请重新登录或重新申领凭据后重试。',
  },
  'scope-missing': {
    title: '没有权限',
    happened: '访问凭据不含办理该事项的权限。',
    remedy: '请由有权限的人员办理，或者申请该权限。',
  },
  'region-only': {
    title: '应由自治区级办理',
    happened: '该事项涉及全区，访问凭据只限本地市。',
    remedy: '请由自治区医疗保障局的人员办理。',
  },
  'not-json': {
    title: '请求不是JSON',
    happened: '请求内容不是UTF-8编码的JSON。',
    remedy: '请按接口说明提交JSON。',
  },
  'too-deep': {
    title: '请求层次过深',
    happened: '请求内容的嵌套层次超出上限。',
    remedy: '请按接口说明提交。',
  },
  'invalid-request': {
    title: '请求内容有误',
    happened: '请求中有缺少、多余或不合要求的内容。',
    remedy: '请按提示更正各项后重新提交。',
  },
  'invalid-address': {
    title: '地址有误',
    happened: '地址中有一段过长或编码不正确。',
    remedy: '请更正地址后重试。',
  },
  'request-too-large': {
    title: '请求过大',
    happened: '请求内容超出上限。',
    remedy: '数据文件请改用上传方式报送。',
  },
  'machine-unwell': {
    title: '本机无法工作',
    happened: '本机的数据服务没有响应，或者数据目录无法写入。',
    remedy: '请运维人员检查磁盘和运行日志后重新启动。',
  },
  'not-ready': {
    title: '尚不能工作',
    happened: '数据表、队列、文件库或者密钥中有一项没有响应。',
    remedy: '请运维人员查看检查结果和运行日志；已受理的数据不会丢失。',
  },
  internal: {
    title: '系统出错',
    happened: '系统未能完成该请求。',
    remedy: '请重试；仍然出错的，请将请求编号告知运维人员。',
  },
  busy: {
    title: '正忙',
    happened: '该信用档案正在变动，请求未能完成。',
    remedy: '请稍后重试。',
  },
  'bad-cursor': cursor,
  'invalid-cursor': cursor,
  'bad-limit': limit,
  'invalid-limit': limit,
  'bad-number': {
    title: '批次序号有误',
    happened: '所填内容不是批次的序号。',
    remedy: '请填写批次的序号。',
  },
  'invalid-day': {
    title: '日期有误',
    happened: '所填内容不是日期。',
    remedy: '请按“年-月-日”填写，例如2026-09-22。',
  },
  'invalid-period': {
    title: '起止日期有误',
    happened: '起止日期不是日期，或者起始日期晚于截止日期。',
    remedy: '请更正起止日期。',
  },
  'period-too-long': {
    title: '期间过长',
    happened: '查询的期间过长，或者结果过多。',
    remedy: '请缩短期间，分次查询。',
  },
  'unknown-format': {
    title: '文件格式不存在',
    happened: '所填文件格式不存在。',
    remedy: '请从规定的格式中选择。',
  },
  'unknown-kind': {
    title: '种类不存在',
    happened: '所填种类不存在。',
    remedy: '请从规定的种类中选择。',
  },
  'unknown-prefecture': {
    title: '地市代码有误',
    happened: '地市代码不是行政区划代码的前四位。',
    remedy: '请填写行政区划代码的前四位，例如5401。',
  },
  'not-sent-as-bytes': {
    title: '内容类型不符',
    happened: '文件未按二进制内容发送，中文可能已经损坏，未予接收。',
    remedy: '请将内容类型设为二进制流，重新报送原文件。',
  },
  'unknown-source': {
    title: '来源不存在',
    happened: '所填来源不存在。',
    remedy: '请从规定的来源中选择。',
  },
  'unknown-category': {
    title: '主体类别没有指标表',
    happened: '所填类别不存在，或者不评定信用等级。',
    remedy: '请从有指标表的类别中选择。',
  },
  'alarms-unknown': {
    title: '告警状态未知',
    happened: '告警服务没有应答，不能确定是否有告警。',
    remedy: '请稍后再试；仍不成功的，请联系系统运维人员。',
  },
  'unknown-parameter': {
    title: '查询参数不存在',
    happened: '地址中有该接口没有的查询参数。',
    remedy: '请对照接口文档更正参数名称。',
  },
  'unknown-status': {
    title: '批次状态不存在',
    happened: '所填批次状态不存在。',
    remedy: '请从规定的状态中选择。',
  },
  'unknown-template': {
    title: '模板不存在',
    happened: '该来源没有所填的模板。',
    remedy: '请从该来源的模板中选择，或者不填。',
  },
  'unknown-statistics': {
    title: '统计项目不存在',
    happened: '所填统计项目不存在。',
    remedy: '请按等级或者指标统计。',
  },
  'source-missing': {
    title: '未选来源',
    happened: '按原因查询须同时指明来源。',
    remedy: '请补选来源。',
  },
  'agency-missing': {
    title: '未选机构',
    happened: '未指明查询哪一机构的回执。',
    remedy: '请补选机构。',
  },
  'unknown-purpose': {
    title: '用途不存在',
    happened: '所填查询用途不在用途目录内，或者已不再使用。',
    remedy: '请从用途目录中选择。',
  },
} as const satisfies Reasons;
