// The first question of connecting: which channel. Each says what is needed for it.
import { type Channel, channels } from '@parley/contract';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ChannelMark } from '../../ui/channel-mark';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';

interface ChannelStepProps {
  onChoose: (channel: Channel) => void;
  onClose: () => void;
}

export function ChannelStep({ onChoose, onClose }: ChannelStepProps) {
  const { t } = useTranslation('connections');
  return (
    <Dialog open onOpenChange={onClose} title={t('channel.title')} description={t('channel.lead')} flush>
      <ul>
        {channels.map((channel) => (
          <li key={channel} className="border-line not-first:border-t">
            <button
              type="button"
              onClick={() => onChoose(channel)}
              className="flex w-full items-center gap-4 px-5 py-3.5 text-start hover:bg-hover focus-visible:shadow-focus-inset"
            >
              <ChannelMark channel={channel} size={28} decorative />
              <span className="grid min-w-0 flex-1">
                <span className="text-14 font-medium">{t(`channel.${channel}.name`)}</span>
                <span className="text-13 text-pretty text-ink-muted">{t(`channel.${channel}.help`)}</span>
              </span>
              <Icon of={ChevronRight} flip className="text-ink-muted" />
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
