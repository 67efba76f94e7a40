import type { RowReader } from './row-reader.ts';

/**
 * Values of 证件类型 whose number has the form of a resident number (docs/formats.md 6.5): texts, codes of 双公示, codes of
 * 医保.
 */
export const residentTypes: ReadonlySet<string> = new Set([
  '身份证',
  '居民身份证',
  '居民身份证(户口簿)',
  '身份证号',
  '身份证号码',
  '公民身份号码',
  '1',
  '01',
  '港澳台居民居住证',
  '港澳居民居住证',
  '台湾居民居住证',
  '外国人永久居留身份证',
  '外国人永久居留证',
  '5',
  '07',
]);

/** True when a number of this document type is read as a resident number. 护照 and 通行证 are not. */
export const isResidentType = (type: string): boolean =>
  residentTypes.has(type.normalize('NFKC').replace(/[\s\p{Cf}]/gu, ''));

/** The finding for a document type that is not a resident number. */
export const otherDocument = <Column extends string>(row: RowReader<Column>, column: Column): undefined =>
  row.find(
    column,
    'identifier-type',
    'Numbers of this kind of document are not matched to subjects. Send the number of a resident card.',
  );
