// Consent: bindings only.
import * as contract from '@parley/contract';
import { bind, bindCsv } from '../../platform/http/context';
import { decideReview, decideReviews, reopenReviews } from './decide';
import { exportEntries, listEntries, listEntriesOf } from './ledger';
import { countReviews, listReviews } from './reviews';
import { changeSettings, readSettings } from './settings';

export const consentBindings = [
  bind(contract.listContactConsent, (context, { params, query }) => listEntriesOf(context, params.id, query)),
  bind(contract.listConsentEntries, (context, { query }) => listEntries(context, query)),
  bindCsv(contract.exportConsentEntries, async (context, { query }) => exportEntries(context, query)),
  bind(contract.listConsentReviews, (context, { query }) => listReviews(context, query)),
  bind(contract.countConsentReviews, (context) => countReviews(context)),
  bind(contract.decideConsentReview, (context, { params, body }) => decideReview(context, params.id, body.decision)),
  bind(contract.decideConsentReviews, (context, { body }) => decideReviews(context, body)),
  bind(contract.reopenConsentReviews, (context, { body }) => reopenReviews(context, body.ids)),
  bind(contract.getConsentSettings, (context) => readSettings(context)),
  bind(contract.updateConsentSettings, (context, { body }) => changeSettings(context, body)),
];
