// The search over contacts: answers while typing, keeps what is searched in the address.
import { Search, X } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../../../lib/use-debounced';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';
import { Input } from '../../../ui/input';
import { Kbd } from '../../../ui/kbd';

interface ContactSearchProps {
  value: string;
  onChange: (search: string) => void;
  inputRef?: RefObject<HTMLInputElement | null>;
  className?: string;
}

export function ContactSearch({ value, onChange, inputRef, className }: ContactSearchProps) {
  const { t } = useTranslation('contacts');
  const [text, setText] = useState(value);
  const settled = useDebounced(text);
  // The address may change from elsewhere (a link at the side, the back button); then the field follows it.
  useEffect(() => setText(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when typing pauses, and only then
  useEffect(() => {
    if (settled === text && settled.trim() !== value) onChange(settled.trim());
  }, [settled]);

  return (
    <Input
      ref={inputRef}
      quiet
      icon={Search}
      type="search"
      dir="auto"
      aria-label={t('search.label')}
      placeholder={t('search.placeholder')}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        setText('');
        event.currentTarget.blur();
      }}
      trailing={
        text ? (
          <button
            type="button"
            aria-label={t('search.clear')}
            onClick={() => setText('')}
            className="relative text-ink-muted after:absolute after:-inset-3 hover:text-ink"
          >
            <Icon of={X} size={14} />
          </button>
        ) : (
          <Kbd keys="/" className="text-ink-muted max-tablet:hidden" />
        )
      }
      className={cn(className)}
    />
  );
}
