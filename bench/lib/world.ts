// A whole installation for benches and chaos: its own PostgreSQL, Redis and sandbox gateway, one tenant with a connected number, and api and
// worker processes that can be started and killed one by one.
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { createSandboxClient, type SandboxClient } from '../../sandbox/src/client';
import { withoutForeign } from '../../scripts/lib/environment.mjs';
import { fromRoot } from '../../scripts/lib/paths.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { loadSecrets } from '../../scripts/lib/secrets.mjs';
import { startStack } from '../../scripts/lib/stack.mjs';
import { openServices } from './services';

export interface World {
  env: NodeJS.ProcessEnv;
  url: string;
  sandbox: SandboxClient;
  /** Owner's connection: sees all tenants. For the judge, never for the measured path. */
  owner: pg.Pool;
  /** URL of the cluster's superuser, who may fill tables without checking each row. */
  superUrl: string;
  tenantId: string;
  connectionId: string;
  /** Another tenant with its owner. */
  signUp(email: string): Promise<{ token: string; tenantId: string }>;
  /** Another tenant with a connected number without limits; a worker must be running. */
  addTenant(email: string): Promise<Tenant>;
  /** A call of the API as the tenant's owner; returns `data`. @throws Error with the envelope's message */
  api<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T>;
  spawn(name: 'api' | 'worker'): ChildProcess;
  /** Kills the API without a goodbye and starts it again; resolves when it answers. */
  restartApi(): Promise<void>;
  apiPid(): number;
  /** Kills PostgreSQL or Redis without a goodbye; resolves when the new one answers. */
  crash(service: 'postgres' | 'redis'): Promise<void>;
  kill(child: ChildProcess, signal?: NodeJS.Signals): Promise<void>;
  close(): Promise<void>;
}

/** Somebody who sends. */
export type Tenant = Pick<World, 'api' | 'tenantId' | 'connectionId'>;

