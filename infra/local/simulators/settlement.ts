import { join } from 'node:path';
import * as z from 'zod';
import { createSigner, signedText, signingSettings } from '../../../lib/delivery/index.ts';
import { openJournal } from './journal.ts';
import { serveReceiver } from './receiver-server.ts';

/** Simulates the settlement system: a signed suspension list behind the national envelope (docs/formats.md 12). */
const entry = z.strictObject({
  suspensionId: z.string().min(1),
  psn_cert_type: z.string().min(1),
  certno: z.string().min(1),
  psn_name: z.string(),
  kind: z.enum(['settlement-suspension', 'service-suspension', 'service-stop']),
  begndate: z.iso.date(),
  enddate: z.union([z.iso.date(), z.literal('')]),
  version: z.int().positive(),
  reason: z.string(),
  /** Absent in entries of earlier releases. */
  reasoncode: z.string().optional(),
});
type Entry = z.infer<typeof entry>;
type Suspension = Entry & { readonly isLifted: boolean };

const envelope = z.looseObject({
  infno: z.string().length(4),
  msgid: z.string().length(30),
  mdtrtarea_admvs: z.string().length(6),
  recer_sys_code: z.string().min(1),
  cainfo: z.string(),
  signtype: z.string(),
  infver: z.literal('V1.0'),
  opter_type: z.enum(['1', '2', '3']),
  opter: z.string().min(1),
  opter_name: z.string().min(1),
  inf_time: z.string().length(19),
  fixmedins_code: z.string().length(12),
  fixmedins_name: z.string().min(1),
  input: z.object({ data: z.unknown() }),
});
const listQuery = z.object({ after: z.string().default(''), limit: z.int().min(1).max(1000) });

const suspensions = new Map<string, Suspension>();
const violations: string[] = [];
let refusedAsOlder = 0;
let refusedSignatures = 0;

const keep = (next: Suspension): void => {
  const before = suspensions.get(next.suspensionId);
  if (before && before.version > next.version) {
    violations.push(`${next.suspensionId}: ${before.version} > ${next.version}`);
  }
  suspensions.set(next.suspensionId, next);
};
const journal = openJournal<Suspension>(join(process.env['DATA_DIR'] ?? '.', 'settlement.ndjson'), keep);
const signer = createSigner(signingSettings.parse(JSON.parse(process.env['SIGNING'] ?? '{"kind":"none"}')));

interface Outcome {
  readonly code: number | string;
  readonly message: string;
  readonly output?: unknown;
}

function act(json: unknown, isRefused: boolean): Outcome {
  const parsed = envelope.safeParse(json);
  if (!parsed.success) return { code: '4220', message: 'the envelope lacks a field' };
  const { infno, cainfo, input } = parsed.data;
  if (!signer.verify(signedText(parsed.data), cainfo)) {
    refusedSignatures++;
    return { code: '4010', message: 'the signature does not fit' };
  }
  if (infno === 'S103') return listed(input.data);
  if (infno !== 'S101' && infno !== 'S102') return { code: '4040', message: `no transaction ${infno}` };
  if (isRefused) return { code: '5030', message: 'not now' };
  return keepSuspension(input.data, infno === 'S102');
}

function keepSuspension(data: unknown, isLifted: boolean): Outcome {
  const parsed = entry.safeParse(data);
  if (!parsed.success) return { code: '4220', message: 'the data are not of the agreed form' };
  const before = suspensions.get(parsed.data.suspensionId);
  if (before && before.version > parsed.data.version) {
    refusedAsOlder++;
    return { code: '4090', message: `holds version ${before.version}` };
  }
  const next = { ...parsed.data, isLifted };
  journal.append([next]);
  keep(next);
  return { code: 0, message: '' };
}

function listed(data: unknown): Outcome {
  const query = listQuery.safeParse(data);
  if (!query.success) return { code: '4220', message: 'after and limit are needed' };
  const { after, limit } = query.data;
  const ids = [...suspensions.values()]
    .filter(({ isLifted }) => !isLifted)
    .map(({ suspensionId }) => suspensionId);
  const rest = ids.sort().filter((id) => id > after);
  const shown = rest.slice(0, limit);
  const output = {
    data: shown.map((id) => suspensions.get(id)),
    next: rest.length > limit ? shown.at(-1) : null,
  };
  return { code: 0, message: '', output };
}

let sequence = 0;

await serveReceiver({
  port: Number(process.env['PORT'] ?? 0),
  answer(path, json, isPartial) {
    if (path !== '/') return undefined;
    const { code, message, output } = act(json, isPartial && sequence % 2 === 0);
    const time = new Date().toISOString().replace(/\D/g, '').slice(0, 17);
    const inf_refmsgid = `549900${time.slice(0, 14)}${String(++sequence).padStart(10, '0')}`;
    return {
      status: 200,
      json: {
        infcode: code,
        inf_refmsgid,
        refmsg_time: time,
        respond_time: time,
        err_msg: message,
        signtype: '',
        cainfo: '',
        output: output ?? {},
      },
    };
  },
  state: () => ({
    entries: [...suspensions.values()].filter(({ isLifted }) => !isLifted),
    tombstones: [...suspensions.values()].filter(({ isLifted }) => isLifted),
    refusedAsOlder,
    refusedSignatures,
    violations,
  }),
  plant({ lose, keep: kept }) {
    const lost = lose.flatMap((id) => suspensions.get(id) ?? []);
    const entries = [
      ...lost.map((one) => ({ ...one, isLifted: true })),
      ...kept.map((one) => ({ ...entry.parse(one), isLifted: false })),
    ];
    journal.append(entries);
    for (const one of entries) suspensions.set(one.suspensionId, one);
  },
  close: () => journal.close(),
});
