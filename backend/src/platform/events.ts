// What happened: one row per change, written in the change's own transaction. After commit it is published (live feed, later
// outgoing webhooks and automations); a sweeper publishes what a crash left behind.
import type { EventType } from '@parley/contract';
import type { TenantTx } from './db/database';
import { newId } from './ids';

export interface NewEvent {
  type: EventType;
  actorId?: string | null;
  subjectId?: string | null;
  /** What subscribers need; never message texts or secrets. */
  data?: Record<string, unknown>;
  requestId?: string | null;
}

export interface StoredEvent extends Required<NewEvent> {
  id: string;
  tenantId: string;
  createdAt: Date;
}

/** Called after commit with the event's id, and again by the sweeper until it succeeds; must be harmless when repeated. */
export type PublishEvent = (tenantId: string, eventId: string) => Promise<void>;

/**
 * Writes the event and rings its publication after commit. `ring` comes from `createPublisher`.
 * Hot paths record one event per batch, never one per message.
 */
export async function recordEvent(tx: TenantTx, ring: PublishEvent, event: NewEvent): Promise<string> {
  const id = newId();
  await tx.query(
    'insert into events (tenant_id, id, type, actor_id, subject_id, data, request_id) values ($1, $2, $3, $4, $5, $6, $7)',
    [
      tx.tenantId,
      id,
      event.type,
      event.actorId ?? null,
      event.subjectId ?? null,
      JSON.stringify(event.data ?? {}),
      event.requestId ?? null,
    ],
  );
  tx.afterCommit(() => ring(tx.tenantId, id));
  return id;
}
