// Bindings of campaigns.
import {
  cancelCampaign,
  checkCampaign,
  checkDraft,
  countCampaignAudience,
  createCampaign,
  deleteCampaign,
  exportRecipients,
  getCampaign,
  getCampaignProgress,
  listCampaignReasons,
  listCampaigns,
  listRecipients,
  pauseCampaign,
  resumeCampaign,
  retryFailed,
  startCampaign,
  testCampaign,
  testMessage,
  unscheduleCampaign,
  updateCampaign,
} from '@parley/contract';
import { bind, bindCsv } from '../../platform/http/context';
import { createDraft, removeDraft, updateDraft } from './actions/draft';
import { cancel, pause, resume, unschedule } from './actions/flip';
import { retry } from './actions/retry-failed';
import { start } from './actions/start';
import { sendTest, sendTestOf } from './actions/test-send';
import { checkEntered, checkSaved } from './check';
import { countEntered } from './count-entered';
import { readCampaign, readList, readProgress, readReasons } from './read';
import { exportRecipientsCsv, readRecipients } from './recipients';

export const campaignBindings = [
  bind(listCampaigns, (context, { query }) => readList(context, query)),
  bind(createCampaign, (context, { body }) => createDraft(context, body)),
  bind(checkDraft, (context, { body }) => checkEntered(context, body)),
  bind(countCampaignAudience, ({ tx, actor }, { body }) => countEntered(tx, actor, body)),
  bind(getCampaign, (context, { params }) => readCampaign(context, params.id)),
  bind(updateCampaign, (context, { params, body }) => updateDraft(context, params.id, body)),
  bind(deleteCampaign, (context, { params }) => removeDraft(context, params.id)),
  bind(checkCampaign, (context, { params }) => checkSaved(context, params.id)),
  bind(testMessage, (context, { body }) => sendTest(context, body)),
  bind(testCampaign, (context, { params, body }) => sendTestOf(context, params.id, body)),
  bind(startCampaign, (context, { params }) => start(context, params.id)),
  bind(pauseCampaign, (context, { params }) => pause(context, params.id)),
  bind(resumeCampaign, (context, { params }) => resume(context, params.id)),
  bind(cancelCampaign, (context, { params }) => cancel(context, params.id)),
  bind(unscheduleCampaign, (context, { params }) => unschedule(context, params.id)),
  bind(retryFailed, (context, { params }) => retry(context, params.id)),
  bind(getCampaignProgress, (context, { params }) => readProgress(context, params.id)),
  bind(listRecipients, (context, { params, query }) => readRecipients(context, params.id, query)),
  bind(listCampaignReasons, (context, { params }) => readReasons(context, params.id)),
  bindCsv(exportRecipients, (context, { params, query }) => exportRecipientsCsv(context, params.id, query)),
];
