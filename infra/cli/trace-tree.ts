import type { TraceAnswer, TracedRow } from '../../schemas/trace.ts';

/** A line of the tree with the lines below it. */
interface Branch {
  readonly text: string;
  readonly branches?: readonly Branch[];
}

/** A trace as readable text: the message, its basis, and under each decision its rows. */
export function traceTree(trace: TraceAnswer): string {
  const root = { text: messageText(trace.message), branches: branchesOf(trace) };
  return [root.text, ...treeLines(root.branches, '')].join('\n');
}

function treeLines(branches: readonly Branch[], indent: string): string[] {
  return branches.flatMap(({ text, branches: below = [] }, index) => {
    const isLast = index === branches.length - 1;
    return [
      `${indent}${isLast ? '└─' : '├─'} ${text}`,
      ...treeLines(below, `${indent}${isLast ? '   ' : '│  '}`),
    ];
  });
}

function messageText(message: TraceAnswer['message']): string {
  const { receiver, id, version, kind, grade, cycle, state, delivery, wantedAt, acknowledgedAt } = message;
  const said = [kind, grade && `grade ${grade} of ${cycle}, ${state}`].filter(Boolean).join(', ');
  const sanctions = message.sanctions.map(sanctionText).join(', ');
  return [
    `${receiver} ${id}, version ${version}: ${said || 'told'}${sanctions ? `; ${sanctions}` : ''}; ${delivery}`,
    wantedAt && `wanted since ${wantedAt}`,
    acknowledgedAt && `acknowledged ${acknowledgedAt}`,
  ]
    .filter(Boolean)
    .join(', ');
}

const sanctionText = ({ kind, from, until }: TraceAnswer['message']['sanctions'][number]): string =>
  `${kind} from ${from}${until ? ` until ${until}` : ''}`;

function branchesOf(trace: TraceAnswer): Branch[] {
  const { message, file, sheet, lines, sanctions, decisions, identity, words, unknown, receiptId } = trace;
  const rowBranch = rowsOf(trace);
  const decisionBranch = (fact: string, before: string): Branch => {
    const found = decisions.find((one) => one.fact === fact);
    if (!found) return { text: `${before}${fact}` };
    const { documentNumber, authority, decidedOn, now, via, statements } = found;
    return {
      text: `${before}${documentNumber}, ${authority}, ${decidedOn}${via ? `, of somebody else: ${via}` : ''}${now === 'standing' ? '' : `; now ${now}`}`,
      branches: statements.map(({ status, origin }) =>
        rowBranch(origin, status === 'original' ? '' : `${status}: `),
      ),
    };
  };
  return [
    ...(message.ledger
      ? [
          {
            text: `ledger batch ${message.ledger.batch}, written ${message.ledger.at}, ${message.ledger.signedAt ? `signed ${message.ledger.signedAt}` : 'not signed yet'}, row sha256 ${message.ledger.rowSha256}`,
          },
        ]
      : []),
    { text: `file ${file.subject}, ${file.status}, now version ${file.version}` },
    ...(sheet
      ? [
          {
            text: `sheet ${sheet.hash} of ${sheet.evaluatedOn}: ${sheet.score}, ${sheet.grade} of ${sheet.cycle}, ${sheet.state}${sheet.vetoed ? ', by veto' : ''}${sheet.downgraded ? ', lowered' : ''}, table ${sheet.table}`,
            branches: lines.map(({ indicator, name, weight, awarded, article, causes }) => ({
              text: `${indicator} ${name}: ${awarded} of ${weight} (${article})`,
              branches: causes.map(({ lost, fact, carriedFrom, documents, decisions: summed = [] }) =>
                documents === undefined
                  ? decisionBranch(fact, `${lost}${carriedFrom ? `, late, of ${carriedFrom}` : ''}: `)
                  : {
                      text: `${lost}: the sum of ${documents} decisions`,
                      branches: summed.map((key) => decisionBranch(key, '')),
                    },
              ),
            })),
          },
        ]
      : []),
    ...sanctions.map((sanction) => ({
      text: sanctionText(sanction),
      branches: sanction.follows.map((fact) => decisionBranch(fact, 'follows from ')),
    })),
    ...(trace.ended ?? []).map((sanction) => ({
      text: `ended: ${sanctionText(sanction)}`,
      branches: sanction.follows.map((fact) => decisionBranch(fact, 'followed from ')),
    })),
    {
      text: 'who the subject is',
      branches: identity.map(({ kind, origin }) => rowBranch(origin, `${kind}: `)),
    },
    ...words.map(({ kind, by, at, says, documentNumber }) => ({
      text: `${kind}${documentNumber ? ` of ${documentNumber}` : ''}${says ? `: ${says}` : ''}, by ${by || 'the connector'}, ${at}`,
    })),
    ...unknown.map((text) => ({ text: `NOT KNOWN: ${text}` })),
    { text: `receipt ${receiptId}` },
  ];
}

/** A row, and below it the file and where its bytes are stored. */
const rowsOf =
  ({ files }: TraceAnswer) =>
  ({ run, row, fileSha256, source, by, receivedAt, correction }: TracedRow, before: string): Branch => {
    const file = files.find((one) => one.run === run);
    const { object } = file ?? {};
    return {
      text: `${before}row ${row} of ${file?.name ?? 'a file'}, ${source}, sent by ${by}, received ${receivedAt}${correction ? `, corrected by ${correction.by} ${correction.at}` : ''}`,
      branches: [
        {
          text: `run ${run}, ${file?.format ?? '?'} ${file?.encoding ?? ''}, template ${file?.template ?? '?'}, sha256 ${fileSha256}`,
        },
        ...(object
          ? [
              {
                text: `object ${object.key} in ${object.bucket}${object.version ? `, version ${object.version}` : ''}`,
              },
            ]
          : []),
      ],
    };
  };
