// Tags of chats: their names, colours and how many chats carry them.
import type { ChatTag } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Pencil, Plus, Tag as TagIcon, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chatTagsQuery } from '../../../lib/chat-tags';
import { useCan } from '../../../lib/session';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { FormattedNumber } from '../../../ui/formatted-number';
import { IconButton } from '../../../ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '../../../ui/menu';
import { PageBar } from '../../../ui/page-bar';
import { SkeletonRows } from '../../../ui/skeleton';
import { Table, Td, Th, Tr } from '../../../ui/table';
import { notify } from '../../../ui/toast';
import { useDeleteTag } from '../api';
import { TagDialog } from '../tag-dialog';
import { TagDot } from '../tag-dot';

export default function TagsPage() {
  const { t } = useTranslation('inbox-settings');
  const { data, error, isPending, refetch } = useQuery(chatTagsQuery);
  const slow = useSlow(isPending);
  const mayManage = useCan('inbox.manage');
  const [edited, setEdited] = useState<ChatTag | 'new' | null>(null);
  const [leaving, setLeaving] = useState<ChatTag | null>(null);
  const remove = useDeleteTag();
  const add = (
    <Button variant="primary" icon={Plus} onClick={() => setEdited('new')}>
      {t('tags.add')}
    </Button>
  );
  return (
    <>
      <PageBar title={t('tags.title')} actions={data && data.length > 0 && add} />
      <div className="flex min-h-0 flex-1 flex-col overflow-auto">
        {isPending && slow && <SkeletonRows rows={6} />}
        {!data && error && <ErrorState error={error} title={t('tags.failed')} onRetry={() => void refetch()} />}
        {data?.length === 0 && (
          <EmptyState icon={TagIcon} title={t('tags.emptyTitle')} action={add}>
            {t('tags.emptyHelp')}
          </EmptyState>
        )}
        {data && data.length > 0 && (
          <Table>
            <thead>
              <tr>
                <Th>{t('tags.name')}</Th>
                <Th numeric>{t('tags.chats')}</Th>
                <Th>
                  <span className="sr-only">{t('common:actions.moreActions')}</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {data.map((tag) => (
                <Tr key={tag.id}>
                  <Td>
                    <span className="flex min-w-0 items-center gap-2.5">
                      <TagDot color={tag.color} />
                      <bdi className="truncate font-medium">{tag.name}</bdi>
                    </span>
                  </Td>
                  <Td numeric className="text-ink-muted">
                    <FormattedNumber value={tag.chats} />
                  </Td>
                  <Td className="w-14 text-end">
                    {mayManage && (
                      <Menu trigger={<IconButton icon={Ellipsis} label={t('tags.actions', { name: tag.name })} />}>
                        <MenuItem icon={Pencil} onSelect={() => setEdited(tag)}>
                          {t('tags.edit')}
                        </MenuItem>
                        <MenuSeparator />
                        <MenuItem icon={Trash2} danger onSelect={() => setLeaving(tag)}>
                          {t('tags.remove')}
                        </MenuItem>
                      </Menu>
                    )}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        )}
      </div>
      {edited && <TagDialog tag={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={() => setLeaving(null)}
        danger
        title={t('tags.removeTitle', { name: leaving?.name ?? '' })}
        description={t('tags.removeHelp', { count: leaving?.chats ?? 0 })}
        confirmLabel={t('tags.remove')}
        onConfirm={async () => {
          if (!leaving) return;
          await remove.mutateAsync(leaving.id);
          notify(t('tags.removed', { name: leaving.name }));
        }}
      />
    </>
  );
}
