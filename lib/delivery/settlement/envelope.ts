import * as z from 'zod';
import type { Signer } from './signer.ts';

/** Settings of the settlement system's interface (docs/formats.md 12; 15: its suspension contract is open). */
export const settlementSettings = z.strictObject({
  put: z.string().default('S101'),
  lift: z.string().default('S102'),
  list: z.string().default('S103'),
  /** 医保区划, the medical-insurance division; the default is the province. */
  division: z.string().default('549900'),
  receiverCode: z.string().default('SETTLE'),
  institutionCode: z.string().length(12).default('H54990000001'),
  institutionName: z.string().default('西藏自治区医疗保障局'),
  operator: z.string().default('credit-connector'),
  operatorName: z.string().default('医保信用数据共享连接器'),
  signInNumber: z.string().default(''),
  timeoutSeconds: z.number().positive().default(10),
});
export type SettlementSettings = z.infer<typeof settlementSettings>;

/** The national envelope of a request with all its fields (docs/formats.md 12.1). */
export type Envelope = Readonly<Record<string, unknown>> & { readonly input: { readonly data: unknown } };

const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

export function envelopeOf(
  { infno, data, now, sequence }: { infno: string; data: unknown; now: Date; sequence: number },
  settings: SettlementSettings,
  signer: Signer,
): Envelope {
  const time = shanghai.format(now);
  const fields = {
    infno,
    msgid: `${settings.institutionCode}${time.replace(/\D/g, '')}${String(sequence % 10_000).padStart(4, '0')}`,
    mdtrtarea_admvs: settings.division,
    insuplc_admdvs: settings.division,
    recer_sys_code: settings.receiverCode,
    dev_no: '',
    dev_safe_info: '',
    signtype: signer.type,
    infver: 'V1.0',
    opter_type: '1',
    opter: settings.operator,
    opter_name: settings.operatorName,
    inf_time: time,
    fixmedins_code: settings.institutionCode,
    fixmedins_name: settings.institutionName,
    sign_no: settings.signInNumber,
  };
  return { ...fields, cainfo: signer.sign(signedText(fields)), input: { data } };
}

/**
 * The text that is signed: all parameters except `cainfo` and `input`, sorted by name, without empty ones (variant A).
 */
export const signedText = (envelope: Readonly<Record<string, unknown>>): string =>
  Object.entries(envelope)
    .filter(([name, value]) => name !== 'cainfo' && name !== 'input' && value !== '' && value != null)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
