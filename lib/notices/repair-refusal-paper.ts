import { timeLimit } from '../regulation/time-limits.ts';
import { plainDay, writtenDay } from './chinese-day.ts';
import type { RefusalWords, RepairRefusal } from './notice.ts';
import type { Paper, Part, Sheet } from './paper.ts';
import { repairGuideParts, repairGuideTitle } from './repair-guide.ts';

const title = '不予信用修复告知书';

/**
 * Annex 5: a repair is refused. The annex has two sentences, which name neither the subject nor a ground. Both stand on
 * the page that is delivered with it (两书同达), and the subject beside the page numbers.
 */
export function repairRefusalPaper(notice: RepairRefusal): Paper {
  const { number, bureau, officer, phone, issuedOn, receivedOn, name } = notice;
  const toObject = timeLimit('repair.object', issuedOn);
  const sheet: Sheet = {
    title,
    number,
    parts: [
      paragraph(
        `我局于${plainDay(receivedOn)}收到你（单位）提出的申请，经审查，不符合《西藏自治区医疗保障基金使用信用管理办法（试行）》规定，决定不予信用修复。`,
      ),
      paragraph(`如不服本决定，可以自收到本告知书之日起${toObject}个工作日内，向${bureau}提出异议申请。`),
      {
        kind: 'signature',
        lines: [
          `经办人：${officer}`,
          `经办人电话：${phone}`,
          `单位名称（公章）：${bureau}`,
          writtenDay(issuedOn),
        ],
      },
    ],
  };
  return { title, dated: issuedOn, addressee: name, sheets: [sheet, guideSheet(notice)] };
}

/** How this repair can still be obtained: the grounds of the refusal first, then the general rules. */
function guideSheet(notice: RepairRefusal): Sheet {
  const { name, number, bureau, phone, grounds, opinion, issuedOn } = notice;
  return {
    title: repairGuideTitle,
    dense: true,
    parts: [
      paragraph(`${name}：`),
      paragraph(
        `本告知随《${title}》（编号：${number}）一并送达，说明不予修复的理由，以及怎样可以再次申请信用修复。`,
      ),
      { kind: 'heading', text: '一、本次不予修复的理由' },
      ...grounds.map((ground) => paragraph(groundWords(ground))),
      ...(opinion ? [paragraph(`说明：${opinion}`)] : []),
      ...repairGuideParts({ on: issuedOn, firstHeading: 2, office: `${bureau}（电话${phone}）` }),
      { kind: 'signature', lines: [bureau, writtenDay(issuedOn)] },
    ],
  };
}

function groundWords({ words, article, documentNumber, recurredBy, ...ground }: RefusalWords): string {
  const about = documentNumber ? `${documentNumber}：` : '';
  const by = recurredBy ? `（${recurredBy}）` : '';
  return `${about}${words}${by}（${article}）。${againWords({ recurredBy, ...ground })}`;
}

/** From when the repair is possible. Grounds that no day ends, such as a kind that is excluded, say nothing. */
function againWords({ possibleFrom, recurredBy }: Pick<RefusalWords, 'possibleFrom' | 'recurredBy'>): string {
  if (possibleFrom) return `自${plainDay(possibleFrom)}起可以再次申请。`;
  return recurredBy ? `${recurredBy}所涉失信行为修复或者被撤销后，可以再次申请。` : '';
}

const paragraph = (text: string): Part => ({ kind: 'paragraph', text });
