// A password that can be looked at.
import { Eye, EyeOff, Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon';
import { Input, type InputProps } from '../../ui/input';

export function PasswordInput(props: Omit<InputProps, 'type' | 'icon' | 'trailing'>) {
  const { t } = useTranslation('auth');
  const [shown, setShown] = useState(false);
  return (
    <Input
      icon={Lock}
      size="lg"
      dir="ltr"
      {...props}
      type={shown ? 'text' : 'password'}
      trailing={
        <button
          type="button"
          aria-label={t(shown ? 'password.hide' : 'password.show')}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="-me-1 grid size-7 flex-none max-tablet:-me-2.5 max-tablet:size-10 place-items-center rounded-xs text-ink-muted hover:text-ink"
        >
          <Icon of={shown ? EyeOff : Eye} />
        </button>
      }
    />
  );
}
