import type { ReactNode } from 'react';
import { Empty } from './state.tsx';

export interface Column<Row> {
  readonly title: string;
  readonly of: (row: Row) => ReactNode;
  readonly isNumber?: true;
  /** May not break into lines. */
  readonly isWhole?: true;
}

/** Rows under headings; without rows, why there are none. */
export const Table = <Row,>({
  columns,
  rows,
  keyOf,
  none,
  children,
}: {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  none: string;
  /** More about why there are none. */
  children?: ReactNode;
}) =>
  rows.length === 0 ? (
    <Empty title={none}>{children}</Empty>
  ) : (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <div className="table-wrap" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th key={title} scope="col" className={isNumber && 'number'}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="pick">
              {columns.map(({ title, of, isNumber, isWhole }) => (
                <td key={title} className={isNumber ? 'number' : isWhole && 'nowrap'}>
                  {of(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

/** Reads the next page. */
export const More = ({
  of: { hasNextPage, isFetchingNextPage, fetchNextPage },
  children,
}: {
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): unknown };
  children: ReactNode;
}) =>
  hasNextPage ? (
    <div className="body row no-print">
      <button
        type="button"
        className="button"
        disabled={isFetchingNextPage}
        onClick={() => void fetchNextPage()}
      >
        {isFetchingNextPage ? '正在读取…' : children}
      </button>
    </div>
  ) : null;
