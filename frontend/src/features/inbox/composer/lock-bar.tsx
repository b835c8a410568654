// A colleague is answering, or just has: read that first, or send anyway.
import { Users } from 'lucide-react';
import { type Ref, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { focusComposer } from './composer-id';
import type { SoftLock } from './soft-lock';

export interface LockBarProps {
  lock: SoftLock;
  /** Absent while there is nothing to send. */
  onSendAnyway?: () => void;
  buttonRef: Ref<HTMLButtonElement>;
}

export function LockBar({ lock, onSendAnyway, buttonRef }: LockBarProps) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const { name } = lock;
  const bar = useRef<HTMLDivElement>(null);
  // The bar goes by itself when the colleague stops: a keyboard that stood in it goes back to the answer, not to the page and its shortcuts.
  useLayoutEffect(() => {
    const element = bar.current;
    return () => {
      if (element?.contains(document.activeElement)) focusComposer();
    };
  }, []);
  return (
    <div
      ref={bar}
      className="flex min-h-9 items-center gap-2 rounded-t-md border-b border-warning-line bg-warning-soft py-1 ps-3 pe-1.5 text-12 text-warning max-tablet:rounded-none"
    >
      <Icon of={Users} size={14} />
      <span className="min-w-0 flex-1">
        {/* Said once, not each second. */}
        <span role="status" className="sr-only">
          {lock.kind === 'answering' ? t('lock.answering', { name }) : t('lock.answered', { name })}
        </span>
        <span aria-hidden>
          {lock.kind === 'answering'
            ? t('lock.answering', { name })
            : t('lock.answeredAgo', { name, ago: format.duration(lock.agoMs) })}
        </span>
      </span>
      {onSendAnyway && (
        <Button ref={buttonRef} size="sm" onClick={onSendAnyway}>
          {t('lock.sendAnyway')}
        </Button>
      )}
    </div>
  );
}
