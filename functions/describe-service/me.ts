import type { Caller } from '../../lib/runtime/http-handler.ts';
import type { MeAnswer } from '../../schemas/api.ts';

/** The division of a token that names none. */
const region = '54';

/** What a token says of its bearer. */
export const meOf = ({ sub, name = sub, agency, division = region, scopes }: Caller): MeAnswer => ({
  sub,
  name,
  agency,
  division,
  scopes: [...scopes],
});
