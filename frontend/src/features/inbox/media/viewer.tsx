// Pictures and films of a thread over the whole window: arrows, zoom, download; on a phone by finger. The keyboard returns to where it was.
import type { Message } from '@parley/contract';
import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findFloating } from '../../../ui/floating';
import { IconButton } from '../../../ui/icon-button';
import { RelativeTime } from '../../../ui/relative-time';
import { useZoom } from './use-zoom';

export interface ViewerProps {
  /** Oldest first; each has a file. */
  items: readonly Message[];
  startId: string;
  contactName: string;
  onClose: () => void;
}

export default function Viewer({ items, startId, contactName, onClose }: ViewerProps) {
  const { t, i18n } = useTranslation('inbox');
  const [index, setIndex] = useState(() =>
    Math.max(
      0,
      items.findIndex((item) => item.id === startId || item.clientKey === startId),
    ),
  );
  const content = useRef<HTMLDivElement>(null);
  const [opener] = useState(() => document.activeElement);
  const item = items[index];
  const media = item?.media;
  const url = media?.url;
  if (!item || !media || !url) return null;
  const go = (step: number) => setIndex((now) => Math.max(0, Math.min(items.length - 1, now + step)));
  const from = item.direction === 'in' ? contactName : (item.senderName ?? t('thread.you'));
  // In a page read from right to left, the next one is to the left.
  const forward = i18n.dir() === 'rtl' ? 'ArrowLeft' : 'ArrowRight';

  function onKeyDown(event: KeyboardEvent) {
    // A film's own controls use the arrows to seek.
    if (event.target instanceof HTMLVideoElement) return;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') go(event.key === forward ? 1 : -1);
    else if (event.key === 'Home') setIndex(0);
    else if (event.key === 'End') setIndex(items.length - 1);
    else return;
    event.preventDefault();
  }

  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal container={findFloating()}>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-canvas" />
        <Radix.Content
          ref={content}
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            content.current?.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
          }}
          className="fixed inset-0 z-40 flex animate-fade flex-col outline-none"
        >
          <header className="flex h-bar flex-none items-center gap-1 ps-4 pe-3">
            <div className="min-w-0 flex-1 leading-snug">
              <Radix.Title className="truncate text-14 font-semibold">
                <bdi>{from}</bdi>
              </Radix.Title>
              <p className="truncate text-12 text-ink-muted">
                <RelativeTime at={item.at} as="dateTime" />
                {items.length > 1 && (
                  <span className="tabular"> · {t('viewer.position', { at: index + 1, count: items.length })}</span>
                )}
              </p>
            </div>
            <a
              href={url}
              download={media.fileName ?? ''}
              aria-label={t('viewer.download')}
              className="grid size-[30px] place-items-center rounded-sm text-ink-muted hover:bg-hover hover:text-ink max-tablet:size-10"
            >
              <Download size={16} aria-hidden />
            </a>
            <Radix.Close asChild>
              <IconButton icon={X} label={t('common:actions.close')} shortcut="escape" />
            </Radix.Close>
          </header>
          <div className="relative flex min-h-0 flex-1">
            {media.kind === 'video' ? (
              // biome-ignore lint/a11y/useMediaCaption: what a customer filmed has no captions
              <video
                key={item.id}
                src={url}
                poster={media.thumbnailUrl ?? undefined}
                controls
                autoPlay
                playsInline
                className="m-auto max-h-full max-w-full"
              />
            ) : (
              <ZoomedPicture key={item.id} url={url} alt={t('viewer.pictureOf', { name: from })} onSwipe={go} />
            )}
            {index > 0 && (
              <IconButton
                icon={ChevronLeft}
                flip
                label={t('viewer.previous')}
                onClick={() => go(-1)}
                className="absolute! start-3 top-1/2 size-10! -translate-y-1/2 rounded-full! bg-raised shadow-pop max-tablet:hidden"
              />
            )}
            {index < items.length - 1 && (
              <IconButton
                icon={ChevronRight}
                flip
                label={t('viewer.next')}
                onClick={() => go(1)}
                className="absolute! end-3 top-1/2 size-10! -translate-y-1/2 rounded-full! bg-raised shadow-pop max-tablet:hidden"
              />
            )}
          </div>
          {item.text && (
            <p
              dir="auto"
              className="max-h-28 flex-none overflow-auto px-5 py-3 text-center text-14 whitespace-pre-line"
            >
              {item.text}
            </p>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function ZoomedPicture({ url, alt, onSwipe }: { url: string; alt: string; onSwipe: (step: number) => void }) {
  const { t, i18n } = useTranslation('inbox');
  const zoom = useZoom((direction) => onSwipe(i18n.dir() === 'rtl' ? -direction : direction));
  return (
    <div {...zoom.handlers} className="relative min-h-0 min-w-0 flex-1 touch-none overflow-hidden">
      <img
        src={url}
        alt={alt}
        draggable={false}
        style={{ transform: zoom.transform }}
        className={`absolute inset-0 m-auto max-h-full max-w-full object-contain select-none ${zoom.scale > 1 ? 'cursor-grab' : 'cursor-zoom-in'} ${zoom.animated ? 'transition-transform' : ''}`}
      />
      <span className="absolute inset-x-0 bottom-3 mx-auto flex w-max rounded-full bg-raised p-1 shadow-pop max-tablet:hidden">
        <IconButton
          icon={ZoomOut}
          label={t('viewer.zoomOut')}
          disabled={zoom.scale <= 1}
          onClick={() => zoom.by(0.67)}
        />
        <span className="tabular grid min-w-12 place-items-center text-12 text-ink-muted">
          {Math.round(zoom.scale * 100)}%
        </span>
        <IconButton icon={ZoomIn} label={t('viewer.zoomIn')} onClick={() => zoom.by(1.5)} />
      </span>
    </div>
  );
}