/** @param settings environment of the app's processes, on top of what a bench needs */
export async function createWorld(settings: Record<string, string> = {}): Promise<World> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'parley-bench-'));
  // The database's own user has to pass through.
  chmodSync(dataDir, 0o711);
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {
    ...withoutForeign(process.env),
    NODE_ENV: 'development',
    PORT: String(port),
    RATE_LIMIT_ENABLED: 'false',
    LOG_LEVEL: 'warn',
    CREDITS_ON_SIGNUP: '10000000',
    // Long runs outlive a quarter of an hour.
    JWT_EXPIRES_IN: '1d',
    ...settings,
  };
  const stack = startStack({ env, dataDir, app: false, seed: false });
  const children = new Set<ChildProcess>();
  const url = `http://127.0.0.1:${port}`;
  let owner: pg.Pool | undefined;

  const kill: World['kill'] = async (child, signal = 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
    children.delete(child);
  };
  const start: World['spawn'] = (name) => {
    const log = openSync(path.join(dataDir, `${name}.log`), 'a');
    const child = spawn(process.execPath, ['--enable-source-maps', fromRoot('backend', 'dist', `${name}.js`)], {
      env: { ...stack.env, ...settings },
      stdio: ['ignore', log, log],
    });
    children.add(child);
    return child;
  };
  const close = async () => {
    await Promise.all([...children].map((child) => kill(child)));
    await owner?.end();
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };

  try {
    await stack.started;
    owner = new pg.Pool({ connectionString: stack.env.DATABASE_OWNER_URL, max: 2 });
    // A database that is killed on purpose takes idle connections with it.
    owner.on('error', () => undefined);
    const superUrl = new URL(stack.env.DATABASE_OWNER_URL ?? '');
    Object.assign(superUrl, { username: 'postgres', password: loadSecrets(dataDir).postgresPassword });
    let apiProcess = start('api');
    await answers(`${url}/health`);
    const restartApi = async () => {
      await kill(apiProcess);
      apiProcess = start('api');
      await answers(`${url}/health`);
    };
    const sandbox = createSandboxClient(stack.env.EVOLUTION_API_URL ?? '', stack.env.EVOLUTION_API_KEY ?? '');
    const { token, tenantId } = await register(url, 'bench@test.localhost');
    const api = caller(url, token);
    const worker = start('worker');
    const connectionId = await connect(api, sandbox, owner);
    await kill(worker, 'SIGTERM');
    const apiPid = () => apiProcess.pid ?? 0;
    const services = openServices(path.join(dataDir, 'run.json'), stack.env);
    const signUp = (email: string) => register(url, email);
    const ownerPool = owner;
    const addTenant = async (email: string): Promise<Tenant> => {
      const signedUp = await signUp(email);
      const theirs = caller(url, signedUp.token);
      const line = await connect(theirs, sandbox, ownerPool);
      return { api: theirs, tenantId: signedUp.tenantId, connectionId: line };
    };
    return {
      env: stack.env,
      url,
      signUp,
      addTenant,
      sandbox,
      owner,
      superUrl: superUrl.href,
      tenantId,
      connectionId,
      api,
      spawn: start,
      restartApi,
      apiPid,
      crash: services.crash,
      kill,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export const password = 'correct horse battery';

async function register(url: string, email: string): Promise<{ token: string; tenantId: string }> {
  const body = { name: 'Bench', email, password, country: 'IL' };
  const { accessToken, tenant } = await caller(url)<{ accessToken: string; tenant: { id: string } }>(
    'POST',
    '/api/auth/register',
    body,
  );
  return { token: accessToken, tenantId: tenant.id };
}

function caller(url: string, token?: string): World['api'] {
  return async (method, route, body) => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const res = await fetch(url + route, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    // Parse boundary: the contract's envelope, as declared.
    const envelope = (await res.json()) as { success: boolean; data: never };
    if (!envelope.success) throw new Error(`${method} ${route}: ${res.status} ${JSON.stringify(envelope)}`);
    return envelope.data;
  };
}

/** Connects a number as a person would, and lifts every sending limit. */
async function connect(api: World['api'], sandbox: SandboxClient, owner: pg.Pool): Promise<string> {
  const { id } = await api<{ id: string }>('POST', '/api/social-connections', {
    channel: 'whatsapp_evolution',
    name: 'Bench line',
  });
  await api('POST', `/api/social-connections/${id}/connect`, {});
  const { rows } = await owner.query<{ instance_name: string }>('select instance_name from connections where id = $1', [
    id,
  ]);
  await sandbox.scan(rows[0]?.instance_name ?? '');
  await until(
    'the number is connected',
    async () => (await api<{ state: string }>('GET', `/api/social-connections/${id}/status`)).state === 'connected',
  );
  await setPacing({ api, connectionId: id }, {});
  return id;
}

/** Messages that a number may send; without a limit when left out. */
export interface Pacing {
  perSecond?: number;
  perMinute?: number;
}

/** How fast the tenant's number sends from now on. */
export async function setPacing(
  { api, connectionId }: Pick<Tenant, 'api' | 'connectionId'>,
  pacing: Pacing,
): Promise<void> {
  const unlimited = { perSecond: null, perMinute: null, perHour: null, perDay: null, minDelayMs: 0, maxDelayMs: 0 };
  await api('PUT', `/api/social-connections/${connectionId}/pacing`, { ...unlimited, ...pacing });
}

/** Adds people straight to the table: how they got there is not what is measured. Numbers are +97250xxxxxxx from `from` on. */
export async function addContacts(
  { owner, tenantId }: Pick<World, 'owner' | 'tenantId'>,
  count: number,
  from = 0,
): Promise<void> {
  await owner.query(
    `insert into contacts (tenant_id, name, first_name, phone, phone_key)
     select $1, 'Person ' || n, 'Person', '+97250' || lpad(n::text, 7, '0'), '+97250' || lpad(n::text, 7, '0') from generate_series($2::int, $3::int) n`,
    [tenantId, from, from + count - 1],
  );
  await owner.query('analyze contacts');
}

/** Drafts a campaign to everybody, or to these people, and starts it. @returns its id */
export async function launch(
  world: Tenant,
  name: string,
  text = 'Hello {first_name}, this is about {{lead.name}}.',
  contactIds?: readonly string[],
): Promise<string> {
  const { id } = await world.api<{ id: string }>('POST', '/api/campaigns', {
    name,
    connectionId: world.connectionId,
    message: { text },
    audience: contactIds ? { type: 'selected', contactIds } : { type: 'all' },
  });
  await world.api('POST', `/api/campaigns/${id}/start`);
  return id;
}

export async function until(
  what: string,
  probe: () => Promise<boolean>,
  timeoutMs = 60_000,
  everyMs = 100,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await probe())) {
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs / 1000} s for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

async function answers(url: string): Promise<void> {
  await until(
    `${url} answers`,
    () =>
      fetch(url).then(
        (res) => res.ok,
        () => false,
      ),
    30_000,
  );
}
