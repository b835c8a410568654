// Bindings of tags, ready answers, the inbox's settings, availability, and presence in a chat.
import * as contract from '@parley/contract';
import { bind, bindOpen } from '../../platform/http/context';
import { setPresence } from '../chats';
import { listAvailability, setAvailability } from './availability';
import { changeCanned, createCanned, removeCanned, renderCanned } from './canned-actions';
import { cannedAtMost, findCannedReplies, presentCannedReply } from './canned-queries';
import { changeSettings, readSettings } from './settings';
import { createTag, listTags, removeTag, updateTag } from './tags';

export const inboxToolsBindings = [
  bind(contract.listChatTags, (context) => listTags(context)),
  bind(contract.createChatTag, (context, { body }) => createTag(context, body)),
  bind(contract.updateChatTag, (context, { params, body }) => updateTag(context, params.id, body)),
  bind(contract.deleteChatTag, (context, { params }) => removeTag(context, params.id)),
  bind(contract.listCannedReplies, async ({ tx, actor }, { query }) => {
    const rows = await findCannedReplies(tx, actor, query.search);
    return { items: rows.map((row) => presentCannedReply(actor, row)), pagination: { limit: cannedAtMost } };
  }),
  bind(contract.createCannedReply, (context, { body }) => createCanned(context, body)),
  bind(contract.updateCannedReply, (context, { params, body }) => changeCanned(context, params.id, body)),
  bind(contract.deleteCannedReply, (context, { params }) => removeCanned(context, params.id)),
  bind(contract.renderCannedReply, (context, { params, body }) => renderCanned(context, params.id, body.chatId)),
  bind(contract.getInboxSettings, ({ tx }) => readSettings(tx)),
  bind(contract.updateInboxSettings, (context, { body }) => changeSettings(context, body)),
  bind(contract.listAvailability, (context) => listAvailability(context)),
  bind(contract.setAvailability, (context, { body }) => setAvailability(context, body)),
  bindOpen(contract.setChatPresence, (context, { params, body }) => setPresence(context, params.id, body.state)),
];
