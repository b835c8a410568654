// Publishes recorded events to their subscribers after commit, and again from the sweeper until it worked.
import type { EventType } from '@parley/contract';
import type { Database } from './db/database';
import type { PublishEvent, StoredEvent } from './events';
import type { Logger } from './logger';
import type { Sweep } from './queues';

/** Reacts to events after commit. Runs at least once per event, so it must be harmless when repeated. */
export interface EventSubscriber {
  /** For the log, and unique in the registry. */
  name: string;
  types: readonly EventType[];
  run: (event: StoredEvent) => Promise<void>;
}

interface EventRow {
  id: string;
  type: EventType;
  actor_id: string | null;
  subject_id: string | null;
  data: Record<string, unknown>;
  request_id: string | null;
  created_at: Date;
}

export function createPublisher(
  db: Database,
  logger: Logger,
  subscribers: () => readonly EventSubscriber[],
): PublishEvent {
  return async (tenantId, eventId) => {
    const [row] = await db.read<EventRow>(
      tenantId,
      'select id, type, actor_id, subject_id, data, request_id, created_at from events where tenant_id = $1 and id = $2 and published_at is null',
      [tenantId, eventId],
      'event-to-publish',
    );
    if (!row) return;
    const event: StoredEvent = {
      id: row.id,
      tenantId,
      type: row.type,
      actorId: row.actor_id,
      subjectId: row.subject_id,
      data: row.data,
      requestId: row.request_id,
      createdAt: row.created_at,
    };
    for (const subscriber of subscribers()) {
      if (!subscriber.types.includes(event.type)) continue;
      try {
        await subscriber.run(event);
      } catch (error) {
        // Left unpublished: the sweeper repeats it.
        logger.error('an event subscriber failed', {
          subscriber: subscriber.name,
          type: event.type,
          eventId,
          tenantId,
          error,
        });
        return;
      }
    }
    await db.read(
      tenantId,
      'update events set published_at = now() where tenant_id = $1 and id = $2',
      [tenantId, eventId],
      'event-published',
    );
  };
}

/** Publishes events whose publication was lost (a crash between commit and publication). */
export function publishLeftovers(db: Database, publish: PublishEvent): Sweep {
  return {
    name: 'publish-events',
    everyMs: 3000,
    run: async (signal) => {
      const rows = await db
        .system('events of any tenant whose publication was lost')
        .query<{ tenant_id: string; id: string }>("select * from events_unpublished('3 seconds', 500)");
      for (const row of rows) {
        if (signal.aborted) return;
        await publish(row.tenant_id, row.id);
      }
    },
  };
}
