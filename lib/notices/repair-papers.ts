import { day } from '../shared/day.ts';
import { plainDay, spelledMonths, writtenDay } from './chinese-day.ts';
import type { Disclosed, RepairConfirmation } from './notice.ts';
import type { Paper } from './paper.ts';
import { signedByApplicant } from './signed-by-applicant.ts';

/** Annex 3: the application for repair, empty, with the words that the annex prints in its cells. */
export function repairFormPaper(): Paper {
  const title = '信用修复申请表';
  const subject = '失信主体基本情况';
  const rows = [
    { group: subject, label: '主体名称（填写法人单位名称或自然人名称）', text: '', height: 56 },
    { group: subject, label: '统一社会信用代码（自然人填写身份证号）', text: '', height: 56 },
    { group: subject, label: '联系方式', text: '', height: 44 },
    {
      group: '申请修复失信信息内容',
      label: '失信信息内容描述',
      text: 'XXXX年XX月XX日，因****行为被处以***罚款或者解除协议等（可提供页面打印件或复印件）',
      height: 170,
    },
    {
      group: '申请信用修复理由',
      label: '符合《西藏自治区医疗保障基金使用信用管理办法（试行）》规定',
      text: '第二十七条、第二十八条规定：\n\n符合　□　　不符合　□',
      height: 90,
    },
    signedByApplicant,
  ];
  const sheet = { mark: '附件3', title, parts: [{ kind: 'table' as const, rows }] };
  return { title, dated: day('2023-05-08'), sheets: [sheet] };
}

/** Annex 4: a repair is confirmed. */
export function repairConfirmationPaper(notice: RepairConfirmation): Paper {
  const title = '信用修复确认通知书';
  const subject = '申请修复的失信主体';
  const rows = [
    { group: subject, label: '主体名称\n(填写法人单位名称或自然人名称)', text: notice.name },
    { group: subject, label: '统一社会信用代码\n(自然人填写身份证号)', text: notice.id },
    { group: subject, label: '法定代表人', text: notice.representative ?? '' },
    { group: subject, label: '联系方式', text: notice.contact ?? '' },
    { group: subject, label: '失信信息内容', text: notice.dishonesty, height: 90 },
    {
      group: '医疗保障部门意见',
      label: '修复条件认定情况',
      text: `经核实，不良信息主体已履行法定责任和义务，社会不良影响基本消除。\n至申请日，不良信息${disclosedWords(notice.disclosed)}，期间未产生新的记入信用档案的同类不良信息。`,
      height: 130,
    },
    {
      label: '修复处理意见',
      text: `${notice.opinion}\n自${plainDay(notice.effectiveOn)}起不再公示，不再计入评价；失信记录不撤销。`,
      foot: [`经办人：${notice.officer}`, `单位（盖章）：${notice.bureau}`, writtenDay(notice.issuedOn)],
      height: 170,
    },
  ];
  const sheet = { title, number: notice.number, parts: [{ kind: 'table' as const, rows }] };
  return { title, dated: notice.issuedOn, sheets: [sheet] };
}

/** `已披露1年3个月`. What was never public has no such figure, and the notice says that instead. */
function disclosedWords({ months, never }: Disclosed): string {
  if (months === undefined) return '未向社会公开披露';
  const apart = never.length > 0 ? `（其中${never.join('、')}未向社会公开披露）` : '';
  return `已披露${spelledMonths(months)}${apart}`;
}
