// Bindings of credits.
import * as contract from '@parley/contract';
import { bind, bindCsv } from '../../platform/http/context';
import { changeSettings, quote, setBudget, topUp } from './actions';
import { listBudgets, readOwn } from './queries';
import { exportEntries, readCampaignCredits, readEntries, readLines } from './statement';

export const creditBindings = [
  bind(contract.getCredits, ({ tx, actor }) => readOwn(tx, actor.userId)),
  bind(contract.changeCreditSettings, (context, { body }) => changeSettings(context, body)),
  bind(contract.listCreditEntries, (context, { query }) => readEntries(context, query)),
  bind(contract.listCreditLines, (context, { query }) => readLines(context, query)),
  bindCsv(contract.exportCreditEntries, async (context, { query }) => exportEntries(context, query)),
  bind(contract.getCampaignCredits, (context, { params }) => readCampaignCredits(context, params.id)),
  bind(contract.quoteCredits, (context, { body }) => quote(context, body)),
  bind(contract.topUpCredits, (context, { body }) => topUp(context, body)),
  bind(contract.listCreditBudgets, ({ tx }) => listBudgets(tx, null)),
  bind(contract.setCreditBudget, (context, { params, body }) => setBudget(context, params.id, body)),
];
