import { abnormalColumns, violationColumns } from '../sources/market-supervision/lists.ts';
import { examples, writing } from './example-values.ts';
import { type Guides, guideOf, notOffered, type TemplateGuide } from './guide.ts';

type Common = Exclude<keyof typeof abnormalColumns, 'reason'>;

const commonGuides: Guides<Common> = {
  name: { write: '被列入的企业或者机构全称。', example: examples.pharmacy.name },
  uscc: { write: writing.uscc, when: '必填', example: examples.pharmacy.uscc },
  registrationNumber: notOffered,
  representative: { write: '法定代表人或者负责人姓名。', example: examples.representative.name },
  listedOn: { write: writing.day, example: '2026-03-10' },
  authority: { write: '作出列入决定的机关全称，不写代码。', example: examples.marketAuthority.name },
  authorityText: notOffered,
  documentNumber: { write: '列入决定书的完整文号。', example: '拉市监列〔2026〕7号' },
  removedOn: { write: `已移出的填写移出日期，${writing.day}`, when: '已移出时必填', example: '' },
  removalNumber: { write: '移出决定书的完整文号。', when: '已移出时填写', example: '' },
  listingId: { write: '贵方系统中该条记录的编号，各次报送保持不变。', example: '' },
  reasonText: notOffered,
  removalReason: { write: '移出决定书所写的原因。', when: '已移出时填写', example: '' },
  removalReasonText: notOffered,
};

/** 严重违法失信名单 and 经营异常名录. */
export const marketListGuides: readonly TemplateGuide[] = [
  guideOf({
    template: 'serious-violation-list',
    title: '严重违法失信名单',
    columns: violationColumns,
    guides: {
      ...commonGuides,
      reason: { write: '列入决定书所写的事由。', example: '提交虚假材料骗取药品经营许可' },
    },
  }),
  guideOf({
    template: 'abnormal-operation-list',
    title: '经营异常名录',
    columns: abnormalColumns,
    guides: {
      ...commonGuides,
      reason: { write: '列入决定书所写的原因。', example: '通过登记的住所无法联系' },
    },
  }),
];
