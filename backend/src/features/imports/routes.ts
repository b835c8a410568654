// Imports: bindings only.
import * as contract from '@parley/contract';
import { found } from '../../platform/errors';
import { bind, bindCsv, bindOpen } from '../../platform/http/context';
import { createImport } from './actions/create';
import { startImport } from './actions/start';
import { undoImport } from './actions/undo';
import { exportErrors } from './errors-csv';
import { presentImport } from './present';
import { findImport, listImportRows } from './queries';

export const importBindings = [
  bindOpen(contract.createImport, async (context) => presentImport(await createImport(context))),
  bind(contract.listImports, async ({ tx, actor }, { query: { page, limit } }) => {
    const { rows, total } = await listImportRows(tx, actor, page, limit);
    return { items: rows.map(presentImport), pagination: { total, page, limit, pages: Math.ceil(total / limit) } };
  }),
  bind(contract.getImport, async ({ tx, actor }, { params }) =>
    presentImport(found(await findImport(tx, actor, params.id), 'import')),
  ),
  bind(contract.startImport, async (context, { params, body }) =>
    presentImport(await startImport(context, params.id, body)),
  ),
  bindCsv(contract.downloadImportErrors, (context, { params, query }) =>
    exportErrors(context, params.id, query.language),
  ),
  bind(contract.undoImport, async (context, { params }) => presentImport(await undoImport(context, params.id))),
];
