// A labelled field: label above, help or error below, wired to whatever control stands inside.
import { CircleAlert } from 'lucide-react';
import { createContext, type ReactNode, useContext, useId } from 'react';
import { cn } from './cn';
import { Icon } from './icon';

interface FieldWiring {
  id: string;
  describedBy: string | undefined;
  invalid: boolean;
  required: boolean;
}

const FieldContext = createContext<FieldWiring | null>(null);

export interface FieldProps {
  label: ReactNode;
  /** Said below while there is no error. */
  help?: ReactNode;
  /** In words; replaces the help and marks the control invalid. */
  error?: ReactNode;
  required?: boolean;
  /** At the end of the label's line, e.g. a link. */
  aside?: ReactNode;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  className?: string;
  children: ReactNode;
}

export function Field({ label, help, error, required = false, aside, hideLabel, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const wiring = { id, describedBy: error || help ? noteId : undefined, invalid: Boolean(error), required };
  return (
    <div className={cn('grid content-start gap-1.5', className)}>
      <div className={cn('flex items-center justify-between gap-2', hideLabel && !aside && 'sr-only')}>
        <label htmlFor={id} className={cn('text-13 font-medium', hideLabel && 'sr-only')}>
          {label}
        </label>
        {aside}
      </div>
      <FieldContext value={wiring}>{children}</FieldContext>
      {error ? (
        <p id={noteId} role="alert" className="flex items-start gap-[5px] text-12 text-danger">
          <Icon of={CircleAlert} size={14} className="mt-0.5" />
          <span>{error}</span>
        </p>
      ) : (
        help && (
          <p id={noteId} className="text-12 text-ink-muted">
            {help}
          </p>
        )
      )}
    </div>
  );
}

/** Attributes that tie a control to the Field around it; empty outside of one. */
export function useFieldControl(): {
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
} {
  const wiring = useContext(FieldContext);
  if (!wiring) return {};
  return {
    id: wiring.id,
    'aria-describedby': wiring.describedBy,
    'aria-invalid': wiring.invalid || undefined,
    'aria-required': wiring.required || undefined,
  };
}

/** Edge, focus and error look shared by input, textarea and select. */
export const controlLook =
  'rounded-sm border border-line-control bg-surface text-13 text-ink transition-colors hover:border-ink-muted has-focus-visible:border-focus has-focus-visible:shadow-[0_0_0_1px_var(--focus-color)] has-aria-invalid:border-danger has-disabled:border-line-strong has-disabled:bg-sunken has-disabled:text-ink-disabled max-tablet:text-16';
