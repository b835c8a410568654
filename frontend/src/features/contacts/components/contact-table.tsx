// The table of contacts: one page of rows, choosable, each leading to its person.
import type { Contact } from '@parley/contract';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Avatar } from '../../../ui/avatar';
import { Checkbox } from '../../../ui/checkbox';
import { TagDot } from '../../../ui/chip';
import { cn } from '../../../ui/cn';
import { PhoneNumber } from '../../../ui/formatted-number';
import { RelativeTime } from '../../../ui/relative-time';
import { Table, Td, Th, Tr } from '../../../ui/table';
import type { Selection } from '../use-selection';
import { Consent } from './consent';
import { Temperature } from './temperature';

interface ContactTableProps {
  contacts: readonly Contact[];
  selection: Selection;
  /** Rows of an earlier answer while the next one is on its way. */
  stale: boolean;
}

export function ContactTable({ contacts, selection, stale }: ContactTableProps) {
  const { t } = useTranslation('contacts');
  const onPage = contacts.filter(({ id }) => selection.has(id)).length;
  const all = onPage > 0 && onPage === contacts.length;
  return (
    <Table stack aria-busy={stale} className={cn('transition-opacity', stale && 'opacity-60')}>
      <thead>
        <tr>
          <Th className="w-9 pe-2!">
            <Checkbox
              className="align-middle"
              aria-label={t('table.selectAll')}
              checked={all || (onPage > 0 && 'indeterminate')}
              onChange={() => selection.setMany(contacts, !all)}
            />
          </Th>
          <Th className="ps-0!">{t('fields.name')}</Th>
          <Th>{t('fields.phone')}</Th>
          <Th>{t('fields.status')}</Th>
          <Th className="max-wide:hidden">{t('fields.temperature')}</Th>
          <Th className="max-[1400px]:hidden">{t('fields.tags')}</Th>
          <Th className="max-wide:hidden">{t('fields.owner')}</Th>
          <Th className="max-[1500px]:hidden">{t('fields.city')}</Th>
          <Th>{t('fields.consent')}</Th>
          <Th numeric>{t('fields.lastMessage')}</Th>
        </tr>
      </thead>
      <tbody>
        {contacts.map((contact) => (
          <ContactRow
            key={contact.id}
            contact={contact}
            selected={selection.has(contact.id)}
            onSelect={selection.toggle}
          />
        ))}
      </tbody>
    </Table>
  );
}

interface ContactRowProps {
  contact: Contact;
  selected: boolean;
  onSelect: (contact: Contact) => void;
}

function ContactRow({ contact, selected, onSelect }: ContactRowProps) {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const { lead } = contact;

  function open(event: MouseEvent) {
    // Links and boxes inside the row do their own work; selecting text is not a click.
    if (event.target instanceof Element && event.target.closest('a, button, label')) return;
    if (window.getSelection()?.type === 'Range') return;
    void navigate(`/contacts/${contact.id}`);
  }

  return (
    <Tr selected={selected} onClick={open} className="cursor-pointer max-tablet:grid-cols-[auto_minmax(0,1fr)_auto]!">
      <Td className="w-9 pe-2! max-tablet:ps-0!">
        <Checkbox
          className="align-middle"
          aria-label={t('table.select', { name: contact.name })}
          checked={selected}
          onChange={() => onSelect(contact)}
        />
      </Td>
      <Td className="w-[24%] max-w-0 min-w-44 ps-0! max-wide:min-w-32 max-tablet:w-auto max-tablet:max-w-none max-tablet:min-w-0">
        <span className="flex items-center gap-2">
          <Avatar id={contact.id} name={contact.name} size={24} />
          <span className="grid min-w-0">
            <Link
              to={`/contacts/${contact.id}`}
              data-row={contact.id}
              className="truncate font-medium match-parent hover:underline"
            >
              <bdi>{contact.name}</bdi>
            </Link>
            {contact.phone && (
              <PhoneNumber value={contact.phone} className="justify-self-start text-12 text-ink-muted tablet:hidden" />
            )}
          </span>
        </span>
      </Td>
      <Td onPhone="hidden">
        {contact.phone ? (
          <PhoneNumber value={contact.phone} />
        ) : (
          <span className="text-ink-muted">{t('table.noPhone')}</span>
        )}
      </Td>
      <Td onPhone="hidden">{t(`statuses.${lead.status}`)}</Td>
      <Td onPhone="hidden" className="max-wide:hidden">
        <Temperature value={lead.temperature} />
      </Td>
      <Td onPhone="hidden" className="max-w-40 overflow-hidden max-[1400px]:hidden">
        <TagList tags={contact.tags} />
      </Td>
      <Td onPhone="hidden" className="max-wide:hidden">
        {contact.ownerId && contact.ownerName && (
          <Avatar id={contact.ownerId} name={contact.ownerName} size={20} labelled />
        )}
      </Td>
      <Td onPhone="hidden" className="max-w-32 truncate max-[1500px]:hidden">
        <bdi>{lead.city}</bdi>
      </Td>
      <Td onPhone="hidden">
        <Consent optedOutAt={contact.optedOutAt} />
      </Td>
      <Td numeric className="text-ink-muted max-tablet:grid max-tablet:justify-items-end max-tablet:gap-1">
        {contact.lastMessageAt && <RelativeTime at={contact.lastMessageAt} as="short" className="max-tablet:text-12" />}
        {contact.optedOutAt && <Consent optedOutAt={contact.optedOutAt} className="tablet:hidden!" />}
      </Td>
    </Tr>
  );
}

const tagsShown = 2;

function TagList({ tags }: { tags: readonly string[] }) {
  const hidden = tags.slice(tagsShown);
  return (
    <span className="flex items-center gap-2 text-12">
      {tags.slice(0, tagsShown).map((tag) => (
        <span key={tag} className="flex min-w-0 items-center gap-[5px] first:max-w-full first:flex-none">
          <TagDot name={tag} />
          <bdi className="truncate">{tag}</bdi>
        </span>
      ))}
      {hidden.length > 0 && (
        <bdi dir="ltr" title={hidden.join(', ')} className="text-ink-muted">
          +{hidden.length}
        </bdi>
      )}
    </span>
  );
}
