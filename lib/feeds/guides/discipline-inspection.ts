import { disciplineColumns } from '../sources/discipline-inspection/feed.ts';
import { measures } from '../sources/discipline-inspection/measures.ts';
import { examples, writing } from './example-values.ts';
import { guideOf, type TemplateGuide, wordsOf } from './guide.ts';

/** The sheet of 纪检监察. */
export const disciplineGuides: readonly TemplateGuide[] = [
  guideOf({
    template: 'disciplinary-sheet',
    title: '党纪政务处分信息',
    columns: disciplineColumns,
    guides: {
      name: { write: '受处分人姓名。', example: examples.person.name },
      residentId: { write: writing.residentId, example: examples.person.residentId },
      employer: { write: '受处分时的工作单位和职务。', example: '拉萨示例医院主治医师' },
      measure: {
        write: '从可填的值中选择，多种处分用“、”隔开；谈话、诫勉不属于处分，不填。',
        example: '党内警告',
        words: wordsOf(measures),
      },
      documentNumber: { write: '处分决定的完整文号。', example: '拉纪处〔2026〕12号' },
      decidedOn: { write: writing.day, example: '2026-06-18' },
      authority: { write: '作出处分决定的机关全称。', example: '中共拉萨市纪律检查委员会' },
      effect: { write: '影响期的月数或者起止日期。', example: '6个月' },
    },
  }),
];
