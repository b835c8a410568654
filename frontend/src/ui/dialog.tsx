// A dialog in the middle of the screen; on a phone a sheet from the bottom edge.
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from './cn';
import { findFloating } from './floating';
import { IconButton } from './icon-button';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One sentence under the title; also the description for screen readers. */
  description?: ReactNode;
  /** Actions at the foot; the primary one last. */
  footer?: ReactNode;
  width?: 'sm' | 'md' | 'lg';
  /** No padding around the content, for content that brings its own. */
  flush?: boolean;
  children?: ReactNode;
}

const widths = { sm: 'tablet:max-w-[400px]', md: 'tablet:max-w-[560px]', lg: 'tablet:max-w-[740px]' };

/** The first field if there is one, else the dialog itself: never the cross, which would greet with its tooltip. */
function focusFirstField(event: Event): void {
  event.preventDefault();
  const content = event.currentTarget;
  if (!(content instanceof HTMLElement)) return;
  const field = content.querySelector<HTMLElement>(
    '[data-autofocus], input:not([type="file"]), textarea, [role="combobox"]',
  );
  (field ?? content).focus();
}

export function Dialog({ open, onOpenChange, title, description, footer, width = 'md', flush, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal container={findFloating()}>
        <Radix.Overlay className="fixed inset-0 z-40 grid animate-fade place-items-end overflow-hidden bg-scrim tablet:place-items-center tablet:p-4">
          <Radix.Content
            {...(description ? {} : { 'aria-describedby': undefined })}
            onOpenAutoFocus={focusFirstField}
            className={cn(
              'flex max-h-[92dvh] w-full animate-sheet flex-col rounded-t-lg bg-raised shadow-dialog outline-none focus-visible:shadow-dialog tablet:max-h-full tablet:animate-rise tablet:rounded-lg',
              widths[width],
            )}
          >
            <header className="flex flex-none items-start gap-2 border-b border-line py-3.5 ps-5 pe-3">
              <div className="min-w-0 flex-1">
                <Radix.Title className="text-16 leading-snug font-semibold">{title}</Radix.Title>
                {description && <Radix.Description className="text-13 text-ink-muted">{description}</Radix.Description>}
              </div>
              <Radix.Close asChild>
                <IconButton icon={X} label={t('actions.close')} className="-my-1" />
              </Radix.Close>
            </header>
            {children && <div className={cn('min-h-0 flex-1 overflow-auto', !flush && 'p-5')}>{children}</div>}
            {footer && (
              <footer className="flex flex-none flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3 max-tablet:pb-[max(12px,env(safe-area-inset-bottom))]">
                {footer}
              </footer>
            )}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  );
}
