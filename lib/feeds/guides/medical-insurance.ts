import { fileOnlyFindings } from '../../regulation/file-only-findings.ts';
import { tables } from '../../regulation/tables/index.ts';
import type { Category } from '../../shared/category.ts';
import {
  authorityLevels,
  disclosureLevels,
  findingColumns,
  findingStatuses,
} from '../sources/medical-insurance/feed.ts';
import { categoryWords, schemeWords } from '../vocabulary.ts';
import { examples, writing } from './example-values.ts';
import { type Dictionary, guideOf, type TemplateGuide, wordsOf } from './guide.ts';

const { pharmacy, person, bureau } = examples;

/** Three times what is said of the pharmacy, then what is said of the pharmacist. */
const about = (ofPharmacy: string, ofPerson: string): string[] => [
  ...Array.from({ length: 3 }, () => ofPharmacy),
  ofPerson,
];

const categoryName = (category: Category): string =>
  [...categoryWords].find(([word, value]) => value === category && word !== category)?.[0] ?? category;

/** The codes of the tables in force, and of findings that are kept in the file alone. */
const indicatorCodes: Dictionary = {
  name: '指标代码',
  rowsOn: (today) => [
    ['主体类别', '指标代码', '指标名称'],
    ...Object.values(tables).flatMap((versions) =>
      versions
        .filter(({ inForceFrom }) => inForceFrom <= today)
        .slice(-1)
        .flatMap(({ category, indicators }) =>
          indicators.map(({ code, name }) => [categoryName(category), code, name]),
        ),
    ),
    ...[...fileOnlyFindings].flatMap(([code, { name, categories }]) =>
      categories.map((category) => [categoryName(category), code, `${name}（只记入档案）`]),
    ),
  ],
};

/** The bureau's own findings. The examples are a fine, how far prices are disclosed, a commendation that scores, and one of a person. */
export const findingGuides: readonly TemplateGuide[] = [
  guideOf({
    template: 'findings',
    title: '医疗保障查处信息',
    columns: findingColumns,
    dictionaries: [indicatorCodes],
    guides: {
      documentNumber: {
        write: '决定、通报等文书的完整文号。',
        example: ['藏医保罚〔2026〕3号', '藏医保查〔2026〕4号', '藏医保表〔2026〕1号', '藏医保表〔2026〕2号'],
      },
      category: {
        write: '信用主体的类别。',
        example: about('定点零售药店', '药师'),
        words: wordsOf(categoryWords),
      },
      scheme: {
        write: '标识列所填号码的种类；港澳台居民居住证、外国人永久居留身份证同居民身份证。',
        example: about('统一社会信用代码', '居民身份证'),
        words: wordsOf(schemeWords),
      },
      id: { write: '信用主体的完整号码，不得用星号遮盖。', example: about(pharmacy.uscc, person.residentId) },
      name: { write: '机构全称或者个人姓名。', example: about(pharmacy.name, person.name) },
      indicator: {
        write: '指标代码表中的代码，须属于该主体类别。',
        example: ['ph.fine', 'ph.price-disclosure', 'ph.commendation', 'good-faith.commendation'],
      },
      matter: {
        write: '事项的简要说明。',
        example: ['违规使用医保基金', '价格公开情况', '表彰奖励', '表彰奖励'],
      },
      decidedOn: { write: writing.day, example: '2026-06-18' },
      actOn: { write: `行为发生的日期，不晚于决定日期，${writing.day}`, example: '2026-05-06' },
      count: { write: '次数，整数。', when: '指标按次数计分时填写', example: '' },
      amount: {
        write: '以元为单位的数字，不写单位。',
        when: '指标按金额计分时必填',
        example: ['300', '', '', ''],
      },
      months: { write: '月数。', when: '指标按月数计分时必填', example: '' },
      value: { write: '指标的数值。', when: '指标按数值计分时必填', example: '' },
      level: {
        write: '公开类指标填公开程度，表彰奖励填表彰机关的级别，其他指标不填。',
        when: '公开、表彰类指标填写',
        example: ['', '部分', '自治区级', '自治区级'],
        words: [...wordsOf(disclosureLevels), ...wordsOf(authorityLevels)],
      },
      status: {
        write: '空白即为正常；决定被撤销或者变更时填写。',
        example: '正常',
        words: wordsOf(findingStatuses),
      },
      authority: { write: '作出决定的机关全称。', example: bureau.name },
      authorityId: { write: writing.uscc, example: bureau.uscc },
      employerId: {
        write: `药师、医师、护士所在机构的${writing.uscc}`,
        when: '主体为药师、医师、护士时填写',
        example: about('', pharmacy.uscc),
      },
      remark: { write: '需要说明的其他情况。', example: '' },
    },
  }),
];
