import type { DecisionFact, Fact, Link } from './facts/fact.ts';
import type { PartyKey, Sealed } from './facts/subject.ts';
import type { FolderStore } from './ports.ts';
import type { FileState } from './projection/file-state.ts';
import type { ProjectionPolicy } from './projection/project-folder.ts';
import type { Scorer } from './projection/scorer.ts';

/** What a projection needs from outside. */
export interface ProjectionPorts {
  readonly store: FolderStore;
  readonly scorer: Scorer;
  readonly policy: ProjectionPolicy;
  readonly clock: () => Date;
  /** Called for every file whose content changed: its receivers may need a message. */
  readonly onChanged: (file: FileState) => void;
  /**
   * Called for an institution that a person's decisions reach: the caller writes the link, if it gets one, and projects the
   * institution before it says that its work is done. Without it, both are done at once.
   */
  readonly onReached?: ((institution: PartyKey, link?: Link) => void) | undefined;
  /** Called for a row that was unmatched, when its subject is known. */
  readonly onMatched: (party: PartyKey, fact: DecisionFact) => Promise<void>;
}

/** Names are sealed: who takes records in compares them. */
export interface NamePorts {
  /** Whether a decision names its party otherwise than every entry of the registry (docs/regulation.md, Identity). */
  readonly isNamedOtherwise: (party: PartyKey, fact: DecisionFact, facts: readonly Fact[]) => boolean;
  /** Called for a row that was unmatched, when its subject is known under another name: a person decides. */
  readonly onNamedOtherwise: (party: PartyKey, fact: DecisionFact) => Promise<void>;
}

/** What intake needs from outside. */
export interface IntakePorts extends ProjectionPorts {
  readonly names: NamePorts;
  /** The fact for the folder of another party: sealed values are bound to their party, so they are sealed again. */
  readonly reseal: <F extends Fact>(fact: F, way: { from: PartyKey; to: PartyKey }) => F;
  /** Seals words for a party. */
  readonly seal: (words: string, party: PartyKey) => Sealed;
}
