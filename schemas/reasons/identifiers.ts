import type { IdentifierFault } from '../../lib/shared/identifiers.ts';
import type { Reasons } from './reason.ts';

/** Why a number that somebody asks for cannot be looked up. */
export const identifierReasons = {
  masked: {
    title: '号码有遮掩',
    happened: '号码的部分字符以“*”遮掩，不能查询。',
    remedy: '请以完整号码重新查询。',
  },
  mangled: {
    title: '号码变为科学计数',
    happened: '号码已变为科学计数，末尾数字已经丢失。',
    remedy: '请以完整号码重新查询。',
  },
  shape: {
    title: '号码格式不正确',
    happened: '号码的位数或字符不符合该种标识的规则。',
    remedy: '请核对号码和标识类型后重新查询。',
  },
  'check-digit': {
    title: '号码校验位不符',
    happened: '号码的校验位不符，号码有误。',
    remedy: '请核对号码后重新查询。',
  },
  'birth-date': {
    title: '出生日期不存在',
    happened: '号码中的出生日期在历法上不存在。',
    remedy: '请核对号码后重新查询。',
  },
} as const satisfies Reasons<IdentifierFault>;
