import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeBrowsers, signIn } from '../console/support/browser.ts';
import { findChromium } from '../console/support/chromium.ts';
import { type Connector, connectorOf, until } from '../support/connector.ts';
import { finding, patient, registry } from '../support/records.ts';
import { type DeployedConnector, deployConnector } from './deployed-connector.ts';

const hasChromium = findChromium() !== undefined;
if (!hasChromium) console.error('NOT TESTED: the console on the deployed stack. There is no Chromium here.');

describe.runIf(hasChromium)('the console of a deployed stack', () => {
  let parts: DeployedConnector;
  let connector: Connector;
  let issuer: string;

  closeBrowsers();
  beforeAll(async () => {
    parts = await deployConnector();
    connector = await connectorOf(parts, 0);
    issuer = parts.openConsole();
    await connector.submit('registry', registry);
    await connector.untilInSync();
  });
  afterAll(() => parts.stop());

  it('signs a data officer in, who drops a file, and the settlement system has the suspension', async () => {
    const officer = await signIn('卓玛', { api: connector.apiUrl, issuer });
    const crime = finding(901, { category: 'insured-person', ...patient }, 'ip.crime');
    await officer.open('/send?source=medical-insurance');
    await officer.page.setInputFiles('input[type=file]', {
      name: '骗保.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify([crime])),
    });
    await officer.page.getByRole('button', { name: '报送（采纳 1 / 1 行）' }).click();
    await officer.page.getByText('已完成').waitFor();
    await officer.expectSound();
    await officer.close();
    await until('the suspension is there', async () =>
      JSON.stringify(await connector.receiver('settlement')).includes(patient.id),
    );

    const reader = await signIn('央金', { api: connector.apiUrl, issuer });
    await reader.open('/files');
    await reader.page.getByLabel('主体类别').selectOption('insured-person');
    await reader.page.getByLabel('号码', { exact: true }).fill(patient.id);
    await reader.page.getByLabel(/查阅理由/).fill('核对报送');
    await reader.page.getByRole('button', { name: '查阅' }).click();
    await reader.page.getByRole('cell', { name: crime.documentNumber }).first().waitFor();
    await reader.expectSound();
    await reader.close();
  });

  it('shows nothing of a file to who is not signed in', async () => {
    const answer = await fetch(`${connector.apiUrl}/console`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const asked = /connect-src ([^;]+);/.exec(policy)?.[1]?.split(' ') ?? [];
    expect(asked.slice(0, -1)).toEqual(["'self'", issuer]);
    expect(asked.at(-1)).toMatch(/^https:\/\/[a-z0-9-]+\.s3\.cn-northwest-1\.amazonaws\.com(\.cn)?$/);
    expect((await fetch(`${connector.apiUrl}/v1/files/query`, { method: 'POST', body: '{}' })).status).toBe(
      401,
    );
  });
});
