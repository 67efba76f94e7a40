import type { Synthesized } from './synthesized.ts';

/**
 * Decides as the cloud would whether a role or a service may do something, from the policies in a template. It knows what
 * this template uses, and throws on anything else, so that a new form of policy is not read wrongly.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export interface Question {
  /** A role by its ARN, or a service by its name. */
  readonly by: { readonly role: string } | { readonly service: string };
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request. A key that is missing here is missing in the request. */
  readonly context?: Readonly<Record<string, string>>;
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string | string[]>>;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Policies {
  isAllowed(question: Question): boolean;
}

export function policiesOf(template: Synthesized): Policies {
  const ofRoles = identityPolicies(template);
  const ofResources = resourcePolicies(template);
  const root = `arn:${template.partition}:iam::${template.account}:root`;
  return {
    isAllowed(question) {
      const { by, resource } = question;
      const mine = 'role' in by ? (ofRoles.get(by.role) ?? []) : [];
      const theirs = ofResources.filter((statement) => concerns(statement, question));
      const own = mine.filter((statement) => concerns(statement, question));
      const named = theirs.filter(({ Principal }) => isPrincipal(Principal, by));
      if ([...own, ...named].some(({ Effect }) => Effect === 'Deny')) return false;
      if (named.some(({ Effect }) => Effect === 'Allow')) return true;
      // Policies of roles count for a key only because its policy leaves the decision to the account.
      const isLeftToAccount =
        !resource.includes(':kms:') || theirs.some(({ Principal }) => isPrincipal(Principal, { role: root }));
      return isLeftToAccount && own.some(({ Effect }) => Effect === 'Allow');
    },
  };
}

interface Document {
  readonly Statement: Statement[];
}

function identityPolicies({ all, arnOf }: Synthesized): Map<string, Statement[]> {
  const found = new Map<string, Statement[]>();
  for (const [, { Properties }] of all('AWS::IAM::Policy'))
    for (const role of Properties['Roles'] as string[]) {
      const { Statement } = Properties['PolicyDocument'] as Document;
      found.set(arnOf(role), [...(found.get(arnOf(role)) ?? []), ...Statement]);
    }
  for (const [, { Properties }] of all('AWS::IAM::Role'))
    if (Properties['ManagedPolicyArns'] || Properties['Policies'])
      throw new Error('policies within a role are not known');
  return found;
}

function resourcePolicies({ all, arnOf }: Synthesized): Statement[] {
  const documents = ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy', 'AWS::S3::BucketPolicy'].flatMap(
    (type) => all(type).map(([, { Properties }]) => Properties['PolicyDocument'] as Document),
  );
  const ofKeys = all('AWS::KMS::Key').flatMap(([id, { Properties }]) =>
    // A key policy says "*" for its own key.
    (Properties['KeyPolicy'] as Document).Statement.map((one) => ({ ...one, Resource: arnOf(id) })),
  );
  const ofFunctions = all('AWS::Lambda::Permission').map(
    ([, { Properties }]): Statement => ({
      Effect: 'Allow',
      Principal: { Service: String(Properties['Principal']) },
      Action: String(Properties['Action']),
      Resource: String(Properties['FunctionName']),
      Condition: { ArnLike: { 'aws:SourceArn': Properties['SourceArn'] } },
    }),
  );
  return [...documents.flatMap(({ Statement }) => Statement), ...ofKeys, ...ofFunctions];
}

const listed = (value: string | string[]): string[] => [value].flat();

/** `*` and `?` as in actions, resources and the operators ending in Like. */
const isLike = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(text);

function concerns(statement: Statement, { action, resource, context = {} }: Question): boolean {
  if ('NotAction' in statement || 'NotResource' in statement || 'NotPrincipal' in statement)
    throw new Error('NotAction, NotResource and NotPrincipal are not known');
  return (
    listed(statement.Action).some((one) => isLike(one.toLowerCase(), action.toLowerCase())) &&
    listed(statement.Resource).some((one) => isLike(one, resource)) &&
    Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, expected]) => isMet(operator, context[key], expected)),
    )
  );
}

type Operator = (actual: string, expected: string) => boolean;

/** A condition on a key that the request lacks is not met: no operator here ends in IfExists. */
const operators: Readonly<Record<string, Operator>> = {
  StringEquals: (actual, expected) => actual === expected,
  StringLike: (actual, expected) => isLike(expected, actual),
  // Of a request with one key.
  'ForAllValues:StringLike': (actual, expected) => isLike(expected, actual),
  ArnEquals: (actual, expected) => isLike(expected, actual),
  ArnLike: (actual, expected) => isLike(expected, actual),
  Bool: (actual, expected) => actual === expected,
  NumericLessThan: (actual, expected) => Number(actual) < Number(expected),
};

function isMet(operator: string, actual: string | undefined, expected: unknown): boolean {
  const compare = operators[operator];
  if (!compare) throw new Error(`the condition operator ${operator} is not known`);
  return actual !== undefined && [expected].flat().some((one) => compare(actual, String(one)));
}

function isPrincipal(principal: Statement['Principal'], by: Question['by']): boolean {
  if (principal === undefined) return false;
  if (principal === '*') return true;
  return Object.entries(principal).some(([kind, names]) => {
    if (kind !== 'AWS' && kind !== 'Service') throw new Error(`principals of kind ${kind} are not known`);
    if (kind === 'AWS' && listed(names).includes('*')) return true;
    return 'role' in by
      ? kind === 'AWS' && listed(names).includes(by.role)
      : kind === 'Service' && listed(names).includes(by.service);
  });
}
