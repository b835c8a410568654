// A tenant of a test's own, made through the API where the making is not what is tested.
import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import type { SandboxClient } from '../../sandbox/src/client';
import { expect } from './test';
import type { Language } from './words';

export const password = 'a long enough password';

export interface Tenant {
  email: string;
  /** Calls the API as the owner and returns the answer's `data`. Throws when refused. */
  call<Data>(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: unknown): Promise<Data>;
}

export const newEmail = (who = 'owner') => `${who}-${randomUUID()}@example.com`;

/** Registers a person with a tenant. The browser of `request` is signed in by the cookie that comes back. */
export async function createTenant(request: APIRequestContext, locale: Language = 'en'): Promise<Tenant> {
  const email = newEmail();
  const body = { name: 'Noa Levi', email, password, tenantName: 'Harbour Fitness', country: 'IL', locale };
  const { accessToken } = await ask<{ accessToken: string }>(request, 'POST', '/api/auth/register', body);
  return { email, call: (method, path, data) => ask(request, method, path, data, accessToken) };
}

/** Invites a person, who accepts at once. The browser of `request` is signed in as that person. */
export async function addColleague(
  tenant: Tenant,
  request: APIRequestContext,
  name: string,
  role = 'agent',
): Promise<Tenant> {
  const email = newEmail(role);
  const { acceptUrl } = await tenant.call<{ acceptUrl: string }>('POST', '/api/invitations', { email, role });
  const token = new URL(acceptUrl).pathname.split('/').at(-1);
  const { accessToken } = await ask<{ accessToken: string }>(request, 'POST', `/api/invitations/${token}/accept`, {
    name,
    password,
  });
  return { email, call: (method, path, data) => ask(request, method, path, data, accessToken) };
}

async function ask<Data>(
  request: APIRequestContext,
  method: string,
  path: string,
  data?: unknown,
  accessToken?: string,
): Promise<Data> {
  const headers = accessToken ? { authorization: `Bearer ${accessToken}` } : undefined;
  const response = await request.fetch(path, { method, data, headers });
  if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
  // Parse boundary: the API's envelope; the caller names what it reads.
  const { data: answer } = (await response.json()) as { data: Data };
  return answer;
}

export interface Line {
  id: string;
  /** What the gateway calls it. */
  instance: string;
}

/** No limits and no waiting: a campaign leaves as fast as it can. */
export const fastest = { perMinute: null, perHour: null, perDay: null, minDelayMs: 0, maxDelayMs: 0 };

/** Adds a number and scans its code, so that it is connected. */
export async function connectLine(tenant: Tenant, sandbox: SandboxClient, name = 'Main line'): Promise<Line> {
  const { id } = await tenant.call<{ id: string }>('POST', '/api/social-connections', {
    channel: 'whatsapp_evolution',
    name,
  });
  const instance = await link(tenant, sandbox, id);
  await tenant.call('PUT', `/api/social-connections/${id}/pacing`, fastest);
  return { id, instance };
}

/** Links a number again that was logged out. */
export async function scanAgain(tenant: Tenant, sandbox: SandboxClient, { id }: Line): Promise<void> {
  await link(tenant, sandbox, id);
}

/** Asks for a code and scans it. @returns the instance that showed it */
async function link(tenant: Tenant, sandbox: SandboxClient, id: string): Promise<string> {
  await tenant.call('POST', `/api/social-connections/${id}/connect`, {});
  let shown = '';
  await expect
    .poll(async () => {
      const qr = await tenant.call<{ image: string | null }>('GET', `/api/social-connections/${id}/qr`);
      shown = qr.image ?? '';
      return shown;
    })
    .not.toBe('');
  const instance = await findPhone(shown, sandbox.url);
  await sandbox.scan(instance, { profileName: 'Harbour Fitness' });
  await expect
    .poll(async () => (await tenant.call<{ state: string }>('GET', `/api/social-connections/${id}/status`)).state)
    .toBe('connected');
  return instance;
}

/** The sandbox's phone that shows this code. */
export async function findPhone(qrImage: string, sandboxUrl = process.env.E2E_SANDBOX_URL): Promise<string> {
  const response = await fetch(`${sandboxUrl}/_phone/instances`);
  const phones = (await response.json()) as { name: string; qr: { base64: string } | null }[];
  const phone = phones.find(({ qr }) => qr?.base64 === qrImage);
  if (!phone) throw new Error('No phone of the sandbox shows this code');
  return phone.name;
}

/** `count` people with numbers of Israel's 050, which libphonenumber takes as valid. */
export function listPeople(count: number): { name: string; phone: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `Person ${String(index + 1).padStart(2, '0')}`,
    phone: `+97250${String(7_100_000 + index)}`,
  }));
}

/** A campaign to everybody in the list, made and launched. */
export async function launchCampaign(
  tenant: Tenant,
  line: Line,
  people: { name: string; phone: string }[],
): Promise<string> {
  const { id } = await tenant.call<{ id: string }>('POST', '/api/campaigns', {
    name: 'Open day',
    connectionId: line.id,
    message: { text: 'Hi {first_name|there}, our open day is on Friday.' },
    audience: { type: 'inline', recipients: people },
  });
  await tenant.call('POST', `/api/campaigns/${id}/start`);
  return id;
}
