// An import as the API shows it.
import type { ContactImport, ImportMapping, ImportStatus } from '@parley/contract';
import { abilitiesFor } from './policy';

export interface ImportRow {
  id: string;
  file_name: string;
  file_key: string;
  size_bytes: number;
  status: ImportStatus;
  delimiter: string;
  encoding: string;
  columns: string[];
  preview: string[][];
  suggested_mapping: ImportMapping;
  mapping: ImportMapping | null;
  duplicates: 'skip' | 'update';
  tags: string[];
  owner_id: string | null;
  total: number | null;
  processed: number;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  error: string | null;
  created_by: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

export function presentImport(row: ImportRow): ContactImport {
  return {
    id: row.id,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    status: row.status,
    delimiter: row.delimiter,
    encoding: row.encoding,
    columns: row.columns,
    preview: row.preview,
    suggestedMapping: row.suggested_mapping,
    total: row.total,
    processed: row.processed,
    created: row.created,
    updated: row.updated,
    skipped: row.skipped,
    failed: row.failed,
    error: row.error,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    abilities: abilitiesFor(row.status),
  };
}
