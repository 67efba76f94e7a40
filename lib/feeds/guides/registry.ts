import { institutionLevels, registryColumns, registryStatuses } from '../sources/registry/feed.ts';
import { categoryWords, schemeWords } from '../vocabulary.ts';
import { examples, writing } from './example-values.ts';
import { everyWordOf, guideOf, type TemplateGuide, wordsOf } from './guide.ts';

const { pharmacy, person, representative } = examples;

/** The registry. The first example is an institution, the second one of its staff. */
export const registryGuides: readonly TemplateGuide[] = [
  guideOf({
    template: 'registry',
    title: '信用主体登记信息',
    columns: registryColumns,
    guides: {
      category: {
        write: '信用主体的类别。',
        example: ['定点零售药店', '药师'],
        words: wordsOf(categoryWords),
      },
      scheme: {
        write: '标识列所填号码的种类；港澳台居民居住证、外国人永久居留身份证同居民身份证。',
        example: ['统一社会信用代码', '居民身份证'],
        words: wordsOf(schemeWords),
      },
      id: {
        write: '信用主体的完整号码，不得用星号遮盖。',
        example: [pharmacy.uscc, person.residentId],
      },
      name: { write: '机构全称或者个人姓名。', example: [pharmacy.name, person.name] },
      medinsCode: { write: '国家医保编码。', example: [pharmacy.medinsCode, ''] },
      level: {
        write: '定点医疗机构的等级。',
        when: '定点医疗机构填写',
        example: '',
        words: wordsOf(institutionLevels),
      },
      division: { write: '所在地6位行政区划代码。', example: '540102' },
      legalRepresentative: { write: '机构的法定代表人姓名。', example: [representative.name, ''] },
      legalRepresentativeId: { write: writing.residentId, example: [representative.residentId, ''] },
      nature: { write: '机构的单位性质。', example: ['有限责任公司', ''] },
      practiceScope: { write: '个人的执业范围。', example: ['', '药学'] },
      filing: { write: '注册登记或者备案信息。', example: '' },
      practice: { write: '个人的执业信息。', example: '' },
      employerId: {
        write: `药师、医师、护士任职机构的${writing.uscc}`,
        when: '主体为药师、医师、护士时填写',
        example: ['', pharmacy.uscc],
      },
      employedFrom: { write: `任职开始日期，${writing.day}`, example: ['', '2026-01-05'] },
      employedTo: { write: `任职结束日期，${writing.day}仍在职的不填。`, example: '' },
      status: { write: '空白即为正常。', example: '正常', words: everyWordOf(registryStatuses.keys()) },
    },
  }),
];
