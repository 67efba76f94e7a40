import { type PublishingOptions, publishing } from '../../functions/evaluate-cycle/publish-party.ts';
import type { KeepBatchDeps } from '../../functions/keep-records/keep-batch.ts';
import { moveRecord } from '../../functions/keep-records/move-record.ts';
import { ruleOnSuspension } from '../../functions/steer-deliveries/rule-on-suspension.ts';
import { orderMove } from '../../functions/work-quarantine/order-casework.ts';
import { decisionFact, registrationEntry } from '../../lib/application/intake/facts.ts';
import { withdrawFact } from '../../lib/application/intake/withdraw-fact.ts';
import { decisionStates } from '../../lib/credit-file/facts/decision-state.ts';
import { spellingOf } from '../../lib/credit-file/facts/document-number.ts';
import type { DecisionFact, Origin } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { homeOf } from '../../lib/credit-file/home-of.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import { takeDecisions } from '../../lib/credit-file/take-decisions.ts';
import { takeRegistration } from '../../lib/credit-file/take-registration.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import type { Table } from '../../lib/store/table.ts';
import type { MoveRequest } from '../../schemas/api.ts';
import type { DecisionRecord, FeedRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { type Act, type Cast, exportOf, newCast, registryOf, type Said, type World } from './world.ts';

/** How a world is brought about. Each way must lead to the same files. */
export interface Way {
  /** The order in which statements are processed; each keeps the day on which it was received. */
  readonly order?: (said: readonly Said[]) => readonly Said[];
  /** Everything is processed a second time. */
  readonly twice?: boolean;
  /** Statements about one party are taken together, as rows of one run. */
  readonly together?: boolean;
  /** Subjects are known by their codes alone until every statement is in. */
  readonly codeFirst?: boolean;
  readonly withoutActs?: boolean;
  /** Statements are received so many days later. */
  readonly lateBy?: number;
}

/** What the files say: by subject, what may not depend on the way. */
export type Picture = Readonly<Record<string, unknown>>;

type Intake = ReturnType<typeof openIntake>;

/** Brings a world about in a way, with a cast of its own, and says what the files then say. */
export async function enact(world: World, way: Way, table: Table): Promise<Picture> {
  const { seed, mode, late, publishedAfter, said, acts } = world;
  const env = { SUSPENSION_MODE: mode, LATE_EVIDENCE: late, FIRST_CYCLE: '2026' };
  const intake = openIntake(table, env);
  const cast = newCast();
  const record = recorder(intake, seed);
  for (const entry of exportOf(cast)) await record.registry(entry, '2026-03-01T01:00:00Z');
  if (!way.codeFirst)
    for (const entry of registryOf(cast)) await record.registry(entry, '2026-03-01T02:00:00Z');
  else
    for (const entry of registryOf(cast).filter(({ medinsCode }) => !medinsCode))
      await record.registry(entry, '2026-03-01T02:00:00Z');
  const cut = publishedAfter ?? said.length;
  const times = way.twice ? 2 : 1;
  for (let time = 0; time < times; time++) await record.statements(inWay(said.slice(0, cut), way), cast, way);
  if (publishedAfter !== undefined) await publish(cast, intake, world);
  for (let time = 0; time < times; time++) await record.statements(inWay(said.slice(cut), way), cast, way);
  if (way.codeFirst)
    for (const entry of registryOf(cast)) await record.registry(entry, '2026-03-01T02:00:00Z');
  if (!way.withoutActs) for (const act of acts) await enactAct(act, { cast, said, intake });
  return pictureOf(cast, intake);
}

const inWay = (said: readonly Said[], { order = (all) => all }: Way): readonly Said[] => order(said);

function recorder({ vault, ports }: Intake, seed: number) {
  const origin = (run: string, row: number, receivedAt: string, source: Origin['source']): Origin => ({
    run,
    row,
    batch: 0,
    fileSha256: run,
    source,
    by: 'authority',
    receivedAt,
  });
  return {
    async registry(entry: FeedRecord, at: string): Promise<void> {
      if (entry.type !== 'registration') return;
      const { subject } = entry;
      const run = `REG-${seed}-${subject.scheme}-${subject.category}`;
      const made = registrationEntry(entry, origin(run, 1, at, 'registry'), vault);
      await takeRegistration(made.party, made.entry, ports);
    },
    async statements(said: readonly Said[], cast: Cast, { together, lateBy = 0 }: Way): Promise<void> {
      const facts = said.map(({ on, record }, index) => {
        const statement = record(cast);
        const receivedAt = new Date(Date.parse(`${on}T02:00:00Z`) + lateBy * 86_400_000).toISOString();
        const run = `RUN-${seed}-${on}-${statement.status}-${statement.documentNumber}-${index}`;
        const source =
          statement.authority.kind === 'medical-insurance' ? 'medical-insurance' : 'market-supervision';
        return decisionFact(statement, origin(run, 1, receivedAt, source), vault);
      });
      if (!together) for (const { party, fact } of facts) await takeDecisions(party, [fact], ports);
      else
        for (const [party, own] of Map.groupBy(facts, (one) => one.party))
          await takeDecisions(
            party,
            own.map(({ fact }) => fact),
            ports,
          );
    },
  };
}

/** The parties of a cast, where the registry has them now. */
async function partiesOf(cast: Cast, { vault, folders }: Intake): Promise<Map<string, PartyKey>> {
  const { hospital, pharmacy, doctor, patient, owner } = cast;
  const named: [string, PartyKey][] = [
    ['hospital', vault.partyKey('uscc', hospital.id)],
    ['pharmacy', await homeOf(vault.partyKey('medins-code', pharmacy.code), folders)],
    ['doctor', await homeOf(vault.partyKey('medins-code', doctor.code), folders)],
    ['doctor insured', vault.partyKey('resident-id', doctor.id)],
    ['patient', vault.partyKey('resident-id', patient.id)],
    ['owner', vault.partyKey('resident-id', owner.id)],
  ];
  return new Map(named);
}

async function publish(cast: Cast, intake: Intake, { seed }: World): Promise<void> {
  const { folders, ports } = intake;
  const now = ports.clock();
  const options: PublishingOptions = {
    evaluation: {
      year: 2026,
      id: `E${seed}`,
      cutoff: now.toISOString(),
    } as unknown as PublishingOptions['evaluation'],
    peers: {} as PublishingOptions['peers'],
    policy: ports.policy,
    scorer: ports.scorer,
    today: dayOf(now),
    by: 'first',
    at: now.toISOString(),
    divisionOf: async () => undefined,
  };
  const parties = new Set((await partiesOf(cast, intake)).values());
  for (const party of parties) {
    const folder = await folders.readFolder(party);
    if (folder.files.size > 0) await publishing(options, ports).page([folder], {});
  }
}

interface Stage {
  readonly cast: Cast;
  readonly said: readonly Said[];
  readonly intake: Intake;
}

/** An act that the state does not allow is refused in every way; the refusal is not looked at. */
async function enactAct(act: Act, stage: Stage): Promise<void> {
  const { cast, said, intake } = stage;
  const { vault, folders, ports } = intake;
  const at = ports.clock().toISOString();
  const word = { by: 'first', at, reason: '变形测试' };
  switch (act.kind) {
    case 'withdraw':
    case 'put-back': {
      const found = await factOf(said[act.said], stage);
      if (found)
        await withdrawFact(
          found.party,
          { of: found.fact.key, isWithdrawn: act.kind === 'withdraw', ...word },
          { ports },
        );
      return;
    }
    case 'move':
      return moveToOther(said[act.said]?.record(cast), stage);
    case 'rule': {
      const party = vault.partyKey('resident-id', cast.patient.id);
      const ruling = { verdict: act.verdict, reason: '核实', by: 'second' };
      const id = `settlement.insured-person.${party}`;
      return quietly(() => ruleOnSuspension(id, ruling, { runtime: intake.runtime, folders, ports }));
    }
    case 'leave': {
      const [, , doctor] = registryOf(cast);
      if (!doctor?.employment) return;
      const employment = { ...doctor.employment, to: '2026-06-01' as Day };
      const receivedAt = '2026-06-20T02:00:00Z';
      const made = registrationEntry(
        { ...doctor, employment, status: 'left' },
        { run: 'LEFT', row: 1, batch: 0, fileSha256: 'left', source: 'registry', by: 'registry', receivedAt },
        vault,
      );
      await takeRegistration(made.party, made.entry, ports);
      return;
    }
    case 'object': {
      const found = await factOf(said[act.said], stage);
      if (found) await strikeOut(found, stage);
    }
  }
}

/** What an upheld objection adds to a folder. */
async function strikeOut({ party, fact }: { party: PartyKey; fact: DecisionFact }, { intake }: Stage) {
  const { folders, ports } = intake;
  const folder = await folders.readFolder(party);
  for (const category of folder.files.keys()) {
    const number = `2026-${folder.facts.filter(({ type }) => type === 'objection').length + 1}`;
    const origin = { ...fact.origin, by: 'first', receivedAt: ports.clock().toISOString() };
    const named = [
      {
        fact: fact.key,
        documentNumber: fact.documentNumber,
        authority: fact.authority.name,
        decidedOn: fact.decidedOn,
        indicators: [],
      },
    ];
    const shared = { origin, category, case: number };
    const day = dayOf(ports.clock());
    await folders.addFact(party, {
      ...shared,
      type: 'objection',
      key: `O.${category}.${number}`,
      receivedOn: day,
      decisions: named,
    } as never);
    await folders.addFact(party, {
      ...shared,
      type: 'objection-decision',
      key: `OD.${category}.${number}`,
      isProposed: false,
      verdict: 'upheld',
      decidedOn: day,
      decisions: named,
      attachments: [],
    } as never);
  }
  await projectParty(party, ports);
}

async function factOf(said: Said | undefined, { cast, intake }: Stage) {
  if (!said) return undefined;
  const { vault, folders } = intake;
  const { documentNumber, subject } = said.record(cast);
  const party = await homeOf(vault.partyKey(subject.scheme, subject.id), folders);
  const { facts } = await folders.readFolder(party);
  const own = facts
    .filter((fact): fact is DecisionFact => fact.type === 'decision')
    // The row that was taken first may have spelled the number otherwise.
    .filter((fact) => spellingOf(fact.documentNumber) === spellingOf(documentNumber))
    .filter(({ status }) => status === 'original')
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return own[0] && { party, fact: own[0] };
}

/** Moves a record to the patient, or the patient's to the doctor, with a second officer where one is asked for. */
async function moveToOther(record: DecisionRecord | undefined, { cast, intake }: Stage): Promise<void> {
  if (record?.subject.scheme !== 'resident-id') return;
  const other = record.subject.id === cast.patient.id ? cast.doctor : cast.patient;
  const sent: string[] = [];
  const records = { send: async (bodies: readonly string[]) => void sent.push(...bodies) } as Queue;
  const request = {
    from: { scheme: 'resident-id', id: record.subject.id },
    to: { scheme: 'resident-id', id: other.id, name: other.name },
    documentNumber: record.documentNumber,
    reason: '变形测试',
  } as MoveRequest;
  for (const by of ['first', 'second'])
    await quietly(() => (sent.length > 0 ? undefined : orderMove(request, by, { ...intake, records })));
  for (const body of sent)
    await quietly(() => moveRecord(JSON.parse(body), intake as unknown as KeepBatchDeps));
}

async function quietly(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'Problem') throw error;
  }
}

