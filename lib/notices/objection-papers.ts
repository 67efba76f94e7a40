import { day } from '../shared/day.ts';
import { writtenDay } from './chinese-day.ts';
import type { ObjectionReply } from './notice.ts';
import type { Paper } from './paper.ts';
import { signedByApplicant } from './signed-by-applicant.ts';

/** Annex 2: the reply to an objection. */
export function objectionReplyPaper(notice: ObjectionReply): Paper {
  const title = '异议信息处理结果反馈单';
  const rows = [
    { label: '申请单位（人）', text: notice.applicant },
    { label: '异议信息申请内容', text: notice.content, height: 160 },
    {
      label: '异议信息处理结果',
      text: notice.result,
      foot: [notice.bureau, `${writtenDay(notice.issuedOn)}（盖章）`],
      height: 240,
    },
    { label: '备注', text: notice.remark ?? '', height: 60 },
  ];
  return { title, dated: notice.issuedOn, sheets: [{ title, parts: [{ kind: 'table', rows }] }] };
}

/**
 * Annex 1: the application, empty. The text of the regulation that is at hand names this annex and does not show it, so
 * the layout is our own, after annexes 2 and 3, and the form says so.
 */
export function objectionFormPaper(): Paper {
  const title = '异议信息处理申请表';
  const [applicant, content, reason] = ['申请单位（人）', '异议信息申请内容', '申请理由'];
  const rows = [
    { group: applicant, label: '名称（填写法人单位名称或自然人名称）', text: '', height: 48 },
    { group: applicant, label: '统一社会信用代码（自然人填写身份证号）', text: '', height: 48 },
    { group: applicant, label: '联系方式', text: '', height: 40 },
    { group: content, label: '评价年度和评价结果', text: '', height: 48 },
    { group: content, label: '异议信息内容描述', text: '可提供页面打印件或复印件', height: 110 },
    { group: reason, label: '理由和证明材料', text: '', height: 110 },
    signedByApplicant,
  ];
  const source = '附件1的样式未收入本系统所依据的文本，本表参照附件2、附件3编制，以医疗保障部门印发的为准。';
  return {
    title,
    dated: day('2023-05-08'),
    sheets: [
      {
        title,
        parts: [
          { kind: 'table', rows },
          { kind: 'paragraph', text: source },
        ],
      },
    ],
  };
}
