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
  outcomeCode,
  pauseCampaign,
  resumeCampaign,
  retryFailed,
  startCampaign,
  testCampaign,
  testMessage,
  unscheduleCampaign,
  updateCampaign,
} from '@parley/contract';
import { found } from '../../platform/errors';
import { bind, bindCsv } from '../../platform/http/context';
import { createDraft, removeDraft, updateDraft } from './actions/draft';
import { cancel, pause, resume, unschedule } from './actions/flip';
import { retry } from './actions/retry-failed';
import { start } from './actions/start';
import { sendTest, sendTestOf } from './actions/test-send';
import { checkLaunch } from './check';
import { countEntered } from './count-entered';
import { checkChosen, coachOf, inputOf, planOf, readEntered } from './draft';
import { audienceOwner, visibleOwner } from './policy';
import { countReasons, readDraft } from './queries';
import { getVisible, readCampaign, readList, readProgress } from './read';
import { exportRecipientsCsv, readRecipients } from './recipients';

export const campaignBindings = [
  bind(listCampaigns, (context, { query }) => readList(context, query)),
  bind(createCampaign, (context, { body }) => createDraft(context, body)),
  bind(checkDraft, async ({ tx, actor }, { body }) => {
    const owner = { ownerId: actor.userId, coachId: audienceOwner(actor) };
    const plan = await planOf(tx, actor, body, owner);
    await checkChosen(tx, plan.audience);
    return checkLaunch(tx, plan);
  }),
  bind(countCampaignAudience, ({ tx, actor }, { body }) => countEntered(tx, actor, body)),
  bind(getCampaign, (context, { params }) => readCampaign(context, params.id)),
  bind(updateCampaign, (context, { params, body }) => updateDraft(context, params.id, body)),
  bind(deleteCampaign, (context, { params }) => removeDraft(context, params.id)),
  bind(checkCampaign, async (context, { params }) => {
    const { tx, actor } = context;
    const row = found(await readDraft(tx, visibleOwner(actor), params.id), 'campaign');
    const owner = { ownerId: row.owner_id, coachId: coachOf(row, actor) };
    return checkLaunch(tx, await planOf(tx, actor, inputOf(row, await readEntered(context, row.id)), owner));
  }),
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
  bind(listCampaignReasons, async (context, { params }) => {
    await getVisible(context, params.id);
    const rows = await countReasons(context.tx, params.id);
    const items = rows.map((row) => ({ ...row, code: outcomeCode.parse(row.code) }));
    return { items, pagination: { limit: items.length } };
  }),
  bindCsv(exportRecipients, (context, { params, query }) => exportRecipientsCsv(context, params.id, query)),
];
