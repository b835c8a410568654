// The test application: the real server on the worker's own database and Redis, with people of each role to act as.
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { endpoints, type Role, type SignedIn } from '@parley/contract';
import type { Express } from 'express';
import supertest from 'supertest';
import { createAuthenticate } from '../src/features/auth';
import { buildParts } from '../src/main/build';
import { type Config, readConfig } from '../src/platform/config';
import { hashToken, newToken } from '../src/platform/crypto';
import { createServer } from '../src/platform/http/server';
import { createLogger } from '../src/platform/logger';
import type { Parts } from '../src/platform/parts';
import { startWorkers } from '../src/platform/queues';
import { features } from '../src/registry';

export interface TestPerson {
  token: string;
  userId: string;
  tenantId: string;
  email: string;
  get(url: string): supertest.Test;
  post(url: string, body?: object): supertest.Test;
  put(url: string, body?: object): supertest.Test;
  patch(url: string, body?: object): supertest.Test;
  del(url: string): supertest.Test;
}

export interface TestApp {
  app: Express;
  parts: Parts;
  /** A new tenant with its owner. */
  register(name?: string): Promise<TestPerson>;
  /** A new member of the owner's tenant, through invitation and acceptance. */
  join(owner: TestPerson, role: Role): Promise<TestPerson>;
  /** Runs jobs and sweeps in this process until `close`. */
  work(): void;
  close(): Promise<void>;
}

export const testPassword = 'correct horse battery';

/** The test configuration; `overrides` are environment variables. */
export function testConfig(overrides: Record<string, string> = {}): Config {
  return readConfig({
    NODE_ENV: 'test',
    DATABASE_URL: process.env.TEST_DATABASE_URL,
    REDIS_URL: process.env.TEST_REDIS_URL,
    REDIS_PREFIX: `{t${process.env.JEST_WORKER_ID ?? '0'}-${randomBytes(4).toString('hex')}}`,
    JWT_SECRET: 'test-secret-test-secret-test-secret-1',
    JWT_REFRESH_SECRET: 'test-secret-test-secret-test-secret-2',
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    RATE_LIMIT_ENABLED: 'false',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'error',
    STORAGE_DIR: mkdtempSync(path.join(os.tmpdir(), 'parley-test-')),
    CREDITS_ON_SIGNUP: '1000',
    ...overrides,
  });
}

export async function createTestApp(overrides: Record<string, string> = {}): Promise<TestApp> {
  const config = testConfig(overrides);
  const logger = createLogger(config.log, 'tool');
  const built = buildParts(config, logger);
  const { parts } = built;
  const app = createServer({
    parts,
    endpoints,
    bindings: features.flatMap((feature) => feature.bindings ?? []),
    authenticate: createAuthenticate(parts),
  });
  let workers: ReturnType<typeof startWorkers> | undefined;
  let count = 0;
  const tenantIds: string[] = [];

  const person = (signedIn: SignedIn): TestPerson => {
    const bearer = `Bearer ${signedIn.accessToken}`;
    const agent = supertest(app);
    return {
      token: signedIn.accessToken,
      userId: signedIn.user.id,
      tenantId: signedIn.tenant.id,
      email: signedIn.user.email,
      get: (url) => agent.get(url).set('authorization', bearer),
      post: (url, body = {}) => agent.post(url).set('authorization', bearer).send(body),
      put: (url, body = {}) => agent.put(url).set('authorization', bearer).send(body),
      patch: (url, body = {}) => agent.patch(url).set('authorization', bearer).send(body),
      del: (url) => agent.delete(url).set('authorization', bearer),
    };
  };
  const address = (of: string) => `${of}-${++count}-${randomBytes(3).toString('hex')}@test.localhost`;

  return {
    app,
    parts,
    async register(name = 'Owner') {
      const res = await supertest(app)
        .post('/api/auth/register')
        .send({ name, email: address('owner'), password: testPassword, tenantName: `${name}’s tenant`, country: 'IL' })
        .expect(201);
      tenantIds.push(res.body.data.tenant.id);
      return person(res.body.data);
    },
    async join(owner, role) {
      const email = address(role);
      const invited = await owner.post('/api/invitations', { email, role }).expect(201);
      const token = new URL(invited.body.data.acceptUrl).pathname.split('/').pop();
      const res = await supertest(app)
        .post(`/api/invitations/${token}/accept`)
        .send({ name: role, password: testPassword })
        .expect(200);
      return person(res.body.data);
    },
    work() {
      workers ??= startWorkers(config, logger, built.jobs, built.sweeps);
    },
    async close() {
      await workers?.stop();
      // The next file's tests share this database, and its sweeps look at all tenants: nothing of ours stands in their way.
      for (const tenantId of tenantIds)
        await parts.db.withTenant(tenantId, async (tx) => {
          await tx.query(
            "update messages set state = 'skipped' where tenant_id = $1 and direction = 'out' and state in ('queued', 'sending')",
            [tenantId],
          );
          await tx.query('update connections set next_retry_at = null where tenant_id = $1', [tenantId]);
        });
      await built.close();
    },
  };
}

/** A connected connection without a gateway behind it, for tests that only need one to exist. Returns its id and webhook secrets. */
export async function insertConnection(
  parts: Parts,
  tenantId: string,
  values: { name?: string; ownerId?: string | null; instanceName?: string; state?: string } = {},
): Promise<{ id: string; token: string; header: string }> {
  const token = newToken();
  const header = newToken();
  const id = await parts.db.withTenant(tenantId, async (tx) => {
    const row = await tx.one<{ id: string }>(
      `insert into connections (tenant_id, channel, name, instance_name, owner_id, state, reason, phone) values ($1, 'whatsapp_evolution', $2, $3, $4, $5, null, '+972500000001') returning id`,
      [
        tenantId,
        values.name ?? `Line ${newToken(4)}`,
        values.instanceName ??
          `t-${newToken(9)
            .toLowerCase()
            .replace(/[^a-z0-9]/g, 'x')}`,
        values.ownerId ?? null,
        values.state ?? 'connected',
      ],
    );
    return row!.id;
  });
  await parts.db
    .system('test fixture')
    .query(
      'insert into connection_routes (token_hash, tenant_id, connection_id, header_hash) values ($1, $2, $3, $4)',
      [hashToken(token), tenantId, id, hashToken(header)],
    );
  return { id, token, header };
}

/** Waits until the probe answers something truthy; fails with `what` after 20 s: a busy machine is slow, not wrong. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false | null> | T | undefined | false | null,
  timeoutMs = 20_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