/** Grades, scores, sanctions, disclosures and what waits, by the role of each subject. */
async function pictureOf(cast: Cast, intake: Intake): Promise<Picture> {
  const picture: Record<string, unknown> = {};
  for (const [role, party] of await partiesOf(cast, intake)) {
    const { files, facts } = await intake.folders.readFolder(party);
    picture[`words about ${role}`] = decisionStates(facts).map(
      ({ fact: { documentNumber, authority, matter } }) =>
        `${documentNumber} ${authority.name} ${matter && intake.vault.open(matter, party)}`,
    );
    for (const [category, file] of files) {
      if (role === 'doctor insured' && category !== 'insured-person') continue;
      if (role === 'doctor' && category !== 'doctor') continue;
      const { gradeInForce, sanctions, published, disclosure, pendingSuspension } = file;
      picture[`${role} ${category}`] = {
        grade: gradeInForce && {
          score: gradeInForce.score,
          grade: gradeInForce.grade,
          state: gradeInForce.state,
          cycle: gradeInForce.cycle,
        },
        sanctions,
        published: published?.map(({ score, grade, cycle }) => `${cycle} ${score} ${grade}`),
        disclosure: disclosure && { from: disclosure.from, until: disclosure.until },
        pending: pendingSuspension && {
          from: pendingSuspension.suspension.from,
          until: pendingSuspension.suspension.until,
        },
      };
    }
  }
  return picture;
}
