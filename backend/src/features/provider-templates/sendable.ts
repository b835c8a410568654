// Finding a template that may leave through a connection now.
import type { TenantTx } from '../../platform/db/database';
import { AppError, found } from '../../platform/errors';
import type { SendableTemplate } from './fill';
import { formOf, isSendable } from './present';
import { findTemplate, findTemplatesOfLine } from './queries';

/**
 * @param connection the line it is to leave through
 * @throws AppError not_found for one of another account, template_unusable (`data.why` `parts` or `withdrawn`) when it cannot be sent now
 */
export async function findSendableTemplate(
  tx: TenantTx,
  connection: { id: string },
  templateId: string,
): Promise<SendableTemplate> {
  const line = await tx.one<{ account_id: string | null }>(
    'select account_id from connections where tenant_id = $1 and id = $2 and removed_at is null',
    [tx.tenantId, connection.id],
  );
  const row = found(line?.account_id ? await findTemplate(tx, line.account_id, templateId) : undefined, 'template');
  if (isSendable(row)) return { ...formOf(row), name: row.name, language: row.language };
  if (row.status === 'APPROVED')
    throw new AppError('template_unusable', 'This template has parts that cannot be sent from here. Choose another.', {
      data: { why: 'parts', name: row.name },
    });
  throw new AppError(
    'template_unusable',
    `Meta does not let this template be sent now (${row.status}). Choose an approved one.`,
    { data: { why: 'withdrawn', name: row.name } },
  );
}

/** Those of the given ones that may leave through the connection now, by id; the others are absent. */
export async function loadSendableTemplates(
  tx: TenantTx,
  connectionId: string,
  ids: readonly string[],
): Promise<Map<string, SendableTemplate>> {
  const rows = (await findTemplatesOfLine(tx, connectionId, ids)).filter(isSendable);
  return new Map(rows.map((row) => [row.id, { ...formOf(row), name: row.name, language: row.language }]));
}
