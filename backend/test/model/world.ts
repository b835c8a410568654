// The real thing under the model: one tenant, its line, a scripted provider that remembers what it accepted, and the worker's steps one at a time.
import { randomBytes } from 'node:crypto';
import type { MessageState, OutcomeCode } from '@parley/contract';
import { lendHand, runCampaign } from '../../src/features/campaigns/jobs';
import { applyStatuses, confirmSent } from '../../src/features/outbox';
import { type ClaimedMessage, claimMessages } from '../../src/features/outbox/claim';
import { expireLeases } from '../../src/features/outbox/leases';
import type { Outcome } from '../../src/features/outbox/policy';
import { type LaneRow, readLaneSql } from '../../src/features/outbox/queries';
import { settle } from '../../src/features/outbox/settle';
import { insertConnection, type TestApp, type TestPerson } from '../app';
import { inbound, receive } from '../conversation';
import { faultsOf, type Snapshot, takeSnapshot, wrongMoves } from './snapshot';

export const people = 10;

/** What the provider makes of one send. */
export type Fate = 'accepts' | 'accepts, answer lost' | 'refuses' | 'asks to wait' | 'never answers' | 'never tried';

interface Held {
  leaseId: string;
  messages: ClaimedMessage[];
}

export interface World {
  readonly owner: TestPerson;
  /** Sends to the same people, within a budget. */
  readonly coach: TestPerson;
  readonly campaigns: string[];
  readonly contactIds: readonly string[];
  /** What the tenant looked like after the last step. */
  now: Snapshot;
  draft(by: TestPerson, audience: string[], files: number, variants: number): Promise<string>;
  runJob(campaignId: string): Promise<void>;
  sweep(): Promise<void>;
  claim(most: number): Promise<void>;
  /**
   * Sends what the oldest claim holds and writes what became of it.
   * @returns whom it passed over for their words: never tried, so they may be queued again at once, even where their lease had run out
   */
  sendHeld(fates: readonly Fate[]): Promise<ReadonlySet<string>>;
  /** The worker that held the oldest claim dies after sending some of it. */
  crashHeld(fates: readonly Fate[]): Promise<void>;
  expire(): Promise<void>;
  /** Writes what may be an opt-out. */
  doubt(at: number): Promise<void>;
  tellStatuses(picks: readonly { at: number; state: 'sent' | 'delivered' | 'read' | 'failed' }[]): Promise<void>;
  /** The gateway tells once more what it accepted. */
  echo(picks: readonly number[]): Promise<void>;
  /** People asked for these messages to be sent again: the provider may accept each once more. */
  allow(messageIds: readonly string[]): void;
  /** Looks at everything. @throws Error naming what is broken */
  check(retried?: ReadonlySet<string>): Promise<void>;
  /** Leaves nothing that the sweeps of later tests would take up. */
  close(): Promise<void>;
}

