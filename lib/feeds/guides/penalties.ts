import { residentTypes } from '../certificate.ts';
import {
  commonColumns,
  organisationColumns,
  personColumns,
  subjectKindColumn,
} from '../penalties/columns.ts';
import { penaltyKinds } from '../penalties/kinds.ts';
import { penaltyStates, usageWords } from '../penalties/state.ts';
import { subjectKinds } from '../penalties/subject.ts';
import { examples, writing } from './example-values.ts';
import { everyWordOf, type Guide, type Guides, guideOf, type TemplateGuide, wordsOf } from './guide.ts';

/** The examples of a row about an organisation and of one about a person; a template of one party has one of them. */
type Pick = (organisation: string, person: string) => Guide['example'];

const commonGuides = (
  authority: { name: string; uscc: string },
  pick: Pick,
): Guides<keyof typeof commonColumns> => ({
  name: {
    write: '被处罚的法人、其他组织全称或者自然人姓名。',
    example: pick(examples.pharmacy.name, examples.person.name),
  },
  documentNumber: {
    write: '行政处罚决定书上的完整文号。',
    example: pick('拉市监处罚〔2026〕15号', '拉市监处罚〔2026〕16号'),
  },
  behaviour: { write: '违反的主要规定或者行为类别。', example: '违反药品经营质量管理规范' },
  facts: { write: '决定书认定的违法事实摘要。', example: '未按规定凭处方销售处方药' },
  basis: { write: '处罚所依据的法律法规条款。', example: '《中华人民共和国药品管理法》第一百二十六条' },
  kinds: {
    write: '从可填的值中选择，多个种类用“；”隔开。',
    example: pick('警告；罚款', '警告'),
    words: wordsOf(penaltyKinds),
  },
  content: {
    write: '处罚决定的主要内容，写明金额和单位，与金额列一致。',
    example: pick('警告，并处罚款20000元', '警告'),
  },
  fine: { write: '以万元为单位的数字，不写单位。', when: '有罚款时必填', example: pick('2', '') },
  confiscated: { write: '以万元为单位的数字，不写单位。', when: '有没收时填写', example: '' },
  licence: { write: '被暂扣或者吊销的证照名称和编号。', when: '暂扣、吊销证照时填写', example: '' },
  decidedOn: { write: writing.day, example: '2026-05-22' },
  validUntil: {
    write: `处罚有效期的截止日期，${writing.day}长期有效的写2099-12-31。`,
    example: '2099-12-31',
  },
  publicUntil: { write: `公示截止日期，不早于处罚决定日期，${writing.day}`, example: '2029-05-22' },
  authority: { write: '作出处罚决定的机关全称。', example: authority.name },
  authorityId: { write: writing.uscc, example: authority.uscc },
  remark: { write: '需要说明的其他情况。', example: '' },
  state: {
    write: '空白即为正常；处罚决定被撤销、修复或者有异议时填写。',
    example: '正常',
    words: wordsOf(penaltyStates, ['unclear']),
  },
  usage: { write: '空白时按与本部门的约定。', example: '公示', words: wordsOf(usageWords) },
});

const organisationGuides = (pick: Pick, isMerged: boolean): Guides<keyof typeof organisationColumns> => ({
  uscc: {
    write: writing.uscc,
    ...(isMerged && { when: '法人、非法人组织和个体工商户必填' }),
    example: pick(examples.pharmacy.uscc, ''),
  },
  organisationCode: { write: '9位组织机构代码，有统一社会信用代码的不填。', example: '' },
  representative: { write: '法定代表人或者负责人姓名。', example: pick(examples.representative.name, '') },
});

const personGuides = (pick: Pick, isMerged: boolean): Guides<keyof typeof personColumns> => {
  const need = isMerged && { when: '自然人必填' };
  return {
    certType: {
      write: '居民身份证、港澳台居民居住证或者外国人永久居留身份证。',
      ...need,
      example: pick('', '身份证'),
      words: everyWordOf(residentTypes),
    },
    certNumber: { write: writing.residentId, ...need, example: pick('', examples.person.residentId) },
  };
};

const kindsOf = (
  schemes: readonly ('uscc' | 'resident-id')[],
  pick: Pick,
): Guides<keyof typeof subjectKindColumn> => ({
  subjectKind: {
    write: '被处罚的是组织还是个人。',
    example: pick('法人及非法人组织', '自然人'),
    words: [...subjectKinds].flatMap(([word, scheme]) => (schemes.includes(scheme) ? [word] : [])),
  },
});

const both: Pick = (organisation, person) => [organisation, person];
const ofOrganisations: Pick = (organisation) => organisation;
const ofPersons: Pick = (_, person) => person;

/** 双公示 of an authority that reports its own penalties: merged, of organisations, of persons. */
export const penaltyGuides = (authority: { name: string; uscc: string }): readonly TemplateGuide[] => [
  guideOf({
    template: 'penalties-merged',
    title: '行政处罚信息（法人和自然人）',
    columns: { ...commonColumns, ...organisationColumns, ...personColumns, ...subjectKindColumn },
    guides: {
      ...commonGuides(authority, both),
      ...organisationGuides(both, true),
      ...personGuides(both, true),
      ...kindsOf(['uscc', 'resident-id'], both),
    },
  }),
  guideOf({
    template: 'penalties-legal-person',
    title: '行政处罚信息（法人）',
    columns: { ...commonColumns, ...organisationColumns, ...subjectKindColumn },
    guides: {
      ...commonGuides(authority, ofOrganisations),
      ...organisationGuides(ofOrganisations, false),
      ...kindsOf(['uscc'], ofOrganisations),
    },
  }),
  guideOf({
    template: 'penalties-natural-person',
    title: '行政处罚信息（自然人）',
    columns: { ...commonColumns, ...personColumns, ...subjectKindColumn },
    guides: {
      ...commonGuides(authority, ofPersons),
      ...personGuides(ofPersons, false),
      ...kindsOf(['resident-id'], ofPersons),
    },
  }),
];
