import type { Reasons } from '../reason.ts';
import { refusalReasons } from '../refusal-grounds.ts';

/** What an officer does whose grant a ground of Art. 29 stands against. */
const refuseBy = { title: '不能准予修复', remedy: '请以该理由作出不予信用修复的决定。' } as const;

/** Why a repair (Art. 27 to 31) does not go on. */
export const repairReasons = {
  'unknown-repair': {
    title: '修复申请不存在',
    happened: '没有该编号的信用修复申请。',
    remedy: '请使用信用档案或期限清单所列的编号。',
  },
  'repair-open': {
    title: '已有修复申请在办',
    happened: '其中的失信信息已有修复申请正在办理。',
    remedy: '请等待办理结果。',
  },
  'same-attachment': {
    title: '修复材料重复',
    happened: '信用修复申请表、整改证明材料和承诺书应当是三份不同的材料（第三十条）。',
    remedy: '请分别提交三份材料后重新申请。',
  },
  'already-repaired': {
    title: '已经修复',
    happened: '该失信信息已经修复，不再计入评价。',
    remedy: '无需再次申请。',
  },
  'already-struck-out': {
    title: '已经剔除',
    happened: '该失信信息已因异议剔除，不再计入评价。',
    remedy: '无需申请修复。',
  },
  'repair-too-early': { ...refuseBy, happened: refusalReasons['too-early'].happened },
  'repair-recurred': { ...refuseBy, happened: refusalReasons.recurred.happened },
  'repair-excluded-kind': { ...refuseBy, happened: refusalReasons['excluded-kind'].happened },
  'repair-found-elsewhere': {
    title: '由认定机关修复',
    happened: refusalReasons['found-elsewhere'].happened,
    remedy: refusalReasons['found-elsewhere'].remedy,
  },
  'repair-other': { ...refuseBy, happened: refusalReasons.other.happened },
  'ground-not-found': {
    title: '不予修复的理由不成立',
    happened: '所选的不予修复理由今日并不成立。',
    remedy: '请改选成立的理由，或者选择其他并写明依据的条款。',
  },
  'already-extended': {
    title: '已经延长',
    happened: '办理期限已经延长至第三十一条规定的上限。',
    remedy: '请在期限内作出处理意见。',
  },
  'deadline-passed': {
    title: '已过办理期限',
    happened: '办理期限已过，只能在期限届满前延长。',
    remedy: '请尽快作出处理意见。',
  },
  'not-in-notice': {
    title: '不在公示期',
    happened: '该修复不在公示期，不能对公示提出异议。',
    remedy: '请刷新后查看办理状态。',
  },
  'notice-over': {
    title: '公示期已满',
    happened: '公示期已满，对公示的异议应当在期内提出。',
    remedy: '请告知异议人不予受理。',
  },
  'phone-missing': {
    title: '缺少经办人电话',
    happened: '不予信用修复告知书须载明经办人电话，系统未设置该医疗保障局的电话。',
    remedy: '请系统管理员按运行手册设置各医疗保障局的电话后再出具。',
  },
  'not-refused': {
    title: '没有可以异议的决定',
    happened: '该修复申请没有不予修复的决定，或者该决定已经改变，不能提出异议。',
    remedy: '请刷新后查看办理状态。',
  },
  'refusal-objection-open': {
    title: '异议已经提出',
    happened: '对该不予修复决定的异议已经提出。',
    remedy: '请等待或者查阅处理意见。',
  },
  'refusal-objection-late': {
    title: '异议已过期限',
    happened: '对不予修复决定的异议应当自收到告知书之日起15个工作日内提出（附件5），现已超过。',
    remedy: '请告知申请人不予受理；收到日期有误的，请更正后重新提交。',
  },
  'refused-by-same-officer': {
    title: '须由他人处理',
    happened: '对不予修复决定的异议，应当由作出该决定以外的人员处理。',
    remedy: '请由另一名经办人员处理。',
  },
  'no-open-objection': {
    title: '没有待处理的公示异议',
    happened: '没有所指的待处理公示异议。',
    remedy: '请先登记公示异议及其理由。',
  },
} as const satisfies Reasons;