export async function createModelWorld(app: TestApp): Promise<World> {
  const { parts } = app;
  const owner = await app.register();
  const { tenantId } = owner;
  const { id: connectionId } = await insertConnection(parts, tenantId);
  const coach = await app.join(owner, 'coach');
  const { contactIds, assetIds } = await fill(app, coach);
  const held: Held[] = [];
  /** By message: how often it was accepted, how often it may be. */
  const accepted = new Map<string, number>();
  const allowed = new Map<string, number>();
  /** What the provider knows, in order of acceptance. */
  const known: { providerId: string; message: ClaimedMessage }[] = [];
  const givenBack = new Set<string>();

  const accept = (message: ClaimedMessage): string => {
    const times = (accepted.get(message.id) ?? 0) + 1;
    accepted.set(message.id, times);
    if (times > 1 + (allowed.get(message.id) ?? 0)) throw new Error(`message ${message.id} was sent ${times} times`);
    const providerId = randomBytes(8).toString('hex');
    known.push({ providerId, message });
    return providerId;
  };
  const world: World = {
    owner,
    coach,
    campaigns: [],
    contactIds,
    now: await takeSnapshot(parts, tenantId),
    async draft(by, audience, files, variants) {
      const message = {
        text: 'Hi {first_name|there}',
        ...(files > 0 ? { assetIds: assetIds.slice(0, files) } : {}),
        ...(variants > 0
          ? { variants: Array.from({ length: variants }, (_, at) => ({ text: `Variant ${at + 1}`, share: 25 })) }
          : {}),
      };
      const { body } = await by
        .post('/api/campaigns', {
          name: `Campaign ${world.campaigns.length}`,
          connectionId,
          message,
          audience: { type: 'selected', contactIds: audience },
        })
        .expect(201);
      world.campaigns.push(body.data.id);
      return body.data.id;
    },
    runJob: async (campaignId) => void (await runCampaign(parts, tenantId, campaignId, new AbortController().signal)),
    sweep: async () => {
      for (const id of world.campaigns) await lendHand(parts, tenantId, id);
    },
    async claim(most) {
      const [lane] = await parts.db.read<LaneRow>(tenantId, readLaneSql, [tenantId, connectionId]);
      if (!lane || lane.campaigns.length === 0) return;
      const claim = await claimMessages(
        parts.db,
        parts.config,
        tenantId,
        connectionId,
        { ...lane, humanAgent: false },
        { replies: 0, bulk: most },
      );
      for (const message of claim.messages) {
        const { optedOut, inReview } = world.now;
        if (!message.refusal && (optedOut.has(message.contactId) || inReview.has(message.contactId)))
          throw new Error(`${message.contactId} opted out, or may have, and is about to be written to`);
        if (world.now.campaigns.get(message.campaignId ?? '')?.status !== 'running')
          throw new Error('a campaign that does not run sends');
      }
      if (claim.messages.length > 0) held.push(claim);
    },
    async sendHeld(fates) {
      const claim = held.shift();
      if (!claim) return new Set();
      const batch = claim.messages.map((message, at) => ({
        message,
        outcome: outcomeOf(message, fates[at % fates.length] ?? 'accepts', accept),
      }));
      await settle(parts, tenantId, connectionId, claim.leaseId, batch);
      const passedOver = claim.messages.filter(({ refusal }) => refusal?.code === 'consent_review');
      return new Set(passedOver.map(({ id }) => id));
    },
    async crashHeld(fates) {
      const claim = held.shift();
      for (const [at, message] of (claim?.messages ?? []).entries())
        if (!message.refusal && fates[at % fates.length]?.startsWith('accepts')) accept(message);
    },
    async expire() {
      await parts.db.withTenant(tenantId, (tx) =>
        tx.query(
          "update messages set lease_until = now() - interval '1 second' where tenant_id = $1 and state = 'sending'",
          [tenantId],
        ),
      );
      await expireLeases(parts, tenantId, connectionId);
    },
    async doubt(at) {
      const phone = `+9725${String((at % people) + 1).padStart(8, '0')}`;
      await receive(parts, tenantId, connectionId, [inbound(phone, { text: 'stop sending me this' })]);
    },
    async tellStatuses(picks) {
      const statuses = picks.flatMap(({ at, state }) => {
        const one = known[at % Math.max(1, known.length)];
        return one ? [{ providerId: one.providerId, messageId: one.message.id, state, at: new Date() }] : [];
      });
      await parts.db.withTenant(tenantId, (tx) => applyStatuses(tx, parts, connectionId, statuses));
    },
    async echo(picks) {
      const echoes = picks.flatMap((at) => {
        const one = known[at % Math.max(1, known.length)];
        if (!one) return [];
        const { to, kind, text } = one.message;
        return [{ providerId: one.providerId, phone: to.phone ?? undefined, kind, text }];
      });
      await parts.db.withTenant(tenantId, (tx) => confirmSent(tx, parts, connectionId, echoes));
    },
    allow(messageIds) {
      for (const id of messageIds) {
        allowed.set(id, (allowed.get(id) ?? 0) + 1);
        givenBack.add(id);
      }
    },
    async check(retried = new Set()) {
      const before = world.now;
      world.now = await takeSnapshot(parts, tenantId);
      for (const { id, state } of world.now.messages.values()) if (state === 'failed') givenBack.add(id);
      const faults = [...faultsOf(world.now, givenBack), ...wrongMoves(before, world.now, retried)];
      if (faults.length > 0) throw new Error(faults.join('\n'));
    },
    close: () =>
      parts.db.withTenant(tenantId, async (tx) => {
        await tx.query(
          "update messages set state = 'skipped' where tenant_id = $1 and state in ('queued', 'sending')",
          [tenantId],
        );
        await tx.query(
          "update campaigns set status = 'completed', audience_done_at = now(), finished_at = now() where tenant_id = $1",
          [tenantId],
        );
      }),
  };
  return world;
}

function outcomeOf(message: ClaimedMessage, fate: Fate, accept: (message: ClaimedMessage) => string): Outcome {
  if (message.refusal) return { state: 'skipped', ...message.refusal };
  const code: OutcomeCode = 'provider_error';
  switch (fate) {
    case 'accepts':
      return { state: 'sent', providerId: accept(message) };
    case 'accepts, answer lost':
      accept(message);
      return { state: 'sending', code: 'unconfirmed', detail: 'cut off' };
    case 'refuses':
      return { state: 'failed', code: 'not_on_whatsapp', detail: null };
    case 'asks to wait':
      return { state: 'queued', code, detail: 'later', delayMs: 0 };
    case 'never answers':
      return { state: 'sending', code: 'unconfirmed', detail: 'timeout' };
    case 'never tried':
      return { state: 'released' };
  }
}

async function fill(
  app: TestApp,
  { tenantId, userId }: TestPerson,
): Promise<{ contactIds: string[]; assetIds: string[] }> {
  return app.parts.db.withTenant(tenantId, async (tx) => {
    const contacts = await tx.query<{ id: string }>(
      `insert into contacts (tenant_id, owner_id, name, first_name, phone, phone_key)
       select $1, $3, 'Person ' || n, case when n % 3 = 0 then '' else 'P' || n end, '+9725' || lpad(n::text, 8, '0'), '+9725' || lpad(n::text, 8, '0') from generate_series(1, $2::int) n returning id`,
      [tenantId, people, userId],
    );
    const assets = await tx.query<{ id: string }>(
      `insert into assets (tenant_id, kind, mime, file_name, size_bytes, sha256, storage_key, uploaded_by)
       select $1, 'document', 'application/pdf', n || '.pdf', 1, '\\x00', 'none', $2 from generate_series(1, 3) n returning id`,
      [tenantId, userId],
    );
    return { contactIds: contacts.map(({ id }) => id), assetIds: assets.map(({ id }) => id) };
  });
}

/** States that a person may ask to be sent again one by one. */
export const repeatable: readonly MessageState[] = ['failed', 'uncertain'];
