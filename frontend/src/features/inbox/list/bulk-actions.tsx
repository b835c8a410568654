// What can be done with the chosen chats: give them to somebody, tag them, close them.
import { CheckCheck, Tag, UserRoundPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { BulkBar } from '../../../ui/bulk-bar';
import { IconButton } from '../../../ui/icon-button';
import type { BulkChange } from '../bulk';
import { AssignPick, TagPick } from '../pick/pick-menu';
import type { OpenMenu } from '../use-inbox';
import type { Selection } from './use-selection';

export interface BulkActionsProps {
  selection: Selection;
  menu: OpenMenu | null;
  onMenu: (menu: OpenMenu | null) => void;
  onRun: (change: BulkChange) => void;
  /** How many are finished while a verb runs. */
  finished: number | null;
}

export function BulkActions({ selection, menu, onMenu, onRun, finished }: BulkActionsProps) {
  const { t } = useTranslation('inbox');
  const { chats } = selection;
  if (chats.length === 0) return null;
  const busy = finished !== null;
  const [first] = chats;
  const sameAssignee = chats.every((chat) => chat.assigneeId === first?.assigneeId);
  const popover = (name: 'assign' | 'tag') => ({
    side: 'top' as const,
    align: 'start' as const,
    open: menu?.of === 'chosen' && menu.name === name,
    onOpenChange: (open: boolean) => onMenu(open ? { name, of: 'chosen' } : null),
  });
  function carried(tagId: string): boolean | 'some' {
    const count = chats.filter((chat) => chat.tags.some((tag) => tag.id === tagId)).length;
    return count === chats.length || (count > 0 && 'some');
  }
  return (
    <BulkBar
      label={
        <span aria-live="polite">
          {busy ? t('bulk.running', { finished, count: chats.length }) : t('bulk.chosen', { count: chats.length })}
        </span>
      }
      onClear={selection.clear}
    >
      {chats.every((chat) => chat.abilities.assign) && (
        <AssignPick
          {...popover('assign')}
          current={sameAssignee ? (first?.assigneeId ?? null) : undefined}
          onPick={(person) => onRun({ verb: 'assign', person })}
          trigger={
            <IconButton icon={UserRoundPlus} label={t('assign.title')} shortcut="a" busy={busy} tooltipSide="top" />
          }
        />
      )}
      <TagPick
        {...popover('tag')}
        chosen={carried}
        onToggle={(tag, on) => onRun({ verb: 'tag', tag, on })}
        trigger={<IconButton icon={Tag} label={t('tag.title')} shortcut="t" busy={busy} tooltipSide="top" />}
      />
      <IconButton
        icon={CheckCheck}
        label={t('bulk.close')}
        shortcut="e"
        busy={busy}
        tooltipSide="top"
        onClick={() => onRun({ verb: 'close' })}
      />
    </BulkBar>
  );
}
