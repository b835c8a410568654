// The search of a list: answers when typing pauses, Escape empties it, a cross for the pointer.
import { Search, X } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../lib/use-debounced';
import { Icon } from './icon';
import { Input } from './input';
import { Kbd } from './kbd';

export interface SearchInputProps {
  /** What is searched now; the field follows it when it changes from elsewhere (a link, the back button). */
  value: string;
  /** Called with the trimmed text when typing pauses. */
  onChange: (search: string) => void;
  label: string;
  placeholder: string;
  /** Shown while empty; register it with useShortcuts. */
  shortcut?: string;
  inputRef?: RefObject<HTMLInputElement | null>;
  className?: string;
}

export function SearchInput({ value, onChange, label, placeholder, shortcut, inputRef, className }: SearchInputProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const settled = useDebounced(text);
  useEffect(() => setText((now) => (now.trim() === value ? now : value)), [value]);
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
      aria-label={label}
      placeholder={placeholder}
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
            aria-label={t('actions.clearSearch')}
            onClick={() => setText('')}
            className="relative text-ink-muted after:absolute after:-inset-3 hover:text-ink"
          >
            <Icon of={X} size={14} />
          </button>
        ) : (
          shortcut && <Kbd keys={shortcut} className="text-ink-muted max-tablet:hidden" />
        )
      }
      className={className}
    />
  );
}
