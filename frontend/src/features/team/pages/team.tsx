// The team: who is in it, with which role, and who is invited.
import { useQuery } from '@tanstack/react-query';
import { UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../lib/session';
import { membersQuery } from '../../../lib/team';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { ErrorState } from '../../../ui/error-state';
import { PageBar } from '../../../ui/page-bar';
import { SkeletonRows } from '../../../ui/skeleton';
import { Invitations } from '../invitations';
import { InviteDialog } from '../invite-dialog';
import { MembersTable } from '../members-table';

export default function TeamPage() {
  const { t } = useTranslation('team');
  const mayManage = useCan('team.manage');
  const { data, error, isPending, refetch } = useQuery(membersQuery);
  const slow = useSlow(isPending);
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <PageBar
        title={t('common:nav.team')}
        actions={
          mayManage && (
            <Button variant="primary" icon={UserRoundPlus} onClick={() => setInviting(true)}>
              {t('invite.open')}
            </Button>
          )
        }
      />
      <div className="flex min-h-0 flex-1 flex-col overflow-auto">
        {isPending && slow && <SkeletonRows rows={5} avatar />}
        {!data && error && <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} />}
        {data && <MembersTable members={data} />}
        {data && mayManage && <Invitations />}
      </div>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}
