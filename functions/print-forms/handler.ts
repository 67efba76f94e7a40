import { renderForm } from '../../lib/notices/render.ts';
import { httpHandler } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { loadNoticeFont } from '../../lib/runtime/notice-font.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { type FormName, formNames } from '../../schemas/forms.ts';

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  /** A form is the same each time, so it is made once. */
  const made = new Map<FormName, Promise<Uint8Array>>();
  const formOf = (name: FormName): Promise<Uint8Array> => {
    const known = made.get(name) ?? loadNoticeFont().then((font) => renderForm(name, font));
    made.set(name, known);
    return known;
  };
  return httpHandler(runtime, {
    'GET /v1/forms/{form}': async ({ params }) => {
      const name = formNames.find((one) => one === params['form']);
      if (!name)
        throw new Problem(
          404,
          'unknown-form',
          `There is no such form. The forms are ${formNames.join(', ')}.`,
        );
      const headers = {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${name}.pdf"`,
      };
      return { status: 200, headers, body: await formOf(name) };
    },
  });
};

export const handler = lambda('print-forms', createHandler);
