// A picture or film in a bubble: takes its final size before it has loaded, opens the viewer, shows how far an upload is.
import type { MessageMedia } from '@parley/contract';
import { ImageOff, Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asClock } from '../../../lib/use-seconds';
import { Icon } from '../../../ui/icon';
import { boxOf } from './box';
import { UploadShare } from './upload-share';

export interface PictureProps {
  media: MessageMedia;
  /** What it is and from whom, for those who do not see it. */
  label: string;
  onOpen: () => void;
  uploadKey?: string;
  /** Words stand under it. */
  captioned?: boolean;
}

export function Picture({ media, label, onOpen, uploadKey, captioned }: PictureProps) {
  const { t } = useTranslation('inbox');
  const [brokenUrl, setBrokenUrl] = useState<string>();
  const { width, height } = boxOf(media.width, media.height, captioned);
  const isVideo = media.kind === 'video';
  const poster = media.thumbnailUrl ?? (isVideo ? null : media.url);
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={isVideo ? t('media.playVideo', { name: label }) : t('media.openPicture', { name: label })}
      style={{ width, aspectRatio: `${width} / ${height}` }}
      className="relative block max-w-full overflow-hidden rounded-[9px] bg-skeleton focus-visible:shadow-focus"
    >
      {poster && poster !== brokenUrl ? (
        <img
          src={poster}
          alt=""
          width={width}
          height={height}
          decoding="async"
          draggable={false}
          onError={() => setBrokenUrl(poster)}
          className="size-full object-cover"
        />
      ) : isVideo && media.url?.startsWith('blob:') ? (
        // Its own first frame, until the server has drawn a small picture of it.
        <video src={media.url} preload="metadata" muted playsInline tabIndex={-1} className="size-full object-cover" />
      ) : (
        !isVideo && <Icon of={ImageOff} size={22} className="absolute inset-0 m-auto text-ink-muted" />
      )}
      {isVideo && (
        <>
          <span className="absolute inset-0 m-auto grid size-11 place-items-center rounded-full bg-raised text-ink shadow-pop">
            <Icon of={Play} size={20} className="ms-0.5" />
          </span>
          {media.durationSeconds !== null && (
            <span className="tabular absolute start-1.5 bottom-1.5 rounded-full bg-raised px-1.5 py-px text-11 text-ink-secondary">
              {/* Its own direction alone: the place would follow it to the other side, under the time of the message. */}
              <bdi dir="ltr">{asClock(media.durationSeconds * 1000)}</bdi>
            </span>
          )}
        </>
      )}
      {uploadKey && <UploadShare uploadKey={uploadKey} className="absolute inset-0 m-auto size-11" />}
    </button>
  );
}
