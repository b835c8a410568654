// Tags being written: Enter or a comma adds one, Backspace takes the last away, known tags are offered below.
import { Plus } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useState } from 'react';
import { Tag } from './chip';
import { cn } from './cn';
import { controlLook, useFieldControl } from './field';
import { Icon } from './icon';

export interface TagInputProps {
  value: readonly string[];
  onChange: (tags: string[]) => void;
  placeholder: string;
  /** Tags in use; the first few that fit what is typed are offered. */
  known?: readonly string[];
  /** Names the field where no Field does. */
  label?: string;
  /** Longest tag, in characters (contract: 40). */
  maxLength?: number;
  /** Looks like text until it is pointed at or focused; known tags are then offered only while writing. */
  quiet?: boolean;
  className?: string;
}

const offeredMax = 5;

/** Adds tags without repeating one that differs only in case. */
export function addTags(tags: readonly string[], added: readonly string[]): string[] {
  const result = [...tags];
  for (const tag of added.map((one) => one.trim()).filter(Boolean)) {
    if (!result.some((one) => one.toLowerCase() === tag.toLowerCase())) result.push(tag);
  }
  return result;
}

export function TagInput(props: TagInputProps) {
  const { value, onChange, placeholder, known = [], label, maxLength = 40, quiet, className } = props;
  const wiring = useFieldControl();
  const [text, setText] = useState('');
  const typed = text.trim().toLowerCase();
  const offered = known
    .filter((tag) => !value.some((one) => one.toLowerCase() === tag.toLowerCase()))
    .filter((tag) => tag.toLowerCase().includes(typed))
    .slice(0, offeredMax);

  function add(...tags: string[]) {
    onChange(addTags(value, tags));
    setText('');
  }

  function handleKey(event: KeyboardEvent) {
    if ((event.key === 'Enter' || event.key === ',') && typed) {
      event.preventDefault();
      add(text);
    } else if (event.key === 'Backspace' && text === '') onChange(value.slice(0, -1));
  }

  function paste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData('text').split(/[,;\n]/);
    if (pasted.length < 2) return;
    event.preventDefault();
    add(...pasted.map((one) => one.slice(0, maxLength)));
  }

  return (
    <div className={cn('group/tags grid gap-1.5', className)}>
      <div
        className={cn(
          'flex min-h-control flex-wrap items-center gap-1 px-1.5 py-[3px] max-tablet:min-h-10',
          controlLook,
          quiet && 'not-has-focus-visible:border-transparent! not-has-focus-visible:bg-transparent! hover:bg-hover!',
        )}
      >
        {value.map((tag) => (
          <Tag key={tag} name={tag} onRemove={() => onChange(value.filter((one) => one !== tag))} />
        ))}
        <input
          {...wiring}
          aria-label={label}
          dir="auto"
          value={text}
          maxLength={maxLength}
          placeholder={value.length === 0 ? placeholder : undefined}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={handleKey}
          onPaste={paste}
          onBlur={() => typed && add(text)}
          className="h-6 min-w-20 flex-1 max-tablet:h-9 bg-transparent px-1 outline-none focus-visible:shadow-none"
        />
      </div>
      {offered.length > 0 && (
        <div className={cn('flex flex-wrap gap-1', quiet && 'hidden group-focus-within/tags:flex')}>
          {offered.map((tag) => (
            <button
              key={tag}
              type="button"
              // Pressed before the field is left, or what is typed so far would become a tag of its own.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => add(tag)}
              className="inline-flex h-6 items-center gap-1 rounded-sm px-1.5 text-12 text-ink-muted hover:bg-hover hover:text-ink max-tablet:h-10 max-tablet:px-2.5"
            >
              <Icon of={Plus} size={12} />
              <bdi>{tag}</bdi>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
