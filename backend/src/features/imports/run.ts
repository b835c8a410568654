// The import job: file → rows → batches → database. Each batch commits with the counters, so a crash resumes exactly after the last one.
import { type Role, roleHas } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import type { JobResult } from '../../platform/queues';
import { countryOfTenant } from '../contacts';
import { fileFaultOf } from './faults';
import { readRows } from './file/read';
import { createRowMapper } from './map-row';
import { type LockedImport, lockImport } from './queries';
import { runUndo } from './undo';
import { type BatchRow, type BatchTarget, writeBatch } from './write-batch';

/** Rows per transaction: large enough to spread the cost of a commit, small enough that progress moves and memory stays flat. */
export const batchRows = 2000;
/** The live feed hears of progress at most this often. */
const progressEveryMs = 500;

export interface ImportJob {
  tenantId: string;
  importId: string;
}

interface Work {
  row: LockedImport;
  target: BatchTarget;
  country: string;
}

/** Carries an import (or its undoing) on from where it stands. Harmless when run twice, also at once. */
export async function runImport(parts: Parts, job: ImportJob, signal: AbortSignal): Promise<JobResult> {
  const work = await begin(parts, job);
  if (work === 'undo') return runUndo(parts, job, signal);
  if (!work) return undefined;
  try {
    if (work.row.total === null) await countTotal(parts, job, work.row);
    const done = await copyRows(parts, job, work, signal);
    if (!done) return signal.aborted ? { againInMs: 1000 } : undefined;
    await finish(parts, job);
  } catch (error) {
    const reason = fileFaultOf(error);
    if (reason === undefined) throw error;
    await fail(parts, job, reason);
  }
  await parts.storage.remove(work.row.file_key);
  return undefined;
}

/** Takes the import up; undefined when there is nothing to do. */
function begin(parts: Parts, { tenantId, importId }: ImportJob): Promise<Work | 'undo' | undefined> {
  return parts.db.withTenant(tenantId, async (tx) => {
    const row = await lockImport(tx, importId);
    if (row?.status === 'undoing') return 'undo';
    if (row?.status !== 'queued' && row?.status !== 'running') return undefined;
    await tx.query(
      "update imports set status = 'running', started_at = coalesce(started_at, now()), heartbeat_at = now() where tenant_id = $1 and id = $2",
      [tenantId, importId],
    );
    const target = {
      importId,
      duplicates: row.duplicates,
      ownerId: row.owner_id,
      tags: row.tags,
      mayUpdate: await whoseContacts(tx, row.created_by),
    };
    return { row, target, country: await countryOfTenant(tx) };
  });
}

/** Whose contacts the person who imports may update; somebody who left may update nobody's. */
async function whoseContacts(tx: TenantTx, userId: string | null): Promise<BatchTarget['mayUpdate']> {
  const member = await tx.one<{ role: Role }>('select role from memberships where tenant_id = $1 and user_id = $2', [
    tx.tenantId,
    userId,
  ]);
  return member && roleHas(member.role, 'contacts.viewAll') ? 'all' : { userId: userId ?? '' };
}

/** Reads the whole file once before anything is written: a file that cannot be read to its end imports nothing. */
async function countTotal(parts: Parts, { tenantId, importId }: ImportJob, row: LockedImport): Promise<void> {
  let total = -1;
  for await (const _ of readRows(parts.storage, row.file_key, row)) total += 1;
  await parts.db.withTenant(tenantId, (tx) =>
    tx.query('update imports set total = $3, heartbeat_at = now() where tenant_id = $1 and id = $2', [
      tenantId,
      importId,
      Math.max(total, 0),
    ]),
  );
}

/** @returns false when stopped, or when somebody else carries this import on */
async function copyRows(parts: Parts, job: ImportJob, work: Work, signal: AbortSignal): Promise<boolean> {
  let processed = work.row.processed;
  let reportedAt = 0;
  let stopped = false;
  // The next batch is read while this one is written.
  let writing: Promise<void> = Promise.resolve();
  const write = async (rows: BatchRow[]) => {
    const report = Date.now() - reportedAt >= progressEveryMs;
    if (report) reportedAt = Date.now();
    const committed = await commitBatch(parts, job, work.target, { rows, processed, report });
    if (committed) processed += rows.length;
    else stopped = true;
  };
  for await (const rows of readBatches(parts, work)) {
    await writing;
    if (signal.aborted || stopped) return false;
    writing = write(rows);
    // Its failure is met by the await above or below.
    writing.catch(() => undefined);
  }
  await writing;
  return !stopped;
}

async function* readBatches(parts: Parts, { row, country }: Work): AsyncGenerator<BatchRow[]> {
  const toContact = createRowMapper(row.columns, row.mapping ?? {}, country);
  // The header, and what earlier runs have committed.
  let passOver = row.processed + 1;
  let rows: BatchRow[] = [];
  for await (const { line, cells } of readRows(parts.storage, row.file_key, row)) {
    if (passOver > 0) {
      passOver -= 1;
      continue;
    }
    rows.push({ line, cells, mapped: toContact(cells) });
    if (rows.length < batchRows) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

interface Batch {
  rows: BatchRow[];
  /** Rows committed before this batch; another run has taken over when the database says otherwise. */
  processed: number;
  report: boolean;
}

function commitBatch(
  parts: Parts,
  { tenantId, importId }: ImportJob,
  target: BatchTarget,
  batch: Batch,
): Promise<boolean> {
  return parts.db.withTenant(tenantId, async (tx) => {
    const mine = await tx.one(
      "select 1 from imports where tenant_id = $1 and id = $2 and status = 'running' and processed = $3 for update",
      [tenantId, importId, batch.processed],
    );
    if (!mine) return false;
    const counts = await writeBatch(tx, target, batch.rows);
    await tx.query(
      `update imports set processed = processed + $3, created = created + $4, updated = updated + $5, skipped = skipped + $6,
         failed = failed + $7, heartbeat_at = now() where tenant_id = $1 and id = $2`,
      [tenantId, importId, batch.rows.length, counts.created, counts.updated, counts.skipped, counts.failed],
    );
    if (batch.report) await recordEvent(tx, parts.publish, { type: 'import.progress', subjectId: importId });
    return true;
  });
}

function finish(parts: Parts, { tenantId, importId }: ImportJob): Promise<void> {
  return parts.db.withTenant(tenantId, async (tx) => {
    const row = await tx.one<
      Record<'created' | 'updated' | 'skipped' | 'failed', number> & { created_by: string | null }
    >(
      `update imports set status = 'completed', total = processed, finished_at = now() where tenant_id = $1 and id = $2 and status = 'running'
       returning created, updated, skipped, failed, created_by`,
      [tenantId, importId],
    );
    if (!row) return;
    const { created_by: actorId, ...counts } = row;
    await recordEvent(tx, parts.publish, { type: 'import.finished', actorId, subjectId: importId, data: counts });
  });
}

function fail(parts: Parts, { tenantId, importId }: ImportJob, reason: string): Promise<void> {
  return parts.db.withTenant(tenantId, async (tx) => {
    const row = await tx.one<{ created_by: string | null }>(
      `update imports set status = 'failed', error = $3, finished_at = now() where tenant_id = $1 and id = $2 and status = 'running'
       returning created_by`,
      [tenantId, importId, reason],
    );
    if (!row) return;
    await recordEvent(tx, parts.publish, {
      type: 'import.finished',
      actorId: row.created_by,
      subjectId: importId,
      data: { broken: true },
    });
  });
}
