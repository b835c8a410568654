// Bindings of credits.
import { getCredits, listCreditEntries, topUpCredits } from '@parley/contract';
import { bind } from '../../platform/http/context';
import { readStatement, topUp } from './actions';
import { readAccount } from './queries';

export const creditBindings = [
  bind(getCredits, ({ tx }) => readAccount(tx)),
  bind(listCreditEntries, (context, { query }) => readStatement(context, query)),
  bind(topUpCredits, (context, { body }) => topUp(context, body)),
];
