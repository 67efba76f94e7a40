import { access, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunView } from '../../infra/cli/client.ts';
import type { Source } from '../../lib/shared/source.ts';
import type { Box, Ending, Entry } from '../box.ts';
import type { Connector, Content } from '../connector.ts';
import type { Journal } from '../journal.ts';
import { BoxProblem, problemText } from '../problem.ts';
import type { Say } from '../say.ts';
import { writeAnswers } from './answers.ts';
import type { Files } from './files.ts';
import { companionOf, derivedName, folders, isPlainName, matcher } from './names.ts';
import { heldText, receiptOf } from './receipt.ts';
import { type Listed, Sightings, type Size, sameSize } from './sightings.ts';

export interface FileBoxOptions {
  readonly name: string;
  readonly source: Source;
  readonly patterns: readonly string[];
  /** Seconds without a change after which a file is whole, or `ok-file`: its companion says so. */
  readonly complete: number | 'ok-file';
  readonly sameIsSkipped: Box['sameIsSkipped'];
}

export interface FileBoxDeps {
  readonly files: Files;
  readonly journal: Journal;
  readonly say: Say;
  readonly clock: () => Date;
  /** A folder of this machine for copies of what is being sent. */
  readonly spool: string;
}

/** What is remembered of a file until it is put away. */
interface FileDetail {
  readonly from: string;
  /** Its name in the folder of what is being worked on. */
  readonly working: string;
  readonly companion?: string | undefined;
  readonly isClaimed?: boolean | undefined;
  /** Its size when it was copied: one that changed afterwards is another file. */
  readonly size?: Size | undefined;
  readonly target?: string | undefined;
}

/** Files of a folder that are sized at a look; the next ones follow when these are taken. */
const candidatesMost = 2000;

/** A folder of files, here or on a server: taken when they are whole, put away with what became of them. */
export class FileBox implements Box {
  readonly name: string;
  readonly source: Source;
  readonly atOnce = 16;
  readonly stillMilliseconds: number;
  readonly heldStopsAll = false;
  readonly sameIsSkipped: Box['sameIsSkipped'];
  readonly #deps: FileBoxDeps;
  readonly #isWanted: (name: string) => boolean;
  readonly #sightings: Sightings | undefined;
  #passedOver = '';
  #isBroughtBack = false;

  constructor(options: FileBoxOptions, deps: FileBoxDeps) {
    this.name = options.name;
    this.source = options.source;
    this.sameIsSkipped = options.sameIsSkipped;
    this.#deps = deps;
    this.stillMilliseconds = options.complete === 'ok-file' ? 0 : options.complete * 1000;
    this.#isWanted = matcher(options.patterns);
    this.#sightings = options.complete === 'ok-file' ? undefined : new Sightings(options.complete);
  }

