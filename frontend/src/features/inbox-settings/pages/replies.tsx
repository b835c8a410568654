// Ready answers: one's own and the team's, found by shortcut, title or text.
import type { CannedReply } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { MessageSquareText, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { PageBar, SubBar } from '../../../ui/page-bar';
import { SearchInput } from '../../../ui/search-input';
import { SegmentedControl } from '../../../ui/segmented-control';
import { SkeletonRows } from '../../../ui/skeleton';
import { notify } from '../../../ui/toast';
import { repliesQuery, useDeleteReply } from '../api';
import { ReplyDialog } from '../reply-dialog';
import { ReplyRow } from '../reply-row';

type Scope = 'all' | 'mine' | 'team';

export default function RepliesPage() {
  const { t } = useTranslation('inbox-settings');
  const [search, setSearch] = useState('');
  const [scope, setScope] = useState<Scope>('all');
  const { data, error, isPending, refetch } = useQuery(repliesQuery(search));
  const slow = useSlow(isPending);
  const [edited, setEdited] = useState<CannedReply | 'new' | null>(null);
  const [leaving, setLeaving] = useState<CannedReply | null>(null);
  const remove = useDeleteReply();
  const shown = data?.filter((reply) => scope === 'all' || (reply.ownerId === null) === (scope === 'team'));
  const nothingYet = data?.length === 0 && search === '';
  const add = (
    <Button variant="primary" icon={Plus} onClick={() => setEdited('new')}>
      {t('replies.add')}
    </Button>
  );
  return (
    <>
      <PageBar title={t('replies.title')} actions={data && !nothingYet && add} />
      {data && !nothingYet && (
        <SubBar>
          <SearchInput
            value={search}
            onChange={setSearch}
            label={t('replies.search')}
            placeholder={t('replies.searchPlaceholder')}
            className="max-w-72 flex-1"
          />
          <SegmentedControl<Scope>
            label={t('replies.scope')}
            value={scope}
            onChange={setScope}
            segments={[
              { value: 'all', label: t('replies.all') },
              { value: 'mine', label: t('replies.mine') },
              { value: 'team', label: t('replies.team') },
            ]}
          />
        </SubBar>
      )}
      <div className="flex min-h-0 flex-1 flex-col overflow-auto">
        {isPending && slow && <SkeletonRows rows={6} />}
        {!data && error && <ErrorState error={error} title={t('replies.failed')} onRetry={() => void refetch()} />}
        {nothingYet && (
          <EmptyState icon={MessageSquareText} title={t('replies.emptyTitle')} action={add}>
            {t('replies.emptyHelp')}
          </EmptyState>
        )}
        {!nothingYet && shown?.length === 0 && (
          <EmptyState icon={SearchX} title={t('replies.nothingTitle')}>
            {search && t('replies.nothingHelp', { search })}
          </EmptyState>
        )}
        <ul>
          {shown?.map((reply) => (
            <ReplyRow key={reply.id} reply={reply} onEdit={() => setEdited(reply)} onRemove={() => setLeaving(reply)} />
          ))}
        </ul>
      </div>
      {edited && <ReplyDialog reply={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={() => setLeaving(null)}
        danger
        title={t('replies.removeTitle', { name: leaving?.title ?? '' })}
        description={t('replies.removeHelp')}
        confirmLabel={t('replies.remove')}
        onConfirm={async () => {
          if (!leaving) return;
          await remove.mutateAsync(leaving.id);
          notify(t('replies.removed', { name: leaving.title }));
        }}
      />
    </>
  );
}
