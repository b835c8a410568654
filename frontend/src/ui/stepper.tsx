// Where you are in a wizard. Done steps can be gone back to.
import { Check } from 'lucide-react';
import { Fragment } from 'react';
import { cn } from './cn';
import { Icon } from './icon';

export interface StepperProps {
  steps: readonly { key: string; label: string }[];
  /** Index of the current step, from 0. */
  current: number;
  /** Makes done steps pressable. */
  onStep?: (index: number) => void;
  label: string;
  className?: string;
}

export function Stepper({ steps, current, onStep, label, className }: StepperProps) {
  return (
    <nav aria-label={label} className={className}>
      <ol className="flex items-center gap-2.5 text-13 text-ink-muted">
        {steps.map((step, index) => {
          const done = index < current;
          const now = index === current;
          const content = (
            <>
              <span
                className={cn(
                  'grid size-5 flex-none place-items-center rounded-full text-11 font-semibold',
                  done && 'bg-accent-soft text-accent-text',
                  now && 'bg-accent text-accent-contrast',
                  !done && !now && 'shadow-[inset_0_0_0_1px_var(--line-control)]',
                )}
              >
                {done ? <Icon of={Check} size={12} className="stroke-[2.6]" /> : index + 1}
              </span>
              <span className={cn('max-desktop:sr-only', now && 'font-medium text-ink max-desktop:not-sr-only')}>
                {step.label}
              </span>
            </>
          );
          return (
            <Fragment key={step.key}>
              {index > 0 && <li aria-hidden className="h-px w-7 bg-line-strong max-desktop:w-2" />}
              <li aria-current={now ? 'step' : undefined}>
                {done && onStep ? (
                  <button
                    type="button"
                    onClick={() => onStep(index)}
                    className="relative flex items-center gap-[7px] whitespace-nowrap hover:text-ink max-tablet:after:absolute max-tablet:after:-inset-x-1.5 max-tablet:after:-inset-y-2.5"
                  >
                    {content}
                  </button>
                ) : (
                  <span className="flex items-center gap-[7px] whitespace-nowrap">{content}</span>
                )}
              </li>
            </Fragment>
          );
        })}
      </ol>
    </nav>
  );
}
