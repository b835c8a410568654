// Starting an import with the mapping that the person confirmed.
import type { EndpointParsed, startImport as endpoint, ImportMapping } from '@parley/contract';
import type { ImportRow } from '../../../platform/db/prisma';
import { prisma } from '../../../platform/db/prisma';
import { AppError, found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { demandOwner, ownerByDefault } from '../../contacts';
import { ringImport } from '../jobs';
import { findImport, lockImport } from '../queries';

const maxAttributes = 50;

/** @throws AppError not_found, wrong_state, rule_broken, forbidden, validation_failed */
export async function startImport(
  { tx, actor, parts, record }: TenantContext,
  id: string,
  body: EndpointParsed<typeof endpoint>['body'],
): Promise<ImportRow> {
  const before = found(await lockImport(tx, id, actor), 'import');
  if (before.status !== 'uploaded')
    throw new AppError('wrong_state', 'This file was already imported. Upload it again to import it once more.');
  demandMapping(before.columns, body.mapping);
  const ownerId = body.ownerId ?? ownerByDefault(actor);
  if (ownerId !== ownerByDefault(actor)) await demandOwner(tx, actor, ownerId);
  await prisma.import.updateMany({
    where: { tenantId: tx.tenantId, id },
    data: {
      status: 'queued',
      mapping: body.mapping,
      duplicates: body.duplicates,
      tags: [...new Set(body.tags ?? [])],
      ownerId,
      heartbeatAt: new Date(),
    },
  });
  await record({ type: 'import.started', subjectId: id, data: { fileName: before.file_name } });
  tx.afterCommit(() => ringImport(parts, tx.tenantId, id));
  return found(await findImport(tx, actor, id), 'import');
}

/** @throws AppError rule_broken with one detail per fault */
function demandMapping(columns: readonly string[], mapping: ImportMapping): void {
  const targets = Object.values(mapping).filter((target) => target !== '');
  const details = [
    ...Object.keys(mapping)
      .filter((column) => !columns.includes(column))
      .map((column) => ({ path: `mapping.${column}`, message: `The file has no column “${column}”` })),
    ...[...new Set(targets.filter((target, at) => targets.indexOf(target) !== at))].map((target) => ({
      path: 'mapping',
      message: `Two columns are mapped to ${target}; choose one`,
    })),
    ...(targets.includes('phone')
      ? []
      : [{ path: 'mapping', message: 'No column is mapped to the phone number; choose the one that holds it' }]),
    ...(targets.filter((target) => target.startsWith('attribute:')).length > maxAttributes
      ? [{ path: 'mapping', message: `At most ${maxAttributes} columns can become attributes` }]
      : []),
  ];
  if (details.length > 0)
    throw new AppError('rule_broken', `${details.map(({ message }) => message).join('. ')}.`, { details });
}
