import type { Reasons } from '../reason.ts';

/** Why it is not known whom a row is about. */
export const subjectReasons = {
  'identifier-missing': {
    title: '未填号码',
    happened: '未填写证件号码或统一社会信用代码，无法确定信用主体。',
    remedy: '请补填号码后重新报送该行；无法补填的，由经办人员在候选主体中认定。',
    example: '统一社会信用代码91350100M000100Y43，居民身份证号码11010519491231002X',
  },
  'masked-identifier': {
    title: '号码有遮掩',
    happened: '号码的部分字符以“*”遮掩，不能据此确定信用主体。',
    remedy: '请报送完整号码；无法提供的，由经办人员在候选主体中认定。',
    example: '11010519491231002X',
  },
  'identifier-in-part': {
    title: '只有组织机构代码或注册号',
    happened: '所填为组织机构代码或注册号，不是统一社会信用代码。',
    remedy: '请报送统一社会信用代码；无法提供的，由经办人员在候选主体中认定。',
    example: '91350100M000100Y43',
  },
  'no-candidate': {
    title: '尚无相符主体',
    happened: '该行只载明主体的部分信息，登记信息中没有相符的信用主体。',
    remedy: '请报送完整号码；无法提供的，待该主体登记后再行认定。',
  },
  'name-contradicts-number': {
    title: '名称与号码不符',
    happened: '登记信息中该号码属于另一名称的主体，所填名称既不是其现名，也不是其曾用名或者简称。',
    remedy: '请核对名称和号码是否错行后重新报送该行；核对无误的，由经办人员认定该行有效。',
  },
  'succession-candidate': {
    title: '疑似更换统一社会信用代码',
    happened:
      '该统一社会信用代码尚未登记，而其医保编码由同类另一机构使用；或者该代码为某机构曾用的代码，现又以其登记。',
    remedy:
      '请核对两家机构的名称和代码：为同一机构的，选定该机构，其信用档案以本行的代码续用；医保编码已改由另一机构使用的，认定该行有效，另立档案。',
  },
  'identifier-type': {
    title: '证件种类不能匹配',
    happened: '该种证件的号码不能用于确定信用主体。',
    remedy: '请改填居民身份证、港澳台居民居住证或新版外国人永久居留身份证的号码后重新报送该行。',
  },
  'invalid-identifier': {
    title: '号码格式不正确',
    happened: '号码的位数、字符或其中的出生日期不符合该种证件、代码的规则。',
    remedy: '请对照证件或文书核对号码后重新报送该行。',
    example: '统一社会信用代码91350100M000100Y43，居民身份证号码11010519491231002X',
  },
  'mangled-identifier': {
    title: '号码变为科学计数',
    happened: '电子表格软件已将号码变为科学计数，末尾数字已经丢失。',
    remedy: '请将该列设为文本格式，重新填写完整号码后报送该行。',
    example: '11010519491231002X',
  },
  'check-digit': {
    title: '号码校验位不符',
    happened: '号码的校验位不符，号码有误；电子表格对长号码只保留15位数字。',
    remedy: '请将该列设为文本格式，对照证件或文书更正号码后重新报送该行。',
    example: '统一社会信用代码91350100M000100Y43，居民身份证号码11010519491231002X',
  },
  'scheme-mismatch': {
    title: '主体类别与标识类型不符',
    happened: '所填主体类别的信用主体不使用所填的标识类型。',
    remedy: '请核对主体类别和标识类型后重新报送该行。',
  },
  'subject-ambiguous': {
    title: '行政相对人不明确',
    happened: '该行同时填有单位代码和个人证件号码，无法确定行政相对人。',
    remedy: '请填写行政相对人类别，或者只保留其中一种号码后重新报送该行。',
  },
  'subject-missing': {
    title: '未填主体号码',
    happened: '该行既无单位代码，也无个人证件号码。',
    remedy: '请填写其中一种号码后重新报送该行。',
    example: '统一社会信用代码91350100M000100Y43，居民身份证号码11010519491231002X',
  },
  'subject-kind-missing': {
    title: '主体类型不明',
    happened: '该行未载明失信被执行人是自然人还是单位。',
    remedy: '请填写失信人类型（0为自然人，1为法人或者其他组织）后重新报送该行。',
  },
  'employment-mismatch': {
    title: '该类主体不登记任职',
    happened: '只有药师、医师、护士登记任职机构，该行的主体类别不应填写任职信息。',
    remedy: '请清空任职各列，或者更正主体类别后重新报送该行。',
  },
} as const satisfies Reasons;
