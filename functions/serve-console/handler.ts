import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { consoleFolderOf } from '../../lib/runtime/console-folder.ts';
import { httpHandler } from '../../lib/runtime/http-handler.ts';
import { type CreateHandler, lambda } from '../../lib/runtime/lambda.ts';
import { readAssets, showAsset } from './assets.ts';
import { makePage, showPage } from './page.ts';
import { pageSettings } from './page-settings.ts';

export const createHandler: CreateHandler<never, unknown> = (runtime) => {
  const folder = consoleFolderOf(runtime);
  const assets = readAssets(folder);
  const page = makePage(readFileSync(join(folder, 'page.html'), 'utf8'), pageSettings(runtime));
  return httpHandler(runtime, {
    'GET /console': async (request) => showPage(page, request),
    'GET /console/{asset}': async (request) => showAsset(assets, request),
  });
};

export const handler = lambda('serve-console', createHandler);
