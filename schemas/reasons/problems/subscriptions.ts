import type { Reasons } from '../reason.ts';

/** Why a request about subscriptions to grade changes does not go through. */
export const subscriptionProblemReasons = {
  'unknown-subscription': {
    title: '订阅不存在',
    happened: '本机关没有该编号的订阅。',
    remedy: '请使用订阅清单所列的编号。',
  },
  'subscription-exists': {
    title: '订阅已经存在',
    happened: '本机关对该地址已有用途相同的订阅。',
    remedy: '请使用原有订阅；密钥遗失的，请为其更换密钥。',
  },
  'too-many-subscriptions': {
    title: '订阅过多',
    happened: '本机关的订阅已达上限。',
    remedy: '请先终止不再使用的订阅。',
  },
  'subscription-ended': {
    title: '订阅已终止',
    happened: '该订阅已终止，不能再变更。',
    remedy: '请新建订阅，并从原有位置继续。',
  },
  'disabled-by-operator': {
    title: '订阅由运维人员停用',
    happened: '该订阅由运维人员停用，只能由运维人员恢复。',
    remedy: '请与医疗保障局的运维人员联系。',
  },
  'not-own-subscription': {
    title: '不是本机关的订阅',
    happened: '运维人员只能停用或者恢复其他机关的订阅。',
    remedy: '暂停和终止请由订阅的机关办理。',
  },
  'address-refused': {
    title: '接收地址不可用',
    happened: '接收地址不是加密的网址，或者属于未经准许的专用网络。',
    remedy: '请改用有有效证书的加密网址；政务网络内的地址，请由运维人员准许该网络。',
  },
} as const satisfies Reasons;
