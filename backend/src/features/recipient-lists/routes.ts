// Recipient lists: bindings only.
import * as contract from '@parley/contract';
import { bind, bindCsv, bindOpen } from '../../platform/http/context';
import { exportListErrors } from './errors-csv';
import { showList } from './queries';
import { uploadList } from './upload';

export const recipientListBindings = [
  bindOpen(contract.createRecipientList, (context) => uploadList(context)),
  bind(contract.getRecipientList, ({ tx, actor }, { params }) => showList(tx, actor, params.id)),
  bindCsv(contract.downloadRecipientListErrors, (context, { params, query }) =>
    exportListErrors(context, params.id, query.language),
  ),
];
