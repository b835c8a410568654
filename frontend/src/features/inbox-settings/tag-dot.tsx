// A tag's colour.
import { dotOf } from '../../lib/chat-tags';
import { cn } from '../../ui/cn';

export function TagDot({ color, className }: { color: string; className?: string }) {
  return <span aria-hidden className={cn('size-2.5 flex-none rounded-full', dotOf(color), className)} />;
}
