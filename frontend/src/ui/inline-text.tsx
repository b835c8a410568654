// A value that becomes a field when pressed: Enter or leaving the field saves, Escape keeps what was.
import { Pencil } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../lib/field-errors';
import { Field } from './field';
import { Icon } from './icon';
import { Input } from './input';

export interface InlineTextProps {
  label: string;
  value: string;
  /** How the value is shown; as text unless told. Of an empty value: what that stands for. */
  shown?: ReactNode;
  /** Saves the new value; what it throws is said under the field, which stays open. */
  onSave: (value: string) => Promise<unknown>;
  /** Refuses before anything is sent: words, or nothing when it is fine. */
  check?: (value: string) => string | undefined;
  editable: boolean;
  dir?: 'auto' | 'ltr';
  type?: 'text' | 'tel' | 'email';
  maxLength?: number;
}

export function InlineText(props: InlineTextProps) {
  const { label, value, shown, onSave, check, editable, dir = 'auto', type = 'text', maxLength = 200 } = props;
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  // The field loses focus as it goes; what Enter saved or Escape dropped must not be saved again.
  const settled = useRef(false);

  function open() {
    settled.current = false;
    setDraft(value);
  }

  function close() {
    settled.current = true;
    setDraft(null);
    setProblem(undefined);
  }

  function closeAndReturn() {
    close();
    // The button is drawn again after this; then the keyboard continues where it was.
    requestAnimationFrame(() => button.current?.focus());
  }

  async function save(done: () => void) {
    if (settled.current) return;
    const next = (draft ?? '').trim();
    if (next === value) return done();
    const refused = check?.(next);
    if (refused) return setProblem(refused);
    try {
      const saving = onSave(next);
      done();
      await saving;
    } catch (error) {
      settled.current = false;
      setDraft(next);
      setProblem(sayError(t, error));
    }
  }

  if (draft === null) {
    const content = shown || (value ? <bdi className="truncate">{value}</bdi> : <Nothing editable={editable} />);
    if (!editable) return <span className="flex min-h-control items-center px-2">{content}</span>;
    return (
      <button
        ref={button}
        type="button"
        onClick={open}
        aria-label={t('edit.field', { label, value: value || t('edit.empty') })}
        className="group/edit flex min-h-control w-full min-w-0 items-center gap-2 rounded-sm px-2 text-start hover:bg-hover max-tablet:min-h-10"
      >
        {content}
        <Icon
          of={Pencil}
          size={12}
          className="flex-none text-ink-muted opacity-0 group-hover/edit:opacity-100 group-focus-visible/edit:opacity-100"
        />
      </button>
    );
  }
  return (
    <Field label={label} hideLabel error={problem}>
      <Input
        autoFocus
        dir={dir}
        type={type}
        maxLength={maxLength}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={(event) => event.target.type !== 'email' && event.target.select()}
        onBlur={() => void save(close)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save(closeAndReturn);
          if (event.key === 'Escape') closeAndReturn();
        }}
      />
    </Field>
  );
}

function Nothing({ editable }: { editable: boolean }) {
  const { t } = useTranslation();
  return <span className="text-ink-muted">{editable ? t('edit.add') : t('edit.empty')}</span>;
}
