// One verb for many chats: at most fifty, a few at a time, with one word at the end and one way back.
import { assignChat, type Chat, setChatStatus, updateChat } from '@parley/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api-client';
import { sayError } from '../../lib/field-errors';
import { runEach } from '../../lib/run-each';
import { notify, notifyError, notifyUndo } from '../../ui/toast';
import { type Assignee, type ChatTagOf, changeBackTo, useReader } from './actions';
import { countsKey } from './api';
import { isInSight } from './filter';
import { showChats } from './live';

/** As many as somebody can still look over before deciding. */
export const bulkMax = 50;

export type BulkChange =
  | { verb: 'assign'; person: Assignee | null }
  | { verb: 'close' }
  | { verb: 'tag'; tag: ChatTagOf; on: boolean };

/** Chats as they will be, as far as that is known before the server has answered. */
export function predict(chat: Chat, change: BulkChange): Chat {
  if (change.verb === 'close') return { ...chat, status: 'closed', snoozedUntil: null };
  if (change.verb === 'assign') {
    return { ...chat, assigneeId: change.person?.id ?? null, assigneeName: change.person?.name ?? null };
  }
  const others = chat.tags.filter((tag) => tag.id !== change.tag.id);
  return { ...chat, tags: change.on ? [...others, change.tag] : others };
}

function send(chat: Chat, change: BulkChange): Promise<Chat> {
  const params = { id: chat.id };
  if (change.verb === 'close') return call(setChatStatus, { params, body: { status: 'closed' } });
  if (change.verb === 'assign') return call(assignChat, { params, body: { userId: change.person?.id ?? null } });
  return call(updateChat, { params, body: { tagIds: predict(chat, change).tags.map((tag) => tag.id) } });
}

/** What brings a chat back to how it was. */
function sendBack(chat: Chat): Promise<Chat> {
  return call(updateChat, {
    params: { id: chat.id },
    body: {
      ...changeBackTo(chat),
      assigneeId: chat.assigneeId,
      tagIds: chat.tags.map((tag) => tag.id),
    },
  });
}

/** Runs a verb for many chats; `finished` counts while it runs. */
export function useBulk() {
  const queryClient = useQueryClient();
  const { t } = useTranslation('inbox');
  const reader = useReader();
  const [finished, setFinished] = useState<number | null>(null);

  async function each(chats: readonly Chat[], change: (chat: Chat) => Promise<Chat>) {
    const byId = new Map(chats.map((chat) => [chat.id, chat]));
    const answers = new Map<string, Chat>();
    setFinished(0);
    const result = await runEach(
      [...byId.keys()],
      async (id) => {
        const chat = byId.get(id);
        if (chat) answers.set(id, await change(chat));
      },
      setFinished,
    );
    // All at once: one look at the lists, not fifty.
    showChats(queryClient, answers);
    void queryClient.invalidateQueries({ queryKey: countsKey });
    setFinished(null);
    const [first] = result.failures;
    if (first) {
      notifyError(t('bulk.failed', { count: result.failures.length }), { description: sayError(t, first.error) });
    }
    return result.done;
  }

  async function run(chats: readonly Chat[], change: BulkChange): Promise<void> {
    const done = await each(chats, (chat) => send(chat, change));
    if (done === 0) return;
    const said = t(`bulk.done.${sayVerb(change)}`, {
      count: done,
      name: change.verb === 'assign' ? change.person?.name : change.verb === 'tag' ? change.tag.name : '',
    });
    // What has left one's sight can no longer be taken back.
    if (chats.some((chat) => !isInSight(predict(chat, change), reader))) notify(said);
    else notifyUndo(said, { label: t('common:actions.undo'), run: () => void each(chats, sendBack) });
  }

  return { run, finished };
}

function sayVerb(change: BulkChange) {
  if (change.verb === 'assign') return change.person ? 'assign' : 'unassign';
  if (change.verb === 'tag') return change.on ? 'tag' : 'untag';
  return 'close';
}
