/**
 * Bundled instead of Zod's writer of JSON schemas (16 kB), but where the contract is written (`touches.contract` of
 * `infra/system.ts`): the other functions only check values.
 */
const leftOut = (): never => {
  throw new Error('The writer of JSON schemas is left out of the bundles: see infra/bundle.ts.');
};

export const createToJSONSchemaMethod = () => leftOut;
export const createStandardJSONSchemaMethod = () => leftOut;
export const toJSONSchema = leftOut;
export const processSchema = leftOut;
export class JSONSchemaGenerator {
  constructor() {
    leftOut();
  }
}
