// The three channels as small marks. The colour is the mark's alone: never a surface, never text.
import type { Channel } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { cn } from './cn';

export interface ChannelMarkProps {
  channel: Channel;
  /** Edge in pixels; 14 unless told. */
  size?: number;
  /** Silent for screen readers, where the channel's name stands beside it. */
  decorative?: boolean;
  className?: string;
}

const colour: Record<Channel, string> = {
  whatsapp_evolution: 'text-whatsapp',
  whatsapp_cloud: 'text-whatsapp',
  messenger: 'text-messenger',
  instagram: 'text-instagram',
};

export function ChannelMark({ channel, size = 14, decorative, className }: ChannelMarkProps) {
  const { t } = useTranslation();
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      className={cn('block flex-none', colour[channel], className)}
      role="img"
      aria-hidden={decorative}
    >
      <title>{t(`channels.${channel}`)}</title>
      {channel === 'messenger' ? <Messenger /> : channel === 'instagram' ? <Instagram /> : <WhatsApp />}
    </svg>
  );
}

const onMark = 'var(--surface)';

function WhatsApp() {
  return (
    <>
      <path d="M12 2a10 10 0 0 0-8.7 14.9L2 22l5.3-1.3A10 10 0 1 0 12 2z" fill="currentColor" />
      <path
        d="M8.6 6.8c.4 0 .7.1.9.6l.8 1.9c.1.3 0 .6-.2.9l-.7.9c.8 1.6 1.9 2.7 3.6 3.5l.9-.8c.3-.2.6-.3.9-.1l1.9 1c.3.2.5.5.4.9-.3 1.6-1.5 2.2-2.8 2.1-4-.4-7.5-3.9-7.9-7.7-.1-1.5.7-2.9 2.2-3.2z"
        fill={onMark}
      />
    </>
  );
}

function Messenger() {
  return (
    <>
      <path
        d="M12 2C6.4 2 2 6.1 2 11.4c0 3 1.4 5.6 3.6 7.3V22l3.2-1.7c1 .3 2.1.4 3.2.4 5.6 0 10-4 10-9.3S17.6 2 12 2z"
        fill="currentColor"
      />
      <path d="m5.8 14 4.6-4.9 3 2.4 4.8-2.6-4.6 5-3-2.5z" fill={onMark} />
    </>
  );
}

function Instagram() {
  return (
    <>
      <rect x="2" y="2" width="20" height="20" rx="6" fill="currentColor" />
      <rect x="6" y="6" width="12" height="12" rx="4" fill="none" stroke={onMark} strokeWidth="1.9" />
      <circle cx="12" cy="12" r="2.6" fill="none" stroke={onMark} strokeWidth="1.9" />
    </>
  );
}
