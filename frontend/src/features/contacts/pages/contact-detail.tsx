// One person: who they are, what is known about them, consent, and what happened with them.
import type { Contact } from '@parley/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Ellipsis, MessageSquare, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { isApiError } from '../../../lib/api-error';
import { useCan } from '../../../lib/session';
import { useSlow } from '../../../lib/use-slow';
import { Avatar } from '../../../ui/avatar';
import { Button } from '../../../ui/button';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { CopyButton } from '../../../ui/copy-button';
import { ErrorState } from '../../../ui/error-state';
import { PhoneNumber } from '../../../ui/formatted-number';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import { Menu, MenuItem } from '../../../ui/menu';
import { PageBar } from '../../../ui/page-bar';
import { Skeleton, SkeletonRows } from '../../../ui/skeleton';
import { notify } from '../../../ui/toast';
import { contactKey, contactQuery, contactsKey, contactVerbs } from '../api';
import { ConsentPanel } from '../components/consent-panel';
import { ContactFacts } from '../components/contact-facts';
import { ContactTimeline } from '../components/contact-timeline';
import { Temperature } from '../components/temperature';

export default function ContactDetailPage() {
  const { t } = useTranslation('contacts');
  const { id = '' } = useParams();
  const { data: contact, error, isPending, refetch } = useQuery(contactQuery(id));
  const slow = useSlow(isPending);
  const parent = { label: t('nav.contacts'), to: '/contacts' };

  if (contact) return <LoadedContact key={contact.id} contact={contact} parent={parent} />;
  return (
    <>
      <PageBar title={t('detail.title')} parent={parent} />
      {isPending && slow && <DetailSkeleton />}
      {error && (
        <ErrorState
          error={error}
          title={isApiError(error, 'not_found') ? t('detail.notFound') : t('detail.error')}
          onRetry={() => void refetch()}
        />
      )}
    </>
  );
}

function LoadedContact({ contact, parent }: { contact: Contact; parent: { label: string; to: string } }) {
  const { t } = useTranslation('contacts');
  const [removing, setRemoving] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const maySend = useCan('messages.send');

  async function remove() {
    await contactVerbs.remove(contact.id);
    void navigate('/contacts', { replace: true });
    queryClient.removeQueries({ queryKey: contactKey(contact.id) });
    void queryClient.invalidateQueries({ queryKey: contactsKey });
    notify(t('bulk.removeDone', { count: 1 }));
  }

  return (
    <>
      <PageBar
        title={<bdi>{contact.name}</bdi>}
        parent={parent}
        actions={
          <>
            {contact.abilities.remove && (
              <Menu trigger={<IconButton icon={Ellipsis} label={t('actions.moreActions')} />}>
                <MenuItem icon={Trash2} danger onSelect={() => setRemoving(true)}>
                  {t('remove.confirm', { count: 1 })}
                </MenuItem>
              </Menu>
            )}
            {maySend && contact.phone && (
              <Button variant="primary" asChild>
                <Link to={`/inbox?contact=${contact.id}`}>
                  <Icon of={MessageSquare} className="-ms-0.5" />
                  {t('detail.message')}
                </Link>
              </Button>
            )}
          </>
        }
      />
      <div className="grid min-h-0 flex-1 bg-surface max-desktop:overflow-auto desktop:grid-cols-[minmax(0,1fr)_340px]">
        <section className="min-w-0 desktop:min-h-0 desktop:overflow-auto">
          <header className="flex items-center gap-4 border-b border-line px-6 py-5 max-tablet:px-4">
            <Avatar id={contact.id} name={contact.name} size={44} />
            <div className="grid min-w-0 gap-0.5">
              <p className="truncate text-20 font-semibold match-parent">
                <bdi>{contact.name}</bdi>
              </p>
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-ink-muted">
                {contact.phone && (
                  <span className="flex items-center gap-1">
                    <PhoneNumber value={contact.phone} />
                    <CopyButton iconOnly text={contact.phone} label={t('detail.copyPhone')} />
                  </span>
                )}
                <span>{t(`statuses.${contact.lead.status}`)}</span>
                <Temperature value={contact.lead.temperature} />
              </p>
            </div>
          </header>
          <ContactFacts contact={contact} />
        </section>
        <aside className="min-w-0 border-line bg-sunken max-desktop:border-t desktop:overflow-auto desktop:border-s">
          <ConsentPanel contact={contact} />
          <ContactTimeline contact={contact} />
        </aside>
      </div>
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={t('remove.titleNamed', { name: contact.name })}
        description={t('remove.help')}
        confirmLabel={t('remove.confirm', { count: 1 })}
        danger
        onConfirm={remove}
      />
    </>
  );
}

function DetailSkeleton() {
  return (
    <div aria-hidden className="bg-surface">
      <div className="flex items-center gap-4 border-b border-line px-6 py-5 max-tablet:px-4">
        <Skeleton shape="circle" className="size-11" />
        <span className="grid flex-1 gap-2.5">
          <Skeleton className="w-48" />
          <Skeleton className="w-64" />
        </span>
      </div>
      <SkeletonRows rows={12} />
    </div>
  );
}