  async find(room: number): Promise<void> {
    const { files, journal } = this.#deps;
    if (!this.#isBroughtBack) await this.#bringBack();
    const listed = await files.list();
    this.#sayPassedOver(listed);
    const names = new Set(listed.map(({ name }) => name));
    for (const name of (await this.#wholeOnes(listed, names)).slice(0, room)) {
      const working = (await files.stat(`${folders.working}/${name}`))
        ? derivedName(name, `~${this.#deps.clock().getTime()}`)
        : name;
      const companion = this.#sightings ? undefined : companionOf(name, names);
      journal.add(this.name, name, { from: name, working, companion } satisfies FileDetail);
    }
  }

  /** What an agent took whose journal is lost goes back to the sender's folder, and is found again. */
  async #bringBack(): Promise<void> {
    const { files, journal, say } = this.#deps;
    await files.ensureFolder(folders.working);
    const ours = new Set(
      journal.open(this.name).flatMap((entry) => {
        const { working } = entry.detail as FileDetail;
        return [working, companionName(working), heldName(working)];
      }),
    );
    const left = (await files.list(folders.working)).filter(
      ({ kind, name }) => kind === 'file' && !ours.has(name) && !/^\.|\.part$|-暂停\.txt$/u.test(name),
    );
    for (const { name } of left)
      if (!(await files.stat(name))) await files.move(`${folders.working}/${name}`, name);
    if (left.length > 0) say('warn', 'box.brought-back', { box: this.name, files: left.length });
    this.#isBroughtBack = true;
  }

  async #wholeOnes(listed: readonly Listed[], names: ReadonlySet<string>): Promise<string[]> {
    const open = new Set(
      this.#deps.journal
        .open(this.name)
        .map(({ detail }) => detail as FileDetail)
        .flatMap(({ isClaimed, from }) => (isClaimed ? [] : [from])),
    );
    const wanted = listed
      .filter(({ kind, name }) => kind === 'file' && isPlainName(name) && this.#isWanted(name))
      .filter(({ name }) => !name.endsWith('.ok') && !open.has(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    if (!this.#sightings) return wanted.map(({ name }) => name).filter((name) => companionOf(name, names));
    const sized: { name: string; size: Size }[] = [];
    for (const { name, size: said } of wanted.slice(0, candidatesMost)) {
      const size = said ?? (await this.#deps.files.stat(name))?.size;
      if (size) sized.push({ name, size });
    }
    return this.#sightings.stillOnes(sized, this.#deps.clock());
  }

  /** What lies there and is not taken is said once, by its number and kind. */
  #sayPassedOver(listed: readonly Listed[]): void {
    const isOurs = (name: string): boolean => name.startsWith('.') || name.endsWith('.ok') || name in folders;
    const others = listed.filter(({ name }) => !isOurs(name));
    const counts = {
      links: others.filter(({ kind }) => kind === 'link').length,
      folders: others.filter(({ kind }) => kind === 'folder').length,
      unreadableNames: others.filter(({ name }) => !isPlainName(name)).length,
      otherNames: others.filter(
        ({ kind, name }) => kind === 'file' && isPlainName(name) && !this.#isWanted(name),
      ).length,
    };
    const now = JSON.stringify(counts);
    if (now === this.#passedOver) return;
    const isNews = this.#passedOver !== '' || Object.values(counts).some((count) => count > 0);
    this.#passedOver = now;
    if (isNews) this.#deps.say('warn', 'box.passed-over', { box: this.name, ...counts });
  }

  async content(found: Entry): Promise<Content> {
    const { files, journal, spool } = this.#deps;
    const path = join(spool, String(found.id));
    const entry = found as Entry<FileDetail>;
    const { digest, detail } = entry;
    if (digest && detail.size && (await isThere(path)))
      return { kind: 'file', path, bytes: detail.size.bytes, sha256: digest };
    if (!(await this.#claim(entry))) return { kind: 'gone' };
    const working = `${folders.working}/${detail.working}`;
    await mkdir(spool, { recursive: true, mode: 0o700 });
    const before = await files.stat(working);
    if (before && before.kind !== 'file') throw new BoxProblem('what was found as a file is none');
    const sha256 = await files.fetch(working, path);
    const after = await files.stat(working);
    if (!before || !after || !sameSize(before.size, after.size))
      throw new BoxProblem('a file is still written to while it is read: it is read again');
    journal.update(entry, { digest: sha256, detail: { ...detail, isClaimed: true, size: after.size } });
    return { kind: 'file', path, bytes: after.size.bytes, sha256 };
  }

  /** Moves a file out of the sender's way. False when it is gone. */
  async #claim(entry: Entry<FileDetail>): Promise<boolean> {
    const { files, journal } = this.#deps;
    const { from, working, companion, isClaimed } = entry.detail;
    const at = `${folders.working}/${working}`;
    if (await files.stat(at)) return true;
    if (isClaimed) return false;
    await files.ensureFolder(folders.working);
    if (companion) await this.#moveIfThere(companion, `${folders.working}/${companionName(working)}`);
    if (!(await this.#moveIfThere(from, at))) return false;
    journal.update(entry, { detail: { ...entry.detail, isClaimed: true } });
    return true;
  }

  async #moveIfThere(from: string, to: string): Promise<boolean> {
    const { files } = this.#deps;
    if (!(await files.stat(from))) return false;
    await files.move(from, to);
    return true;
  }

  async showHeld(entry: Entry, run: RunView): Promise<void> {
    const { files } = this.#deps;
    const note = this.#heldNote(entry as Entry<FileDetail>);
    if (!(await files.stat(note))) await files.put(note, Buffer.from(heldText(run)));
  }

  readonly #heldNote = ({ detail }: Entry<FileDetail>): string =>
    `${folders.working}/${heldName(detail.working)}`;

  async settle(found: Entry, ending: Ending, connector: Connector): Promise<void> {
    const { files, spool } = this.#deps;
    const folder = isTaken(ending) ? folders.done : folders.rejected;
    await files.ensureFolder(folder);
    const { entry, target } = await this.#targetOf(found as Entry<FileDetail>, folder);
    const put = (name: string, bytes: Uint8Array): Promise<void> => files.put(`${folder}/${name}`, bytes);
    if (ending.kind === 'read') await writeAnswers(ending.runs, target, { connector, put });
    const isGrown = await this.#putAway(entry, `${folder}/${target}`);
    await put(derivedName(target, '-回执', '.txt'), Buffer.from(receiptOf(entry.name, ending, isGrown)));
    await files.remove(this.#heldNote(entry));
    await rm(join(spool, String(entry.id)), { force: true });
  }

  /** The name under which it is put away, chosen once: a file of that name may lie there since yesterday. */
  async #targetOf(
    entry: Entry<FileDetail>,
    folder: string,
  ): Promise<{ entry: Entry<FileDetail>; target: string }> {
    const { files, journal } = this.#deps;
    const { target: chosen, from } = entry.detail;
    if (chosen) return { entry, target: chosen };
    const isTaken = (await files.stat(`${folder}/${from}`)) !== undefined;
    const target = isTaken ? derivedName(from, `~${entry.id}`) : from;
    return { entry: journal.update(entry, { detail: { ...entry.detail, target } }), target };
  }

  /**
   * Moves the file to where it stays. One that was written to after it was read goes back to the sender's folder, where it
   * is found as another file.
   * @returns true when it went back
   */
  async #putAway({ id, detail }: Entry<FileDetail>, to: string): Promise<boolean> {
    const { files } = this.#deps;
    const at = `${folders.working}/${detail.working}`;
    const now = await files.stat(at);
    const isGrown = now !== undefined && detail.size !== undefined && !sameSize(now.size, detail.size);
    if (isGrown) {
      const back = (await files.stat(detail.from)) ? derivedName(detail.from, `~${id}`) : detail.from;
      await files.move(at, back);
    } else if (now) await files.move(at, to);
    const companion = `${folders.working}/${companionName(detail.working)}`;
    if (detail.companion) await files.remove(companion);
    return isGrown;
  }

  /** Writes and removes a file of its own in each folder: rights are known only when they are used. */
  async check(): Promise<string[]> {
    const { files } = this.#deps;
    try {
      await files.list();
      for (const folder of Object.values(folders)) {
        await files.ensureFolder(folder);
        const probe = `${folder}/.exchange-check`;
        await files.put(probe, Buffer.from('check\n'));
        await files.remove(probe);
      }
      return [];
    } catch (error) {
      return [problemText(error)];
    }
  }

  close(): Promise<void> {
    return this.#deps.files.close();
  }
}

/** A companion lies beside its file under the name that is recognised there too. */
const companionName = (working: string): string => `${working}.ok`;
const heldName = (working: string): string => derivedName(working, '-暂停', '.txt');

const isTaken = (ending: Ending): boolean =>
  ending.kind === 'same' ||
  (ending.kind === 'read' && ending.runs.some(({ status }) => status === 'completed'));

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
