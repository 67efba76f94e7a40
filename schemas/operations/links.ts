/** A value in an answer and the operations that take it: a pointer into the answer, the parameter, the routes. */
interface Link {
  readonly pointer: string;
  readonly param: string;
  readonly to: readonly string[];
}

const run: Link = {
  pointer: '/runId',
  param: 'runId',
  to: [
    'GET /v1/feeds/runs/{runId}',
    'GET /v1/feeds/runs/{runId}/answer',
    'POST /v1/feeds/runs/{runId}/release',
  ],
};

/** The links of the contract, by the route whose answer contains the value. */
const links: Readonly<Record<string, Link>> = {
  'PUT /v1/feeds/{source}/files/{name}': run,
  'POST /v1/feeds/{source}/uploads': run,
  'POST /v1/feeds/{source}/records': run,
  'POST /v1/objections': {
    pointer: '/id',
    param: 'id',
    to: ['GET /v1/objections/{id}', 'POST /v1/objections/{id}/decision', 'GET /v1/objections/{id}/notice'],
  },
  'POST /v1/repairs': {
    pointer: '/id',
    param: 'id',
    to: [
      'GET /v1/repairs/{id}',
      'POST /v1/repairs/{id}/extension',
      'GET /v1/repairs/{id}/effect',
      'POST /v1/repairs/{id}/decision',
      'POST /v1/repairs/{id}/notice-objection',
      'GET /v1/repairs/{id}/notice',
    ],
  },
  'POST /v1/trials': {
    pointer: '/id',
    param: 'id',
    to: ['GET /v1/trials/{id}', 'GET /v1/trials/{id}/picture'],
  },
  'PUT /v1/attachments/{attachment}': {
    pointer: '/attachmentId',
    param: 'attachment',
    to: ['GET /v1/attachments/{attachment}'],
  },
  'GET /v1/quarantine': {
    pointer: '/items/0/id',
    param: 'id',
    to: [
      'GET /v1/quarantine/{id}',
      'POST /v1/quarantine/{id}/reveal',
      'POST /v1/quarantine/{id}/correction',
      'POST /v1/quarantine/{id}/dismissal',
      'POST /v1/quarantine/{id}/undo',
    ],
  },
  'POST /v1/subscriptions': {
    pointer: '/id',
    param: 'id',
    to: [
      'GET /v1/subscriptions/{id}',
      'POST /v1/subscriptions/{id}/state',
      'POST /v1/subscriptions/{id}/secret',
      'POST /v1/subscriptions/{id}/replay',
      'POST /v1/subscriptions/{id}/test',
    ],
  },
  'GET /v1/deliveries': {
    pointer: '/deliveries/0/id',
    param: 'id',
    to: [
      'POST /v1/deliveries/{id}/retry',
      'POST /v1/deliveries/{id}/release',
      'POST /v1/deliveries/{id}/refusal',
    ],
  },
};

/** `GET /v1/repairs/{id}/notice` → `getRepairsIdNotice` */
export function operationIdOf(route: string): string {
  const words = route.replace(' /v1', '').match(/[a-z]+/gi) ?? [];
  return words
    .map((word) => word.toLowerCase())
    .map((word, index) => (index === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`))
    .join('');
}

/** The links of a route in OpenAPI form. */
export function linksOf(route: string): object | undefined {
  const link = links[route];
  return (
    link &&
    Object.fromEntries(
      link.to
        .map(operationIdOf)
        .map((operationId) => [
          operationId,
          { operationId, parameters: { [link.param]: `$response.body#${link.pointer}` } },
        ]),
    )
  );
}
