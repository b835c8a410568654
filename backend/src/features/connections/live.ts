// Tells open screens what happened to connections.
import type { FrameAudience } from '@parley/contract';
import type { StoredEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import type { EventSubscriber } from '../../platform/publisher';
import { presentQr } from './present';
import { findConnection } from './queries';

export function connectionSubscribers(parts: Parts): EventSubscriber[] {
  return [
    {
      name: 'connections-live',
      types: [
        'connection.created',
        'connection.updated',
        'connection.status',
        'connection.health',
        'connection.token',
        'connection.slowed',
        'pacing.updated',
      ],
      run: (event) => tellStatus(parts, event),
    },
    { name: 'connections-live-qr', types: ['connection.qr'], run: (event) => tellQr(parts, event) },
    { name: 'connections-live-gap', types: ['connection.gap'], run: (event) => tellGap(parts, event) },
    { name: 'connections-live-removed', types: ['connection.deleted'], run: (event) => tellRemoved(parts, event) },
  ];
}

async function tellStatus({ db, feed }: Parts, { tenantId, subjectId, data }: StoredEvent): Promise<void> {
  const row = subjectId ? await db.withTenant(tenantId, (tx) => findConnection(tx, subjectId)) : undefined;
  if (!row) return;
  const frame = { connectionId: row.id, state: row.state };
  await feed.publish(tenantId, 'connection.status', frame, hearers(row.ownerId));
  // Those who just lost sight of it hear of it too.
  if ('ownerBefore' in data && data.ownerBefore !== row.ownerId)
    await feed.publish(tenantId, 'connection.status', frame, hearers(ownerIn(data.ownerBefore)));
}

async function tellQr({ db, feed }: Parts, { tenantId, subjectId }: StoredEvent): Promise<void> {
  const row = subjectId ? await db.withTenant(tenantId, (tx) => findConnection(tx, subjectId)) : undefined;
  if (!row?.qr) return;
  // Whoever scans it takes the line over: only those who manage it may see it.
  await feed.publish(
    tenantId,
    'connection.qr',
    { connectionId: row.id, qr: presentQr(row) },
    { permission: 'connections.manage', viewAll: 'connections.viewAll', userIds: row.ownerId ? [row.ownerId] : [] },
  );
}

/** Whoever reads chats sees the mark in their threads; which chats those are is the reader's own affair. */
async function tellGap({ feed }: Parts, { tenantId, subjectId }: StoredEvent): Promise<void> {
  if (subjectId) await feed.publish(tenantId, 'chat.gap', { connectionId: subjectId }, { permission: 'chats.read' });
}

async function tellRemoved({ feed }: Parts, { tenantId, subjectId, data }: StoredEvent): Promise<void> {
  if (!subjectId) return;
  await feed.publish(
    tenantId,
    'connection.status',
    { connectionId: subjectId, state: 'disconnected' },
    hearers(ownerIn(data.ownerId)),
  );
}

function ownerIn(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A line without an owner is everybody's. */
function hearers(ownerId: string | null): FrameAudience {
  if (ownerId === null) return { permission: 'connections.read' };
  return { permission: 'connections.read', viewAll: 'connections.viewAll', userIds: [ownerId] };
}
