// A campaign under way: what phones received of it, how far the API says it came, and the page that shows it.
import type { CampaignProgress, OwnCredits, Recipient } from '@parley/contract';
import type { Locator, Page } from '@playwright/test';
import type { SandboxClient } from '../../sandbox/src/client';
import { pressing } from './newcomer';
import { connectLine, createTenant, fastest, type Line, launchCampaign, listPeople, type Tenant } from './tenant';
import { expect } from './test';
import type { Words } from './words';

/** A message every four seconds: a run with a middle that nobody has to hurry for. */
const slow = { ...fastest, minDelayMs: 4_000, maxDelayMs: 4_000 };

/** How fast messages leave a number from now on. */
export async function setPacing(tenant: Tenant, line: Line, pacing: typeof slow): Promise<void> {
  await tenant.call('PUT', `/api/social-connections/${line.id}/pacing`, pacing);
}

/** The numbers that received something from this line, once for each message, in order of acceptance. */
export async function listPhones(sandbox: SandboxClient, { instance }: Line): Promise<string[]> {
  return (await sandbox.listReceived({ instance })).map(({ number }) => `+${number}`);
}

export const numbersOf = (people: readonly { phone: string }[]): string[] => people.map(({ phone }) => phone).sort();

export const readProgress = (tenant: Tenant, id: string): Promise<CampaignProgress> =>
  tenant.call('GET', `/api/campaigns/${id}/progress`);

/** Everybody, for audiences of a page at most. */
export const readRecipients = (tenant: Tenant, id: string): Promise<Recipient[]> =>
  tenant.call('GET', `/api/campaigns/${id}/recipients?limit=100`);

export const readCredits = (tenant: Tenant): Promise<OwnCredits> => tenant.call('GET', '/api/credits');

/** Waits until a campaign that was stopped has nothing on its way any more. @returns how far it came */
export async function comeToRest(tenant: Tenant, id: string): Promise<CampaignProgress> {
  await expect
    .poll(async () => (await readRecipients(tenant, id)).filter(({ state }) => state === 'sending').length)
    .toBe(0);
  return readProgress(tenant, id);
}

/** A campaign that has reached a few of its people and takes its time for the rest, with its page open. */
export interface Midway {
  tenant: Tenant;
  line: Line;
  id: string;
  people: ReturnType<typeof listPeople>;
  /** The balance before it was launched. */
  balance: number;
}

/** Launches a campaign so slow that there is a middle, in a tenant of its own, and waits on its page until it is there. */
export async function launchMidway(page: Page, sandbox: SandboxClient): Promise<Midway> {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const { balance } = await readCredits(tenant);
  const people = listPeople(12);
  await setPacing(tenant, line, slow);
  const id = await launchCampaign(tenant, line, people);
  await page.goto(`/campaigns/${id}`);
  await expect.poll(async () => (await listPhones(sandbox, line)).length).toBeGreaterThanOrEqual(2);
  return { tenant, line, id, people, balance };
}

/** A campaign on screen, in a language. */
export interface CampaignPage {
  page: Page;
  t: Words;
}

/** The state beside the name of the campaign. */
export const stateOf = ({ page, t }: CampaignPage, state: string): Locator =>
  page
    .getByRole('main')
    .getByText(t(`campaigns:states.${state}`), { exact: true })
    .first();

/** "7 of 12" under the ring. */
export const doneOf = ({ page, t }: CampaignPage, done: number, total: number): Locator =>
  page.getByRole('main').getByText(t('campaigns:progress.of', { done, total }), { exact: true });

export const verbOf = ({ page, t }: CampaignPage, verb: string): Locator =>
  page.getByRole('button', { name: pressing(t(`campaigns:verbs.${verb}`)) });
