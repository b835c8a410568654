// Open invitations: to whom, as what, until when; and taking one back.
import { useQuery } from '@tanstack/react-query';
import { Mail } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { Button } from '../../ui/button';
import { ErrorState } from '../../ui/error-state';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import { notify, notifyError } from '../../ui/toast';
import { invitationsQuery, useRevokeInvitation } from './api';

export function Invitations() {
  const { t } = useTranslation('team');
  const { data, error, refetch } = useQuery(invitationsQuery);
  const revoke = useRevokeInvitation();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null;
  const open = data.filter((one) => one.acceptedAt === null);
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="invitations" className="pt-6 pb-8">
      <h2 id="invitations" className="px-6 pb-2 text-14 font-semibold max-tablet:px-4">
        {t('invitations.title')}
      </h2>
      <ul className="border-t border-line">
        {open.map((one) => (
          <li
            key={one.id}
            className="flex min-h-12 items-center gap-3 border-b border-line px-6 py-2 text-13 max-tablet:px-4"
          >
            <Icon of={Mail} className="text-ink-muted" />
            <span className="grid min-w-0 flex-1 leading-snug">
              <bdi dir="ltr" className="truncate font-medium match-parent">
                {one.email}
              </bdi>
              <span className="text-12 text-ink-muted">
                {t(`common:roles.${one.role}`)} · {t('invitations.expires')} <RelativeTime at={one.expiresAt} />
              </span>
            </span>
            <Button
              variant="ghost"
              busy={revoke.isPending && revoke.variables === one.id}
              aria-label={t('invitations.revokeNamed', { email: one.email })}
              onClick={() =>
                revoke.mutate(one.id, {
                  onSuccess: () => notify(t('invitations.revoked', { email: one.email })),
                  onError: (cause) => notifyError(sayError(t, cause)),
                })
              }
            >
              {t('invitations.revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
