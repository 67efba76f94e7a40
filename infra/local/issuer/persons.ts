import { type Scope, senderScope } from '../../../lib/shared/scope.ts';
import { sources } from '../../../lib/shared/source.ts';

/** A made-up person who may sign in on this machine. */
export interface Person {
  readonly sub: string;
  readonly name: string;
  /** Their role in Chinese, as the sign-in page shows it. */
  readonly role: string;
  readonly scopes: readonly Scope[];
}

export const personsAgency = 'demo';

const senders = sources.map(senderScope);
/**
 * Sends, corrects and decides cases as well as releasing, so that one sees that nobody releases their own. The second
 * officer of a case confirms it with the right to cases.
 */
const secondOfficer = [
  'review:write',
  'quarantine:write',
  'casework:write',
  'runs:read',
  'files:read',
  ...senders,
] as const;

/** One person a role, and two second officers: nobody releases what they proposed. */
export const persons: readonly Person[] = [
  { sub: 'zhuoma', name: '卓玛', role: '数据专员', scopes: ['runs:read', 'quarantine:write', ...senders] },
  {
    sub: 'yangjin',
    name: '央金',
    role: '信用专员',
    scopes: ['files:read', 'grades:read', 'runs:read', 'casework:write'],
  },
  { sub: 'zhaxi', name: '扎西', role: '复核人', scopes: secondOfficer },
  { sub: 'wangfang', name: '王芳', role: '复核人', scopes: secondOfficer },
  {
    sub: 'luosang',
    name: '洛桑',
    role: '局领导',
    scopes: ['cycles:write', 'review:write', 'runs:read', 'files:read', 'grades:read'],
  },
  {
    sub: 'pingcuo',
    name: '平措',
    role: '运维人员',
    scopes: ['deliveries:write', 'runs:read', 'system:write'],
  },
  { sub: 'ciren', name: '次仁', role: '规则专员', scopes: ['policy:write'] },
  { sub: 'baima', name: '白玛', role: '审计人员', scopes: ['audit:read'] },
];

export const personOf = (sub: string | undefined): Person | undefined =>
  persons.find((one) => one.sub === sub);

/** Where the console of this machine is, and whom one can sign in as. */
export const signInText = (apiUrl: string): string =>
  `工作台：${apiUrl}/console　登录人员：${persons.map(({ name, role }) => `${name}（${role}）`).join('、')}`;
