// Around the person: where else they are known, the campaigns they got, their other chats.
import type { Channel, ContactPanel } from '@parley/contract';
import { UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '../../../lib/session';
import { Pill } from '../../../ui/badge';
import { type BubbleState, Tick } from '../../../ui/bubble';
import { ChannelMark } from '../../../ui/channel-mark';
import { CopyButton } from '../../../ui/copy-button';
import { PhoneNumber } from '../../../ui/formatted-number';
import { Icon } from '../../../ui/icon';
import { RelativeTime } from '../../../ui/relative-time';
import { Status } from '../../../ui/status';
import { Section } from './section';

/** Kinds of address, with the channel they belong to. */
const channelOf: Record<string, Channel> = {
  phone: 'whatsapp_cloud',
  lid: 'whatsapp_evolution',
  psid: 'messenger',
  igsid: 'instagram',
  bsuid: 'whatsapp_cloud',
};

export function Identities({ identities }: Pick<ContactPanel, 'identities'>) {
  const { t } = useTranslation('inbox');
  return (
    <Section name="identities" title={t('panel.identities')} count={identities.length} folded>
      <ul className="-me-2">
        {identities.map(({ kind, value, scope }) => {
          const channel = channelOf[kind.toLowerCase()];
          return (
            <li
              key={`${kind} ${scope} ${value}`}
              className="flex min-h-8 items-center gap-2 text-13 max-tablet:min-h-10"
            >
              {channel ? (
                <ChannelMark channel={channel} />
              ) : (
                <Icon of={UserRound} size={14} className="text-ink-muted" />
              )}
              <span className="min-w-0 flex-1 truncate">
                {kind.toLowerCase() === 'phone' ? <PhoneNumber value={value} /> : <bdi dir="ltr">{value}</bdi>}
              </span>
              <span className="flex-none text-12 text-ink-muted">
                {t(`panel.kinds.${kind.toLowerCase()}`, { defaultValue: kind })}
              </span>
              <CopyButton text={value} label={t('panel.copy')} iconOnly />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

export function Campaigns({ campaigns }: Pick<ContactPanel, 'campaigns'>) {
  const { t } = useTranslation('inbox');
  const mayRead = useCan('campaigns.read');
  return (
    <Section name="campaigns" title={t('panel.campaigns')} count={campaigns.length}>
      {campaigns.length === 0 && <p className="text-13 text-ink-muted">{t('panel.noCampaigns')}</p>}
      <ul>
        {campaigns.map(({ id, name, state, at, repliedAt }) => (
          <li key={id} className="flex min-h-8 items-center gap-2 text-13 max-tablet:min-h-10">
            {mayRead ? (
              <Link to={`/campaigns/${id}`} className="min-w-0 flex-1 truncate hover:underline">
                <bdi>{name}</bdi>
              </Link>
            ) : (
              <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
            )}
            {repliedAt ? (
              <Status tone="accent" icon="done">
                {t('panel.replied')}
              </Status>
            ) : (
              state !== 'received' && <Tick state={state satisfies BubbleState} />
            )}
            <RelativeTime at={at} as="short" className="flex-none text-12 text-ink-muted" />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export interface OtherChatsProps extends Pick<ContactPanel, 'chats'> {
  chatId: string;
  linkTo: (chatId: string) => string;
  /** After one was pressed: closes the sheet. */
  onLeave?: () => void;
}

export function OtherChats({ chats, chatId, linkTo, onLeave }: OtherChatsProps) {
  const { t } = useTranslation('inbox');
  const others = chats.filter((chat) => chat.id !== chatId);
  if (others.length === 0) return null;
  return (
    <Section name="chats" title={t('panel.otherChats')} count={others.length}>
      <ul className="-mx-2">
        {others.map(({ id, channel, connectionName, status, lastMessageAt, preview, unreadCount }) => (
          <li key={id}>
            <Link
              to={linkTo(id)}
              onClick={onLeave}
              className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-2 rounded-sm px-2 py-1.5 text-13 hover:bg-hover"
            >
              <ChannelMark channel={channel} />
              <span className="flex min-w-0 items-center gap-1.5">
                <bdi className="min-w-0 flex-1 truncate font-medium match-parent">{connectionName}</bdi>
                <RelativeTime at={lastMessageAt} as="short" className="text-12 text-ink-muted" />
              </span>
              <span className="col-start-2 flex min-w-0 items-center gap-1.5 text-12 text-ink-muted">
                <bdi className="min-w-0 flex-1 truncate match-parent">{preview || t('row.nothingYet')}</bdi>
                {status !== 'open' && (
                  <span className="flex-none text-11 font-medium">{t(`header.status.${status}`)}</span>
                )}
                <Pill value={unreadCount} label={t('row.unread', { count: unreadCount })} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
