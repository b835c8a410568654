// The popovers that give chats to somebody, or tags to chats. What is inside loads when first opened.
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Popover } from '../../../ui/popover';
import { SkeletonRows } from '../../../ui/skeleton';
import type { AssignListProps } from './assign-list';
import type { TagListProps } from './tag-list';

const AssignList = lazy(() => import('./assign-list'));
const TagList = lazy(() => import('./tag-list'));

interface PickMenuProps {
  trigger: ReactNode;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  side?: 'top' | 'bottom';
  align?: 'start' | 'end';
}

function Pane({ label, children, ...menu }: PickMenuProps & { label: string; children: ReactNode }) {
  return (
    <Popover align="end" {...menu} label={label} className="w-64 overflow-hidden p-0!">
      <Suspense fallback={<SkeletonRows rows={3} />}>{children}</Suspense>
    </Popover>
  );
}

export function AssignPick({ current, onPick, ...menu }: PickMenuProps & AssignListProps) {
  const { t } = useTranslation('inbox');
  return (
    <Pane {...menu} label={t('assign.title')}>
      <AssignList
        current={current}
        onPick={(person) => {
          menu.onOpenChange(false);
          onPick(person);
        }}
      />
    </Pane>
  );
}

export function TagPick({ chosen, onToggle, ...menu }: PickMenuProps & TagListProps) {
  const { t } = useTranslation('inbox');
  return (
    <Pane {...menu} label={t('tag.title')}>
      <TagList chosen={chosen} onToggle={onToggle} />
    </Pane>
  );
}
