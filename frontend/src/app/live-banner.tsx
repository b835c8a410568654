// A thin line above everything while live updates are interrupted; gone when caught up.
import { WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon';
import { useLive } from './live-feed';

export function LiveBanner() {
  const { t } = useTranslation();
  const { status, retryNow } = useLive();
  return (
    <div role="status" className="flex-none">
      {status === 'interrupted' && (
        <div className="flex h-[30px] items-center justify-center gap-2 border-b border-warning-line bg-warning-soft px-4 text-12 font-medium text-warning">
          <Icon of={WifiOff} size={14} />
          <span className="truncate">{t('live.banner')}</span>
          <button type="button" onClick={retryNow} className="whitespace-nowrap underline underline-offset-2">
            {t('live.retryNow')}
          </button>
        </div>
      )}
    </div>
  );
}
