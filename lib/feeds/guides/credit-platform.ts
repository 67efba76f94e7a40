import { residentTypes } from '../certificate.ts';
import { penaltyKinds } from '../penalties/kinds.ts';
import {
  organisationColumns,
  penaltyColumns,
  personColumns,
  type platformColumns,
} from '../sources/credit-platform/columns.ts';
import { organisationTypes } from '../sources/credit-platform/penalties.ts';
import { rowStates } from '../sources/credit-platform/row-state.ts';
import { examples, writing } from './example-values.ts';
import { everyWordOf, type Guides, guideOf, notOffered, type TemplateGuide, wordsOf } from './guide.ts';

const { pharmacy, person, representative } = examples;

const platformGuides: Guides<keyof typeof platformColumns> = {
  state: {
    write: '平台上该条记录的状态，空白即为有效；已删除的不报，改填移出日期或者报送撤销决定。',
    example: '已整合',
    words: wordsOf(rowStates, ['gone']),
  },
  providedOn: { write: `向平台提供信息的日期，${writing.day}`, example: '2026-05-06' },
};

const listGuides = {
  ...platformGuides,
  authority: { write: '作出认定的单位全称。', example: '西藏自治区人力资源和社会保障厅' },
  documentNumber: { write: '认定文书的完整文号。', example: '藏人社认〔2026〕3号' },
  listedOn: { write: writing.day, example: '2026-04-20' },
  removedOn: { write: `已移出的填写移出日期，${writing.day}`, when: '已移出时必填', example: '' },
  removalNumber: { write: '移出文书的完整文号。', when: '已移出时填写', example: '' },
  reason: { write: '认定所依据的主要失信事实。', example: '拖欠农民工工资，情节严重' },
  publicUntil: { write: `公示截止日期，${writing.day}`, example: '2029-04-20' },
} as const;

/** 严重失信主体名单 of organisations and of persons, and penalties of departments outside 双公示. */
export const creditPlatformGuides: readonly TemplateGuide[] = [
  guideOf({
    template: 'serious-dishonesty-organisations',
    title: '严重失信主体名单（法人）',
    columns: organisationColumns,
    guides: {
      ...listGuides,
      name: { write: '被列入的机构全称。', example: pharmacy.name },
      uscc: { write: writing.uscc, when: '必填', example: pharmacy.uscc },
      organisationCode: notOffered,
      registrationNumber: notOffered,
      representative: { write: '法定代表人姓名。', example: representative.name },
      manager: { write: '没有法定代表人的，填写负责人姓名。', example: '' },
    },
  }),
  guideOf({
    template: 'serious-dishonesty-persons',
    title: '严重失信主体名单（自然人）',
    columns: personColumns,
    guides: {
      ...listGuides,
      name: { write: '被列入的自然人姓名。', example: person.name },
      certType: {
        write: '空白即为身份证。',
        example: '身份证',
        words: everyWordOf(residentTypes),
      },
      certNumber: { write: writing.residentId, example: person.residentId },
    },
  }),
  guideOf({
    template: 'department-penalties',
    title: '部门行政处罚信息',
    columns: penaltyColumns,
    guides: {
      ...platformGuides,
      documentNumber: {
        write: '处罚决定书的完整文号。',
        example: ['藏人社监罚〔2026〕8号', '藏人社监罚〔2026〕9号'],
      },
      name: { write: '被处罚的组织全称或者自然人姓名。', example: [pharmacy.name, person.name] },
      certType: {
        write: '组织填统一社会信用代码，自然人填身份证。',
        example: ['统一社会信用代码', '身份证'],
        words: everyWordOf([...organisationTypes, ...residentTypes]),
      },
      certNumber: {
        write: '18位统一社会信用代码或者身份证号码，不得用星号遮盖。',
        example: [pharmacy.uscc, person.residentId],
      },
      title: { write: '处罚事项的名称。', example: '未依法缴存工资保证金' },
      kinds: {
        write: '从可填的值中选择，多个种类用“；”隔开。',
        example: ['罚款', '警告'],
        words: wordsOf(penaltyKinds),
      },
      content: { write: '处罚结果，写明金额和单位，与金额列一致。', example: ['罚款20000元', '警告'] },
      decidedOn: { write: writing.day, example: '2026-04-20' },
      authority: { write: '作出处罚决定的机关全称。', example: '西藏自治区人力资源和社会保障厅' },
      fine: { write: '以元为单位的数字，不写单位。', when: '有罚款时必填', example: ['20000', ''] },
      confiscated: { write: '以元为单位的数字，不写单位。', when: '有没收时填写', example: '' },
    },
  }),
];
