// An import as the API shows it.
import { type ContactImport, contactImport } from '@parley/contract';
import type { ImportRow } from '../../platform/db/prisma';
import { showFileFault } from './faults';
import { abilitiesFor } from './policy';

// What the database keeps as text and JSON was checked when it was written; reading it again gives it its types.
const stored = contactImport.pick({ status: true, columns: true, preview: true, suggestedMapping: true });

export function presentImport(row: ImportRow): ContactImport {
  const { status, columns, preview, suggestedMapping } = stored.parse(row);
  return {
    id: row.id,
    fileName: row.fileName,
    sizeBytes: Number(row.sizeBytes),
    status,
    delimiter: row.delimiter,
    encoding: row.encoding,
    columns,
    preview,
    suggestedMapping,
    total: row.total,
    processed: row.processed,
    created: row.created,
    updated: row.updated,
    skipped: row.skipped,
    failed: row.failed,
    ...showFileFault(row.error),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    abilities: abilitiesFor(status),
  };
}
