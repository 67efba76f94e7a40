import type { ComponentType } from 'react';
import { lazyPage } from '../parts/lazy-page.tsx';
import { Disclosures } from './disclosures/disclosures.tsx';
import { CreditFile } from './file/credit-file.tsx';
import { Reviews } from './reviews/reviews.tsx';
import { RunPage } from './runs/run-page.tsx';
import { Runs } from './runs/runs.tsx';
import { SendFile } from './runs/send-file.tsx';
import { Waiting } from './waiting/waiting.tsx';
import { Workbench } from './workbench/workbench.tsx';

export interface Screen {
  readonly path: string;
  readonly title: string;
  readonly page: ComponentType;
  /** Any of these opens it, each with its beginning. None: everybody, signed in or not. */
  readonly scopes?: readonly string[];
  /** Opened from another one: it does not stand in the navigation. */
  readonly isWithin?: true;
}

/** Every screen that there is. */
export const screens: readonly Screen[] = [
  { path: '/', title: '今日工作台', page: Workbench, scopes: [''] },
  { path: '/runs', title: '来源与批次', page: Runs, scopes: ['runs:read'] },
  {
    path: '/runs/:runId',
    title: '批次',
    page: RunPage,
    scopes: ['runs:read', 'feeds:write:'],
    isWithin: true,
  },
  { path: '/send', title: '报送文件', page: SendFile, scopes: ['feeds:write:'] },
  { path: '/waiting', title: '待人工', page: Waiting, scopes: ['quarantine:write'] },
  {
    path: '/identity',
    title: '身份认定',
    page: lazyPage(() => import('./identity/identity.tsx'), 'Identity'),
    scopes: ['quarantine:write'],
  },
  { path: '/files', title: '信用档案', page: CreditFile, scopes: ['files:read'] },
  {
    path: '/cases',
    title: '异议与修复',
    page: lazyPage(() => import('./cases/cases.tsx'), 'Cases'),
    scopes: ['casework:write'],
  },
  {
    path: '/cycles',
    title: '年度评价',
    page: lazyPage(() => import('./cycles/cycles.tsx'), 'Cycles'),
    scopes: ['cycles:write', 'review:write'],
  },
  { path: '/reviews', title: '复核台', page: Reviews, scopes: ['review:write'] },
  {
    path: '/deliveries',
    title: '推送与对账',
    page: lazyPage(() => import('./deliveries/deliveries.tsx'), 'Deliveries'),
    scopes: ['deliveries:write'],
  },
  {
    path: '/policies',
    title: '规则与参数',
    page: lazyPage(() => import('./policies/policies.tsx'), 'Policies'),
    scopes: ['policy:write', 'review:write'],
  },
  {
    path: '/receipts',
    title: '查询留痕',
    page: lazyPage(() => import('./insight/insight.tsx'), 'Insight'),
    scopes: ['audit:read'],
  },
  { path: '/public', title: '公示', page: Disclosures },
  {
    path: '/contract',
    title: '接口文档',
    page: lazyPage(() => import('./contract/contract.tsx'), 'Contract'),
  },
];

export const isOpenTo = (
  { scopes }: Pick<Screen, 'scopes'>,
  held: ReadonlySet<string> | undefined,
): boolean =>
  !scopes ||
  (held !== undefined && scopes.some((begin) => [...held].some((scope) => scope.startsWith(begin))));
