// ⌘K: go anywhere, find a chat or a contact, run what the page offers. Loaded when first opened.
import { listChats, searchContacts } from '@parley/contract';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Command, defaultFilter } from 'cmdk';
import { Search, Zap } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { callList } from '../lib/api-client';
import { useCan, useSession } from '../lib/session';
import { useOfferedShortcuts } from '../lib/shortcuts';
import { Avatar } from '../ui/avatar';
import { ChannelMark } from '../ui/channel-mark';
import { findFloating } from '../ui/floating';
import { PhoneNumber } from '../ui/formatted-number';
import { Icon } from '../ui/icon';
import { Kbd } from '../ui/kbd';
import { footPlaces, mainPlaces, placesFor, settingsPlaces } from './navigation';

/** The API searches from two characters on. */
const searchFrom = 2;
const contactsShown = 6;
const chatsShown = 5;

/** How values of contacts and chats begin. */
const contactMark = '@';
const chatMark = '#';
/** What the server found stays listed, below whatever fits better, although the palette would not find it by its text. */
const leastFound = 0.01;

function scoreRow(value: string, search: string, keywords?: string[]): number {
  const score = defaultFilter(value, search, keywords);
  return value.startsWith(contactMark) || value.startsWith(chatMark) ? Math.max(score, leastFound) : score;
}

export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { permissions } = useSession();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const goTo = t('shortcuts.goTo');
  const offered = useOfferedShortcuts().filter((one) => one.group !== goTo && one.keys !== 'mod+k');
  // What two keys do stands here once.
  const actions = [...new Map(offered.reverse().map((one) => [`${one.group} ${one.label}`, one])).values()].reverse();
  const places = placesFor([...mainPlaces, ...footPlaces, ...settingsPlaces], permissions);

  function run(action: () => void) {
    onClose();
    action();
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal container={findFloating()}>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-[12vh] z-50 mx-auto w-[min(560px,calc(100%-32px))] animate-rise overflow-hidden rounded-lg bg-raised text-13 shadow-dialog outline-none"
        >
          <Dialog.Title className="sr-only">{t('palette.open')}</Dialog.Title>
          <Command label={t('palette.open')} loop filter={scoreRow}>
            <div className="flex items-center gap-[9px] border-b border-line px-3">
              <Icon of={Search} className="text-ink-muted" />
              <Command.Input
                value={typed}
                onValueChange={setTyped}
                dir="auto"
                placeholder={t('palette.placeholder')}
                className="h-11 w-full bg-transparent text-14 outline-none focus-visible:shadow-none max-tablet:text-16"
              />
              <Kbd keys="esc" />
            </div>
            <Command.List className="max-h-[min(420px,60vh)] scroll-py-1 overflow-auto p-1">
              <Command.Empty className="px-2 py-6 text-center text-ink-muted">{t('palette.nothing')}</Command.Empty>
              <Group heading={goTo}>
                {places.map((place) => (
                  <Row
                    key={place.to}
                    value={`${t(`nav.${place.key}`)} ${place.to}`}
                    icon={<Icon of={place.icon} flip={place.flip} className="text-ink-muted" />}
                    shortcut={place.letter && `g ${place.letter}`}
                    onSelect={() => run(() => void navigate(place.to))}
                  >
                    {t(`nav.${place.key}`)}
                  </Row>
                ))}
              </Group>
              {actions.length > 0 && (
                <Group heading={t('palette.actions')}>
                  {actions.map((action) => (
                    <Row
                      key={`${action.group} ${action.label}`}
                      value={`${action.label} ${action.group}`}
                      icon={<Icon of={Zap} className="text-ink-muted" />}
                      shortcut={action.keys || undefined}
                      onSelect={() => run(action.run)}
                    >
                      {action.label}
                    </Row>
                  ))}
                </Group>
              )}
              <FoundChats typed={typed} onChoose={(id) => run(() => void navigate(`/inbox/${id}`))} />
              <FoundContacts typed={typed} onChoose={(id) => run(() => void navigate(`/contacts/${id}`))} />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function FoundChats({ typed, onChoose }: { typed: string; onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const allowed = useCan('chats.read');
  const search = useDeferredValue(typed.trim());
  const { data } = useQuery({
    queryKey: ['chats', 'palette', search],
    queryFn: ({ signal }) => callList(listChats, { query: { search, limit: chatsShown } }, { signal }),
    enabled: allowed && search.length >= searchFrom,
    placeholderData: keepPreviousData,
  });
  if (search.length < searchFrom || !data?.items.length) return null;
  return (
    <Group heading={t('palette.chats')}>
      {data.items.map((chat) => (
        <Row
          key={chat.id}
          value={`${chatMark}${chat.id}`}
          keywords={[chat.contactName, chat.contactPhone ?? '']}
          icon={<ChannelMark channel={chat.channel} size={16} />}
          onSelect={() => onChoose(chat.id)}
        >
          <bdi className="truncate match-parent">{chat.contactName}</bdi>
          <bdi className="flex-1 truncate text-12 text-ink-muted match-parent">{chat.lastMessage?.preview}</bdi>
        </Row>
      ))}
    </Group>
  );
}

function FoundContacts({ typed, onChoose }: { typed: string; onChoose: (id: string) => void }) {
  const { t } = useTranslation();
  const allowed = useCan('contacts.read');
  const q = useDeferredValue(typed.trim());
  const { data } = useQuery({
    queryKey: ['contacts', 'search', q],
    queryFn: ({ signal }) => callList(searchContacts, { query: { q, limit: contactsShown } }, { signal }),
    enabled: allowed && q.length >= searchFrom,
    placeholderData: keepPreviousData,
  });
  if (q.length < searchFrom || !data?.items.length) return null;
  return (
    <Group heading={t('nav.contacts')}>
      {data.items.map((contact) => (
        // The value must not follow what is typed: the chosen row is remembered by it.
        <Row
          key={contact.id}
          value={`${contactMark}${contact.id}`}
          keywords={[contact.name, contact.phone ?? '']}
          icon={<Avatar id={contact.id} name={contact.name} size={20} />}
          onSelect={() => onChoose(contact.id)}
        >
          <bdi className="flex-1 truncate match-parent">{contact.name}</bdi>
          {contact.phone && <PhoneNumber value={contact.phone} className="text-12 text-ink-muted" />}
        </Row>
      ))}
    </Group>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-0.5 [&_[cmdk-group-heading]]:text-11 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-muted"
    >
      {children}
    </Command.Group>
  );
}

interface RowProps {
  value: string;
  /** Other words that find it. */
  keywords?: string[];
  icon: ReactNode;
  shortcut?: string;
  onSelect: () => void;
  children: ReactNode;
}

function Row({ value, keywords, icon, shortcut, onSelect, children }: RowProps) {
  return (
    <Command.Item
      value={value}
      keywords={keywords}
      onSelect={onSelect}
      className="flex h-8 cursor-default items-center gap-[9px] rounded-[5px] px-2 data-[selected=true]:bg-hover max-tablet:h-11"
    >
      {icon}
      <span className="flex min-w-0 flex-1 items-center gap-2">{children}</span>
      {shortcut && <Kbd keys={shortcut} className="text-ink-muted" />}
    </Command.Item>
  );
}
