// Tells of new messages wherever in the app their reader is: a notice, a sound, and marks on the browser's tab.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { playSound, readNotifySettings, showNotice } from '../../lib/notify';
import { judgeArrival } from '../../lib/notify-policy';
import { readPreference, writePreference } from '../../lib/preferences';
import { useSession } from '../../lib/session';
import { markTab } from '../../lib/tab-mark';
import { countsQuery } from './api';
import { type Arrival, onArrival } from './arrivals';
import { toKind } from './kinds';

/** The name of what was told last, shared by this browser's tabs: each message is told by one of them. */
const toldName = 'notify.told';

export default function InboxAlerts() {
  const { t, i18n } = useTranslation('inbox');
  const { user } = useSession();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { data: counts } = useQuery(countsQuery);
  const unread = counts?.unread ?? 0;
  useEffect(() => {
    markTab(unread);
    return () => markTab(0);
  }, [unread]);

  function tell({ chat, message }: Arrival) {
    const settings = readNotifySettings();
    if (!settings.notices && !settings.sound) return;
    const verdict = judgeArrival(
      {
        direction: message.direction,
        kind: message.kind,
        atMs: Date.parse(message.at),
        assigneeId: chat.assigneeId,
        chatId: chat.id,
      },
      {
        userId: user.id,
        openChatId: /^\/inbox\/([^/]+)/.exec(pathname)?.[1] ?? null,
        focused: document.hasFocus(),
        nowMs: Date.now(),
      },
    );
    if ((!verdict.notice && !verdict.sound) || readPreference(toldName) === message.id) return;
    writePreference(toldName, message.id);
    if (settings.sound && verdict.sound) playSound();
    if (!settings.notices || !verdict.notice) return;
    showNotice({
      title: chat.contactName,
      body: message.text || t(`kinds.${toKind(message.kind)}`),
      tag: chat.id,
      lang: i18n.language,
      dir: i18n.dir() === 'rtl' ? 'rtl' : 'ltr',
      onClick: () => void navigate(`/inbox/${chat.id}`),
    });
  }

  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => onArrival((arrival) => latest.current(arrival)), []);
  return null;
}
