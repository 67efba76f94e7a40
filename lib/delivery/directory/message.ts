import * as z from 'zod';
import type { Category } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import type { Grade } from '../../shared/grade.ts';
import type { Scheme } from '../../shared/scheme.ts';

/** The message to the directory about one file. */
export interface DirectoryMessage {
  readonly recordId: string;
  readonly version: number;
  /** I inserts a record, U updates it, D withdraws it. */
  readonly operation: 'I' | 'U' | 'D';
  readonly updatedAt: string;
  readonly category: Category;
  readonly name: string;
  readonly scheme: Scheme;
  readonly id: string;
  readonly grade?: Grade;
  readonly state: 'interim' | 'published';
  readonly evaluatedOn: Day;
  readonly cycle: number;
  readonly sanctions: readonly { kind: string; from: Day; until?: Day | undefined }[];
}

/** Settings of the directory's interface (docs/formats.md 15: open until the platform answers). */
export const directorySettings = z.strictObject({
  tableCode: z.string().default('YB_XYPJ'),
  departmentCode: z.string().default('MI540000'),
  tableVersionId: z.string().default('1'),
  sourceUnit: z.string().default('西藏自治区医疗保障局'),
  sourceUnitId: z.string().default('11540000MB1A12345X'),
  /** 信息使用范围: 0 public, 1 between authorities, 2 on authorised query. */
  usageScope: z.enum(['0', '1', '2']).default('1'),
  timeoutSeconds: z.number().positive().default(10),
});
export type DirectorySettings = z.infer<typeof directorySettings>;

/** A row in the directory's format (docs/formats.md 11.2). */
export interface DirectoryRow {
  readonly recordId: string;
  readonly operation: 'I' | 'U' | 'D';
  readonly version: number;
  readonly [field: string]: unknown;
}

/** Makes the row of a message. A withdrawal contains only the fields that identify the record. */
export function directoryRow(message: DirectoryMessage, settings: DirectorySettings): DirectoryRow {
  const { recordId, operation, version, updatedAt, scheme, id, ...rest } = message;
  const head = { recordId, operation, version, updatedAt };
  if (operation === 'D') return head;
  return {
    ...head,
    category: rest.category,
    name: rest.name,
    ...(scheme === 'uscc' ? { uscc: id } : { certType: certTypes[scheme], certNo: id }),
    catalogueCode: settings.tableCode,
    grade: rest.grade,
    state: rest.state,
    cycle: rest.cycle,
    evaluatedOn: rest.evaluatedOn,
    validUntil: `${rest.cycle}-12-31`,
    sanctions: rest.sanctions,
    sourceUnit: settings.sourceUnit,
    sourceUnitId: settings.sourceUnitId,
    usageScope: settings.usageScope,
    remark: '',
  };
}

const certTypes = { 'resident-id': '居民身份证', 'medins-code': '医保编码' } as const;
