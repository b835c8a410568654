// The person beside the thread: how to reach them, what is known, whether they agreed to be written to.
import type { Contact } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleSlash, SquareArrowOutUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSlow } from '../../../lib/use-slow';
import { Avatar } from '../../../ui/avatar';
import { Tag } from '../../../ui/chip';
import { ErrorState } from '../../../ui/error-state';
import { PhoneNumber } from '../../../ui/formatted-number';
import { Icon } from '../../../ui/icon';
import { RelativeTime } from '../../../ui/relative-time';
import { Skeleton } from '../../../ui/skeleton';
import { Status } from '../../../ui/status';
import { contactQuery } from '../api';

export function ContactPanel({ contactId }: { contactId: string }) {
  const { t } = useTranslation('inbox');
  const { data: contact, error, isPending, refetch } = useQuery(contactQuery(contactId));
  const slow = useSlow(isPending);
  if (isPending) return slow ? <PanelSkeleton label={t('contact.loading')} /> : null;
  if (!contact) return <ErrorState error={error} title={t('contact.failed')} onRetry={() => void refetch()} />;
  return <Person contact={contact} />;
}

function Person({ contact }: { contact: Contact }) {
  const { t } = useTranslation('inbox');
  const place = [contact.lead.city, contact.lead.country].filter(Boolean).join(', ');
  return (
    <>
      <header className="flex items-center gap-3 px-4 pt-4 pb-3">
        <Avatar id={contact.id} name={contact.name} size={44} />
        <div className="min-w-0 flex-1 leading-snug">
          <h2 className="text-14 font-semibold break-words">
            <bdi>{contact.name}</bdi>
          </h2>
          {place && <p className="truncate text-12 text-ink-muted">{place}</p>}
        </div>
        <Link
          to={`/contacts/${contact.id}`}
          aria-label={t('contact.open')}
          title={t('contact.open')}
          className="grid size-[30px] flex-none place-items-center self-start rounded-sm text-ink-muted hover:bg-hover hover:text-ink max-tablet:size-10"
        >
          <Icon of={SquareArrowOutUpRight} flip />
        </Link>
      </header>
      <Section title={t('contact.details')}>
        <dl className="grid grid-cols-[92px_minmax(0,1fr)] text-13 leading-[26px]">
          <Fact label={t('contact.phone')}>{contact.phone && <PhoneNumber value={contact.phone} />}</Fact>
          <Fact label={t('contact.email')}>{contact.email && <bdi dir="ltr">{contact.email}</bdi>}</Fact>
          <Fact label={t('contact.coach')}>
            {contact.ownerId && contact.ownerName && (
              <span className="flex items-center gap-1.5">
                <Avatar id={contact.ownerId} name={contact.ownerName} size={20} />
                <bdi className="truncate">{contact.ownerName}</bdi>
              </span>
            )}
          </Fact>
          <Fact label={t('contact.status')}>{t(`leadStatus.${contact.lead.status}`)}</Fact>
          <Fact label={t('contact.temperature')}>
            {contact.lead.temperature && t(`temperature.${contact.lead.temperature}`)}
          </Fact>
          <Fact label={t('contact.goal')}>{contact.client.goal && <bdi>{contact.client.goal}</bdi>}</Fact>
          <Fact label={t('contact.source')}>{contact.lead.source && <bdi>{contact.lead.source}</bdi>}</Fact>
        </dl>
      </Section>
      <Section title={t('contact.consent')}>
        {contact.optedOutAt ? (
          <>
            <Status tone="danger" icon={CircleSlash} size="md">
              {t('contact.optedOut')}
            </Status>
            <p className="mt-0.5 text-12 text-ink-muted">
              {t('contact.optedOutHelp')} <RelativeTime at={contact.optedOutAt} as="dateTime" />
            </p>
          </>
        ) : (
          <Status icon={CircleCheck} size="md">
            {t('contact.mayReceive')}
          </Status>
        )}
      </Section>
      {contact.tags.length > 0 && (
        <Section title={t('contact.tags')}>
          <div className="flex flex-wrap gap-1.5 pt-1">
            {contact.tags.map((tag) => (
              <Tag key={tag} name={tag} />
            ))}
          </div>
        </Section>
      )}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line px-4 pt-2.5 pb-3">
      <h3 className="mb-0.5 text-12 leading-6 font-semibold text-ink-secondary">{title}</h3>
      {children}
    </section>
  );
}

/** One line; an unknown fact is left out rather than shown as a dash. */
function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <>
      <dt className="text-ink-muted">{label}</dt>
      <dd className="truncate">{children}</dd>
    </>
  );
}

function PanelSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label}>
      <div className="flex items-center gap-3 p-4">
        <Skeleton shape="circle" className="size-11" />
        <Skeleton className="w-1/2" />
      </div>
      <div className="grid gap-4 border-t border-line p-4">
        {['w-3/4', 'w-2/3', 'w-1/2', 'w-3/5', 'w-2/5'].map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </div>
    </div>
  );
}
