// The tags of a chat: dots where there is little room, chips where there is more.
import type { Chat } from '@parley/contract';
import { dotOf } from '../../lib/chat-tags';
import { Chip } from '../../ui/chip';
import { cn } from '../../ui/cn';

type Tags = Chat['tags'];

/** At most `max` dots; all the names for the pointer and for screen readers. */
export function TagDots({ tags, max = 4 }: { tags: Tags; max?: number }) {
  if (tags.length === 0) return null;
  const names = tags.map((tag) => tag.name).join(', ');
  return (
    <span role="img" aria-label={names} title={names} className="flex flex-none items-center gap-[3px]">
      {tags.slice(0, max).map((tag) => (
        <i key={tag.id} className={cn('size-[7px] rounded-full', dotOf(tag.color))} />
      ))}
    </span>
  );
}

export function ChatTagChip({
  tag,
  onRemove,
  removeLabel,
}: {
  tag: Tags[number];
  onRemove?: () => void;
  removeLabel?: string;
}) {
  return (
    <Chip onRemove={onRemove} removeLabel={removeLabel}>
      <i aria-hidden className={cn('size-[7px] flex-none rounded-full', dotOf(tag.color))} />
      <bdi className="max-w-40 truncate">{tag.name}</bdi>
    </Chip>
  );
}
