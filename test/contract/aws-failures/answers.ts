import { Readable } from 'node:stream';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

export type Service = 'dynamodb' | 'sqs' | 's3' | 'kms' | 'secrets';

/** An answer over HTTP, as the SDK receives it. */
export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error in the form of the service: JSON with a type, XML for S3. */
export function errorAnswer(service: Service, status: number, code: string): Answer {
  if (service !== 's3')
    return { status, body: JSON.stringify({ __type: `com.amazonaws#${code}`, message: 'said' }) };
  return { status, body: `<Error><Code>${code}</Code><Message>said</Message></Error>` };
}

/** The HTTP handler of a client. */
export type RequestHandler = Extract<DynamoDBClientConfig['requestHandler'], { handle: unknown }>;

export const httpResponse = ({ status, body = '', headers = {} }: Answer) => ({
  response: { statusCode: status, headers, body: Readable.from(body === '' ? [] : [Buffer.from(body)]) },
});

/** An HTTP handler that answers with one step per request. The last step repeats. */
export function scripted(...steps: readonly (Answer | Error)[]): {
  readonly requestHandler: RequestHandler;
  readonly tries: () => number;
} {
  let tries = 0;
  const requestHandler = {
    async handle() {
      const step = steps[Math.min(tries++, steps.length - 1)];
      if (step === undefined || step instanceof Error) throw step;
      return httpResponse(step);
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  } as unknown as RequestHandler;
  return { requestHandler, tries: () => tries };
}
