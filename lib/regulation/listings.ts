import type { ListKind } from '../../schemas/record.ts';
import type { GradedCategory } from '../shared/category.ts';

/** What an entry of a kind of list means for the person or institution on it. In force from 2023-05-08. */
export interface ListingEffect {
  /** Official name of the list. */
  readonly name: string;
  /** The source that says that the list counts, or that it does not. */
  readonly source: string;
  /**
   * The veto indicator of each category. For a category left out, an entry is kept in the file and scores nothing.
   */
  readonly indicators: Readonly<Partial<Record<GradedCategory, string>>>;
  /** A listed person's entry also counts for institutions whose legal representative (法定代表人) the person is. */
  readonly reachesInstitutions: boolean;
}

const blacklisted = { 'medical-institution': 'mi.blacklisted', pharmacy: 'ph.blacklisted' } as const;

/** Every kind of list (名单). The code does not compile if a kind is missing. */
export const listings: Readonly<Record<ListKind, ListingEffect>> = {
  'judgment-defaulter': {
    name: '失信被执行人名单',
    source: '附件6、附件7 失信被执行人',
    indicators: blacklisted,
    reachesInstitutions: true,
  },
  'serious-dishonesty': {
    name: '严重失信主体名单',
    source: '附件6、附件7 公共信用信息系统失信“黑名单”',
    indicators: blacklisted,
    reachesInstitutions: true,
  },
  /** One of the 严重失信主体 lists in the national basic list of punishments. */
  'serious-violation': {
    name: '严重违法失信名单',
    source: '国家市场监督管理总局令第44号',
    indicators: blacklisted,
    reachesInstitutions: true,
  },
  /** Not one of the 严重失信主体 lists: kept in the file, scores nothing. */
  'abnormal-operation': {
    name: '经营异常名录',
    source: '国家市场监督管理总局令第44号',
    indicators: {},
    reachesInstitutions: false,
  },
};
