import { changeColumns, courtColumns } from '../sources/court/columns.ts';
import { courtChanges } from '../sources/court/feed.ts';
import { partyTypes } from '../sources/court/party.ts';
import { examples, writing } from './example-values.ts';
import { everyWordOf, type Guides, guideOf, type TemplateGuide } from './guide.ts';

const { pharmacy, person, representative } = examples;

/** The first example is an organisation, the second a person. */
const listGuides: Guides<keyof typeof courtColumns> = {
  name: { write: '被执行人姓名或者单位全称。', example: [pharmacy.name, person.name] },
  number: {
    write: '自然人填18位身份证号码，单位填18位统一社会信用代码，不得用星号遮盖。',
    example: [pharmacy.uscc, person.residentId],
  },
  caseCode: { write: '执行案件的完整案号。', example: ['（2026）藏01执101号', '（2026）藏01执102号'] },
  court: { write: '执行法院全称。', example: '西藏自治区拉萨市中级人民法院' },
  listedOn: { write: `失信信息的发布日期，${writing.day}`, example: '2026-04-15' },
  filedOn: { write: `立案日期，不晚于发布日期，${writing.day}`, example: '2026-02-03' },
  partyType: {
    write: '被执行人是自然人还是单位。',
    example: ['法人', '自然人'],
    words: everyWordOf(partyTypes.keys()),
  },
  age: { write: '自然人的年龄，单位不填。', example: ['', '36'] },
  sex: { write: '自然人的性别，单位不填。', example: ['', '女'] },
  representative: {
    write: '单位的法定代表人或者负责人，自然人不填。',
    example: [representative.name, ''],
  },
  conduct: { write: '失信行为的具体情形。', example: '有履行能力而拒不履行生效法律文书确定义务' },
  performance: { write: '全部未履行、部分未履行等。', example: '全部未履行' },
};

const changeGuides: Guides<keyof typeof changeColumns> = {
  state: {
    write: '新发布的填新增；撤销、移出、更正等按可填的值填写。',
    example: ['新增', '移出'],
    words: everyWordOf(courtChanges.keys()),
  },
  changedOn: {
    write: `变更日期，不早于发布日期，${writing.day}`,
    when: '除新增外必填',
    example: ['', '2026-09-01'],
  },
  changeNumber: { write: '撤销、移出等决定的文号。', example: '' },
};

/** 失信被执行人, as changes or as the whole list. */
export const courtGuides: readonly TemplateGuide[] = [
  guideOf({
    template: 'defaulters-changes',
    title: '失信被执行人变更信息',
    columns: { ...courtColumns, ...changeColumns },
    guides: { ...listGuides, ...changeGuides },
  }),
  guideOf({
    template: 'defaulters-full',
    title: '失信被执行人名单（全量）',
    columns: courtColumns,
    guides: listGuides,
  }),
];
