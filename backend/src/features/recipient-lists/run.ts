// Reading a list: file → rows → batches → database. Each batch commits with the counters, so a crash resumes exactly after the last one.
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import type { JobResult } from '../../platform/queues';
import { countryOfTenant } from '../contacts';
import { fileFaultOf, readRows } from '../imports';
import { createListMapper } from './map-row';
import { findList, type ListRecord } from './queries';
import { type ListRow, writeRows } from './write-batch';

/** Rows per transaction: large enough to spread the cost of a commit, small enough that progress moves and memory stays flat. */
const batchRows = 2000;
/** The live feed hears of progress at most this often. */
const progressEveryMs = 500;

export interface ListJob {
  tenantId: string;
  listId: string;
}

/** Carries the reading on from where it stands. Harmless when run twice, also at once. */
export async function readList(parts: Parts, job: ListJob, signal: AbortSignal): Promise<JobResult> {
  const work = await begin(parts, job);
  if (!work) return undefined;
  const { list } = work;
  try {
    if (list.total === null) await countTotal(parts, job, list);
    const done = await copyRows(parts, job, work, signal);
    if (!done) return signal.aborted ? { againInMs: 1000 } : undefined;
    await finish(parts, job, 'completed', null);
  } catch (error) {
    const reason = fileFaultOf(error);
    if (reason === undefined) throw error;
    await finish(parts, job, 'failed', reason);
  }
  await parts.storage.remove(list.file_key);
  return undefined;
}

interface Work {
  list: ListRecord;
  country: string;
}

function begin(parts: Parts, { tenantId, listId }: ListJob): Promise<Work | undefined> {
  return parts.db.withTenant(tenantId, async (tx) => {
    const list = await findList(tx, null, listId, { lock: true });
    if (list?.status !== 'queued' && list?.status !== 'running') return undefined;
    await tx.query(
      "update recipient_lists set status = 'running', started_at = coalesce(started_at, now()), heartbeat_at = now() where tenant_id = $1 and id = $2",
      [tenantId, listId],
    );
    return { list, country: await countryOfTenant(tx) };
  });
}

/** Reads the whole file once: one that cannot be read to its end gives no list. */
async function countTotal(parts: Parts, { tenantId, listId }: ListJob, list: ListRecord): Promise<void> {
  let total = -1;
  for await (const _ of readRows(parts.storage, list.file_key, list)) total += 1;
  await parts.db.withTenant(tenantId, (tx) =>
    tx.query('update recipient_lists set total = $3, heartbeat_at = now() where tenant_id = $1 and id = $2', [
      tenantId,
      listId,
      Math.max(total, 0),
    ]),
  );
}

/** @returns false when stopped, or when somebody else reads this list */
async function copyRows(parts: Parts, job: ListJob, { list, country }: Work, signal: AbortSignal): Promise<boolean> {
  let processed = list.processed;
  let reportedAt = 0;
  for await (const rows of readBatches(parts, list, country)) {
    if (signal.aborted) return false;
    const report = Date.now() - reportedAt >= progressEveryMs;
    if (report) reportedAt = Date.now();
    if (!(await commitBatch(parts, job, { rows, processed, report }))) return false;
    processed += rows.length;
  }
  return true;
}

async function* readBatches(parts: Parts, list: ListRecord, country: string): AsyncGenerator<ListRow[]> {
  const toPerson = createListMapper(list.columns, list.mapping, country);
  // The header, and what earlier runs have committed.
  let passOver = list.processed + 1;
  let rows: ListRow[] = [];
  for await (const { line, cells } of readRows(parts.storage, list.file_key, list)) {
    if (passOver > 0) {
      passOver -= 1;
      continue;
    }
    rows.push({ line, cells, mapped: toPerson(cells) });
    if (rows.length < batchRows) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

interface Batch {
  rows: ListRow[];
  /** Rows committed before this batch; another run has taken over when the database says otherwise. */
  processed: number;
  report: boolean;
}

function commitBatch(parts: Parts, { tenantId, listId }: ListJob, batch: Batch): Promise<boolean> {
  return parts.db.withTenant(tenantId, async (tx) => {
    const mine = await tx.one(
      "select 1 from recipient_lists where tenant_id = $1 and id = $2 and status = 'running' and processed = $3 for update",
      [tenantId, listId, batch.processed],
    );
    if (!mine) return false;
    const { ready, duplicates, invalid } = await writeRows(tx, listId, batch.rows);
    await tx.query(
      `update recipient_lists set processed = processed + $3, ready = ready + $4, duplicates = duplicates + $5, invalid = invalid + $6,
         heartbeat_at = now() where tenant_id = $1 and id = $2`,
      [tenantId, listId, batch.rows.length, ready, duplicates, invalid],
    );
    if (batch.report) await recordEvent(tx, parts.publish, { type: 'recipient_list.progress', subjectId: listId });
    return true;
  });
}

function finish(
  parts: Parts,
  { tenantId, listId }: ListJob,
  status: 'completed' | 'failed',
  error: string | null,
): Promise<void> {
  return parts.db.withTenant(tenantId, async (tx) => {
    const row = await tx.one<{ created_by: string | null; ready: number; duplicates: number; invalid: number }>(
      `update recipient_lists set status = $3, error = $4, total = case when $3 = 'completed' then processed else total end, finished_at = now()
       where tenant_id = $1 and id = $2 and status = 'running' returning created_by, ready, duplicates, invalid`,
      [tenantId, listId, status, error],
    );
    if (!row) return;
    const { created_by: actorId, ...counts } = row;
    await recordEvent(tx, parts.publish, {
      type: 'recipient_list.finished',
      actorId,
      subjectId: listId,
      data: status === 'failed' ? { broken: true } : counts,
    });
  });
}
