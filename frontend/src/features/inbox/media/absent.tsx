// A file that is not here: still being fetched from the provider, or not to be had.
import type { MessageMedia } from '@parley/contract';
import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Icon } from '../../../ui/icon';
import { Skeleton } from '../../../ui/skeleton';
import { Spinner } from '../../../ui/spinner';
import { kindIcons } from '../kinds';
import { boxOf } from './box';

/** In the size the file will have, so that nothing moves when it comes. */
export function PendingMedia({
  media,
  sticker,
  captioned,
}: {
  media: MessageMedia;
  sticker?: boolean;
  captioned?: boolean;
}) {
  const { t } = useTranslation('inbox');
  const label = t('media.pending', { kind: t(`kinds.${media.kind}`) });
  if (media.kind === 'image' || media.kind === 'video') {
    const box = sticker ? { width: 128, height: 128 } : boxOf(media.width, media.height, captioned);
    return (
      <span
        role="status"
        aria-label={label}
        style={{ width: box.width, aspectRatio: `${box.width} / ${box.height}` }}
        className="relative grid max-w-full place-items-center overflow-hidden rounded-[9px]"
      >
        <Skeleton className="absolute inset-0 h-auto rounded-none" />
        <Icon of={kindIcons[media.kind]} size={22} className="relative text-ink-muted" />
      </span>
    );
  }
  return (
    <span role="status" aria-label={label} className="flex w-64 max-w-full items-center gap-2.5 py-0.5">
      <span className="grid h-9 w-8 flex-none place-items-center rounded-xs bg-surface text-ink-muted shadow-edge">
        <Spinner />
      </span>
      <span className="grid min-w-0 flex-1 gap-1.5">
        {media.fileName ? (
          <bdi className="truncate font-medium match-parent">{media.fileName}</bdi>
        ) : (
          <Skeleton className="w-3/4" />
        )}
        <span className="text-12 text-ink-muted">{t('media.fetching')}</span>
      </span>
    </span>
  );
}

export function FailedMedia({ media }: { media: MessageMedia }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const facts = [media.fileName, media.sizeBytes === null ? null : format.bytes(media.sizeBytes)].filter(
    (fact) => fact !== null,
  );
  return (
    <span className="flex w-64 max-w-full items-start gap-2.5 py-0.5">
      <span className="grid h-9 w-8 flex-none place-items-center rounded-xs bg-surface text-ink-muted shadow-edge">
        <Icon of={CloudOff} size={18} />
      </span>
      <span className="grid min-w-0 flex-1 leading-snug">
        <span className="font-medium">{t('media.failed', { kind: t(`kinds.${media.kind}`) })}</span>
        {facts.length > 0 && <bdi className="truncate text-12 text-ink-muted match-parent">{facts.join(', ')}</bdi>}
        <span className="text-12 text-ink-muted">{t('media.failedHelp')}</span>
      </span>
    </span>
  );
}
