import type { Reasons } from './reason.ts';

/** Grounds on which a repair is refused (不予信用修复, Art. 29); `title` is the wording of the notice (annex 5). */
export const refusalReasons = {
  'too-early': {
    title: '自被认定为失信行为之日起未满6个月',
    happened: '自被认定为失信行为之日起未满6个月，不予信用修复（第二十九条第一项）。',
    remedy: '请自所列可以申请之日起再次申请。',
  },
  recurred: {
    title: '信用修复限期内再次发生同类失信行为',
    happened: '信用修复限期内再次发生同类失信行为，不予信用修复（第二十九条第二项）。',
    remedy: '后一失信行为经修复或者因异议剔除后，可以再次申请。',
  },
  'excluded-kind': {
    title: '属于暂不适宜实施信用修复的失信行为',
    happened: '属于暂不适宜实施信用修复的失信行为，不予信用修复（第二十九条第三项）。',
    remedy: '该失信行为不能申请修复。',
  },
  'found-elsewhere': {
    title: '该失信行为由其他机关认定',
    happened: '该失信行为由其他机关认定，应当由认定机关修复（第二十八条）。',
    remedy: '请向认定机关申请修复；其修复记录报送后在本系统同样生效。',
  },
  other: {
    title: '依照所列规定不予修复',
    happened: '依照所列规定不予信用修复。',
    remedy: '请按所列规定办理。',
  },
} as const satisfies Reasons;
