import type { CfnParameter, CfnParameterProps } from 'aws-cdk-lib';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { environment } from '../environment.ts';
import { parameter } from './parameter.ts';

/** What a bureau decides for its own deployment, by parameter name. */
const choices = {
  SuspensionMode: {
    default: 'automatic',
    allowedValues: ['automatic', 'four-eyes'],
    description: 'Whether a second officer releases each settlement suspension',
  },
  HoldHours: {
    type: 'Number',
    default: 24,
    minValue: 1,
    maxValue: 720,
    description: 'Time box of the second officer',
  },
  AnchorLimitMinutes: {
    type: 'Number',
    default: 15,
    minValue: 1,
    maxValue: 1440,
    description: 'How long the ledger may wait for a signature before publication stops',
  },
  FirstCycle: {
    type: 'Number',
    default: 2026,
    minValue: 2023,
    maxValue: 2100,
    description: 'The first cycle (year) this connector evaluates',
  },
  LateEvidence: {
    default: 'carry',
    allowedValues: ['carry', 'reopen'],
    description: 'What becomes of evidence that comes after its cycle was published',
  },
  UnmatchedYears: {
    type: 'Number',
    default: 3,
    minValue: 1,
    maxValue: 10,
    description: 'Years for which a record of an unknown subject is kept',
  },
  SubscriptionNetworks: {
    default: '',
    allowedPattern: '^[0-9A-Fa-f.:/ ]*$',
    description: 'Private networks in which subscribers may be, separated by blanks, such as 10.20.0.0/16',
  },
  SubscriptionFailureDays: {
    type: 'Number',
    default: 5,
    minValue: 1,
    maxValue: 60,
    description: 'Days of failure after which a subscription to grade changes is disabled',
  },
  SourceSettings: {
    default: '{}',
    description:
      'What was agreed with authorities, as JSON by source (lib/application/settings/source-settings.ts)',
  },
  NoticeBureau: {
    default: '西藏自治区医疗保障局',
    description: 'Who issues notices to subjects whose prefecture is not known',
  },
  NoticePhone: {
    default: '',
    description: 'Telephone number on notices of bureaus that have none of their own',
  },
  NoticeBureaus: {
    default: '{}',
    description:
      'Names and telephones of bureaus on notices, as JSON by division (lib/application/settings/letterhead.ts)',
  },
} as const satisfies Record<string, CfnParameterProps>;

/** The parameters a bureau decides, passed to the functions that use them. */
export class DeploymentPolicy extends Construct {
  private readonly chosen: Readonly<Record<keyof typeof choices, CfnParameter>>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.chosen = Object.fromEntries(
      Object.entries(choices).map(([name, props]) => [name, parameter(this, name, props)]),
    ) as Record<keyof typeof choices, CfnParameter>;
  }

  /** Passes the parameters that functions need which project files or work on runs. */
  grantPolicy(fn: Lambda): void {
    const known = {
      [environment.suspensionMode]: this.chosen.SuspensionMode,
      [environment.holdHours]: this.chosen.HoldHours,
      [environment.anchorLimit]: this.chosen.AnchorLimitMinutes,
      [environment.firstCycle]: this.chosen.FirstCycle,
      [environment.lateEvidence]: this.chosen.LateEvidence,
      [environment.unmatchedYears]: this.chosen.UnmatchedYears,
      [environment.sourceSettings]: this.chosen.SourceSettings,
    };
    for (const [name, { valueAsString }] of Object.entries(known)) fn.addEnvironment(name, valueAsString);
  }

  /** Passes the settings of subscribers. */
  grantSubscribers(fn: Lambda): void {
    fn.addEnvironment(environment.subscriptionNetworks, this.chosen.SubscriptionNetworks.valueAsString);
    fn.addEnvironment(environment.subscriptionFailureDays, this.chosen.SubscriptionFailureDays.valueAsString);
  }

  /** Passes the letterhead of notices. */
  grantLetterhead(fn: Lambda): void {
    fn.addEnvironment(environment.noticeBureau, this.chosen.NoticeBureau.valueAsString);
    fn.addEnvironment(environment.noticePhone, this.chosen.NoticePhone.valueAsString);
    fn.addEnvironment(environment.noticeBureaus, this.chosen.NoticeBureaus.valueAsString);
  }
}
