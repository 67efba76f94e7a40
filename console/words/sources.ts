export { sourceNames } from '../../schemas/reasons/source-names.ts';
