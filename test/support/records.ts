/** Made-up subjects with valid check digits, and rows about them in the sources' JSON form. */
export const hospital = { id: '12540100433210003C', name: '拉萨测试人民医院' };
export const pharmacy = { id: '91540100MA6T1000XP', name: '拉萨测试大药房有限公司' };
export const doctor = { id: '540102198503120013', name: '次仁扎西' };
export const nurse = { id: '540121199007150022', name: '格桑卓玛' };
export const patient = { id: '54042119991015005X', name: '平措旺堆' };
export const boss = { id: '440524188001010014', name: '测试甲' };
export const stranger = { id: '92540102MA6TA0B17J', name: '城关区无名小店' };

export const everyone = [hospital, pharmacy, doctor, nurse, patient, boss, stranger];

export const registry = [
  {
    category: 'medical-institution',
    scheme: 'uscc',
    ...hospital,
    medinsCode: 'H54010200001',
    level: '三级',
    division: '540102',
    status: '正常',
  },
  {
    category: 'pharmacy',
    scheme: 'uscc',
    ...pharmacy,
    medinsCode: 'P54010200012',
    division: '540102',
    legalRepresentative: boss.name,
    legalRepresentativeId: boss.id,
  },
  {
    category: 'doctor',
    scheme: 'resident-id',
    ...doctor,
    medinsCode: 'D540102000123',
    employerId: hospital.id,
    employedFrom: '2020-01-01',
  },
  { category: 'insured-person', scheme: 'resident-id', ...doctor },
  { category: 'nurse', scheme: 'resident-id', ...nurse, employerId: hospital.id },
  { category: 'insured-person', scheme: 'resident-id', ...patient },
];

const bureau = { authority: '西藏自治区医疗保障局' };

export const finding = (
  number: number,
  subject: { category: string; id: string; name: string },
  indicator: string,
  figures: object = {},
) => ({
  documentNumber: `藏医保查〔2026〕${number}号`,
  scheme:
    subject.category === 'pharmacy' || subject.category === 'medical-institution' ? 'uscc' : 'resident-id',
  ...subject,
  indicator,
  decidedOn: '2026-05-04',
  ...bureau,
  ...figures,
});

/** A 双公示 row as V2.1 JSON. */
export const penalty = (number: number, subject: { id: string; name: string }, change: object = {}) => ({
  CF_XDR_MC: subject.name,
  CF_XDR_LB: subject.id.startsWith('9') || subject.id.startsWith('12') ? '法人及非法人组织' : '自然人',
  CF_XDR_SHXYM: subject.id.startsWith('9') || subject.id.startsWith('12') ? subject.id : null,
  CF_XDR_ZJLX: subject.id.startsWith('9') || subject.id.startsWith('12') ? null : '身份证',
  CF_XDR_ZJHM: subject.id.startsWith('9') || subject.id.startsWith('12') ? null : subject.id,
  CF_WSH: `藏市监处罚〔2026〕${number}号`,
  CF_WFXW: '违法',
  CF_SY: '事实',
  CF_YJ: '依据',
  CF_CFLB: '警告',
  CF_NR: '警告',
  CF_NR_FK: null,
  CF_NR_WFFF: null,
  CF_NR_ZKDX: null,
  CF_JDRQ: '2026-03-02',
  CF_YXQ: '2099/12/31',
  CF_GSJZQ: '2099/12/31',
  CF_CFJG: '西藏自治区市场监督管理局',
  CF_CFJGDM: '11540000000000000X',
  CF_SJLY: '西藏自治区市场监督管理局',
  CF_SJLYDM: '11540000000000000X',
  BZ: null,
  ...change,
});

/** A row of 失信被执行人. */
export const defaulter = (number: number, who: { id: string; name: string }, change: object = {}) => ({
  iname: who.name,
  caseCode: `（2026）藏0102执${number}号`,
  cardNum: who.id,
  businessEntity: who.id.startsWith('9') ? '测试甲' : '',
  courtName: '拉萨市城关区人民法院',
  partyTypeName: who.id.startsWith('9') ? '1' : '0',
  publishDate: '2026年03月02日',
  ...change,
});

/** Persons who are not subjects, so that a list has some length. */
export const otherDefaulters = Array.from({ length: 24 }, (_, index) =>
  defaulter(1000 + index, { id: '11010519491231002X', name: `路人${index}` }),
);
