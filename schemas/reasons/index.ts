import { cellReadingReasons } from './cell-readings.ts';
import { deliveryReasons } from './deliveries.ts';
import { differenceReasons } from './differences.ts';
import { faultReasons } from './faults.ts';
import { identifierReasons } from './identifiers.ts';
import { passedRowReasons } from './passed-rows.ts';
import { problemReasons } from './problems/index.ts';
import { pullReasons } from './pulls.ts';
import type { Reasons } from './reason.ts';
import { refusalReasons } from './refusal-grounds.ts';
import { waitingReasons } from './rows/index.ts';
import { runReasons } from './run-problems.ts';
import { scoringReasons } from './scoring-errors.ts';
import { subscriberReasons } from './subscribers.ts';

/** Every code of the connector with its words, by what it is a code of. */
export const reasons = {
  waiting: waitingReasons,
  run: runReasons,
  passedRow: passedRowReasons,
  cellReading: cellReadingReasons,
  problem: problemReasons,
  identifier: identifierReasons,
  scoring: scoringReasons,
  refusal: refusalReasons,
  delivery: deliveryReasons,
  difference: differenceReasons,
  pull: pullReasons,
  subscriber: subscriberReasons,
  fault: faultReasons,
} as const satisfies Record<string, Reasons>;
