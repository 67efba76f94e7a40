import type { AttachmentKept } from '../../../schemas/attachments.ts';
import { scanOf } from '../../support/attachment-files.ts';
import type { Row } from './cast.ts';
import type { Desk } from './officers.ts';
import { persist } from './perform.ts';

/** Somebody objects to a decision that was sent, or asks for its repair. */
export async function openCase(desk: Desk) {
  const { outside, random, ask } = desk;
  const found = outside.sent.flatMap(({ rows, source }) => (source === 'medical-insurance' ? rows : []));
  if (found.length === 0) return 'nothing to do';
  const { category, scheme, id, name, documentNumber, authority } = random.pick<Row>(found);
  const decisions = [{ documentNumber, authority }];
  const request = {
    subject: { scheme, id, category },
    applicant: { capacity: 'self', scheme, id, name },
    grounds: '不服',
    decisions,
  };
  const isRepair = random.chance(0.4);
  const answer = isRepair
    ? await ask('POST', '/v1/repairs', { ...request, attachments: await papers(desk) })
    : await ask('POST', '/v1/objections', request);
  const { id: caseId } = (answer?.json ?? {}) as { id?: string };
  if (answer && answer.status < 300)
    outside.cases.push(`/v1/${isRepair ? 'repairs' : 'objections'}/${caseId}`);
  return answer;
}

async function papers({ world }: Desk) {
  const handIn = async (title: string): Promise<string> => {
    const body = new Uint8Array(scanOf(title));
    const [method, path] = ['PUT', '/v1/attachments/scan.pdf'];
    const answer = await persist(world, { method, path, body, by: 'first', type: 'application/pdf' });
    return ((answer?.json ?? {}) as Partial<AttachmentKept>).attachmentId ?? 'none';
  };
  return {
    form: await handIn('form'),
    proofs: [await handIn('proof')],
    commitment: await handIn('commitment'),
  };
}

/** An officer decides about a case, or asks for what was proposed. */
export async function decideCase({ outside, random, ask }: Desk) {
  if (outside.cases.length === 0) return 'nothing to do';
  const path = random.pick(outside.cases);
  const isRepair = path.includes('/repairs/');
  if (isRepair && random.chance(0.2)) return ask('POST', `${path}/extension`, { reason: '情况复杂' });
  const granted = isRepair ? { verdict: 'granted' } : { verdict: 'upheld' };
  const refused = isRepair
    ? { verdict: 'refused', ground: 'other', article: '第二十八条' }
    : { verdict: 'refused' };
  const verdict = random.chance(0.6) ? granted : refused;
  return ask('POST', `${path}/decision`, { ...verdict, reason: '属实' });
}
