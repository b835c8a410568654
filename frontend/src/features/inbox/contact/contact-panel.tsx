// The person beside the thread: who they are, what the team noted, whether they may be written to, and where else they are.
import type { Chat } from '@parley/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, SquareArrowOutUpRight } from 'lucide-react';
import { memo, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { contactQuery } from '../../../lib/contacts';
import { spacePhone } from '../../../lib/phone';
import { useSlow } from '../../../lib/use-slow';
import { Avatar } from '../../../ui/avatar';
import { Button } from '../../../ui/button';
import { ErrorState } from '../../../ui/error-state';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import { useSetTags } from '../actions';
import { panelQuery } from '../api';
import { ChatTagChip } from '../chat-tag-chips';
import { TagPick } from '../pick/pick-menu';
import { ConsentSection } from './consent-section';
import { ContactFields } from './contact-fields';
import { NotesSection } from './notes-section';
import { PanelSkeleton } from './panel-skeleton';
import { Section } from './section';
import { Campaigns, Identities, OtherChats } from './side-sections';

export interface ContactPanelProps {
  chat: Chat;
  linkTo: (chatId: string) => string;
  /** When it lies over the thread: closes it, as another chat is opened. */
  onLeave?: () => void;
}

/**
 * Waits by itself for what it shows: the words about contacts come only with the first panel, and without a boundary of its own
 * that wait would take the whole inbox off the screen, and the keyboard out of the answer being written.
 */
export const ContactPanel = memo(function ContactPanel(props: ContactPanelProps) {
  return (
    <Suspense fallback={<PanelSkeleton />}>
      <Panel {...props} />
    </Suspense>
  );
});

function Panel({ chat, linkTo, onLeave }: ContactPanelProps) {
  const { t } = useTranslation('inbox');
  const queryClient = useQueryClient();
  const contact = useQuery(contactQuery(chat.contactId));
  const panel = useQuery(panelQuery(chat.id));
  const slow = useSlow(contact.isPending);
  if (contact.isPending) return slow ? <PanelSkeleton /> : null;
  if (!contact.data) {
    return <ErrorState error={contact.error} title={t('contact.failed')} onRetry={() => void contact.refetch()} />;
  }
  const person = contact.data;
  const place = [person.lead.city, person.lead.country].filter(Boolean).join(', ');
  return (
    <>
      <header className="flex items-center gap-3 px-4 pt-4 pb-3">
        <Avatar id={person.id} name={person.name} pictureUrl={chat.contactPictureUrl} size={44} />
        <div className="min-w-0 flex-1 leading-snug">
          <h2 className="text-14 font-semibold break-words">
            <bdi>{spacePhone(person.name)}</bdi>
          </h2>
          {place && (
            <p className="truncate text-12 text-ink-muted">
              <bdi>{place}</bdi>
            </p>
          )}
        </div>
        <Link
          to={`/contacts/${person.id}`}
          aria-label={t('contact.open')}
          title={t('contact.open')}
          className="grid size-[30px] flex-none place-items-center self-start rounded-sm text-ink-muted hover:bg-hover hover:text-ink max-tablet:size-10"
        >
          <Icon of={SquareArrowOutUpRight} flip />
        </Link>
      </header>
      <ChatTags chat={chat} />
      <NotesSection chatId={chat.id} />
      <ContactFields contact={person} />
      <ConsentSection
        contact={person}
        entries={panel.data?.consent.entries}
        onChanged={() => void queryClient.invalidateQueries({ queryKey: panelQuery(chat.id).queryKey })}
      />
      {panel.data && (
        <>
          <Campaigns campaigns={panel.data.campaigns} />
          <OtherChats chats={panel.data.chats} chatId={chat.id} linkTo={linkTo} onLeave={onLeave} />
          <Identities identities={panel.data.identities} />
        </>
      )}
      {panel.isError && !panel.data && (
        <p
          role="alert"
          className="flex items-center justify-between gap-2 border-t border-line px-4 py-3 text-13 text-ink-muted"
        >
          {t('panel.failed')}
          <Button size="sm" onClick={() => void panel.refetch()}>
            {t('common:actions.retry')}
          </Button>
        </p>
      )}
    </>
  );
}

/** The chat's own tags; those of the person stand among their fields. */
function ChatTags({ chat }: { chat: Chat }) {
  const { t } = useTranslation('inbox');
  const setTags = useSetTags();
  const [picking, setPicking] = useState(false);
  return (
    <Section
      name="tags"
      title={t('panel.tags')}
      action={
        <TagPick
          open={picking}
          onOpenChange={setPicking}
          chosen={(tagId) => chat.tags.some((tag) => tag.id === tagId)}
          onToggle={(tag, on) => setTags(chat, on ? [...chat.tags, tag] : chat.tags.filter((one) => one.id !== tag.id))}
          trigger={<IconButton icon={Plus} label={t('tag.title')} />}
        />
      }
    >
      {chat.tags.length === 0 ? (
        <p className="text-13 text-ink-muted">{t('tag.noneHere')}</p>
      ) : (
        <div className="flex flex-wrap gap-1.5">
          {chat.tags.map((tag) => (
            <ChatTagChip
              key={tag.id}
              tag={tag}
              removeLabel={t('common:actions.removeNamed', { name: tag.name })}
              onRemove={() =>
                setTags(
                  chat,
                  chat.tags.filter((one) => one.id !== tag.id),
                )
              }
            />
          ))}
        </div>
      )}
    </Section>
  );
}
