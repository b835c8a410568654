// Reads of imports.
import type { ImportMapping, ImportStatus } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import type { ImportRow } from '../../platform/db/prisma';
import { prisma } from '../../platform/db/prisma';
import type { Viewer } from '../contacts';
import { visibleImports } from './policy';

/** One import that the actor may see. */
export function findImport(tx: TenantTx, actor: Viewer, id: string): Promise<ImportRow | null> {
  return prisma.import.findFirst({ where: { tenantId: tx.tenantId, id, ...visibleImports(actor) } });
}

/** A page, newest first, with the total. */
export async function listImportRows(tx: TenantTx, actor: Viewer, page: number, limit: number) {
  const where = { tenantId: tx.tenantId, ...visibleImports(actor) };
  const total = await prisma.import.count({ where });
  const rows = await prisma.import.findMany({
    where,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    skip: (page - 1) * limit,
  });
  return { rows, total };
}

/** An import as those who carry it on need it. */
export interface LockedImport {
  file_name: string;
  file_key: string;
  status: ImportStatus;
  delimiter: string;
  encoding: string;
  columns: string[];
  mapping: ImportMapping | null;
  duplicates: 'skip' | 'update';
  tags: string[];
  owner_id: string | null;
  total: number | null;
  processed: number;
  created_by: string | null;
}

/** An import that the actor may see, held against other writers until the transaction ends. Its job acts for nobody in particular. */
export function lockImport(tx: TenantTx, id: string, actor?: Viewer): Promise<LockedImport | undefined> {
  return tx.one(
    `select file_name, file_key, status, delimiter, encoding, columns, mapping, duplicates, tags, owner_id, total, processed, created_by
     from imports where tenant_id = $1 and id = $2 and ($3::uuid is null or created_by = $3) for update`,
    [tx.tenantId, id, (actor && visibleImports(actor).createdBy) ?? null],
  );
}
