// Initials in one of six quiet tones chosen by id, with the channel's mark at the inline end.
import type { Channel } from '@parley/contract';
import { User } from 'lucide-react';
import { type CSSProperties, useState } from 'react';
import { ChannelMark } from './channel-mark';
import { hashOf } from './chip';
import { cn } from './cn';
import { Icon } from './icon';

export interface AvatarProps {
  /** Chooses the tone. */
  id: string;
  name: string;
  channel?: Channel;
  /** Shown over the initials, which stay where it does not load. */
  pictureUrl?: string | null;
  /** Edge in pixels. */
  size?: 16 | 20 | 24 | 26 | 32 | 40 | 44;
  /** Give the name to screen readers; leave out where the name stands beside it. */
  labelled?: boolean;
  className?: string;
}

/** Up to two letters: first and last word's first letter; for a phone number its last two digits. */
export function initialsOf(name: string): string {
  const trimmed = name.trim();
  if (/^[+\d\s()-]+$/.test(trimmed)) return trimmed.replace(/\D/g, '').slice(-2);
  const words = trimmed.split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters
    .map((word) => word?.match(/\p{L}/u)?.[0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

export function Avatar({ id, name, channel, pictureUrl, size = 32, labelled, className }: AvatarProps) {
  const [failedUrl, setFailedUrl] = useState<string>();
  const tone = (hashOf(id) % 6) + 1;
  const initials = initialsOf(name);
  const label = labelled ? { role: 'img', 'aria-label': name } : { 'aria-hidden': !channel };
  const style: CSSProperties = {
    inlineSize: size,
    blockSize: size,
    fontSize: size <= 20 ? size * 0.42 : size * 0.36,
    background: `var(--av${tone})`,
    color: `var(--av${tone}-t)`,
  };
  return (
    <span
      {...label}
      style={style}
      className={cn(
        'relative inline-grid flex-none place-items-center rounded-full leading-none font-semibold tracking-normal',
        className,
      )}
    >
      <span aria-hidden>{initials || <Icon of={User} size={size * 0.5} />}</span>
      {pictureUrl && pictureUrl !== failedUrl && (
        <img
          src={pictureUrl}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setFailedUrl(pictureUrl)}
          className="absolute inset-0 size-full rounded-full object-cover"
        />
      )}
      {channel && (
        <span
          className={cn(
            'absolute -end-1.5 -bottom-1 bg-(--ring,var(--surface-sunken)) p-[1.5px]',
            channel === 'instagram' ? 'rounded-sm' : 'rounded-full',
          )}
        >
          <ChannelMark channel={channel} size={14} />
        </span>
      )}
    </span>
  );
}

/** A few people in one place, overlapping; the rest as a number. */
export function AvatarStack({
  people,
  max = 3,
  size = 24,
}: {
  people: { id: string; name: string }[];
  max?: number;
  size?: AvatarProps['size'];
}) {
  const hidden = people.length - max;
  return (
    <span className="inline-flex items-center">
      {people.slice(0, max).map((person) => (
        <Avatar
          key={person.id}
          {...person}
          size={size}
          labelled
          className="shadow-[0_0_0_2px_var(--ring,var(--surface))] not-first:-ms-[5px]"
        />
      ))}
      {hidden > 0 && <span className="ms-1 text-12 text-ink-muted">+{hidden}</span>}
    </span>
  );
}
