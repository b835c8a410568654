// Short notices at the corner: said once, gone by themselves; with Undo for 6 s; errors stay until closed.
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon';

export interface ToastOptions {
  /** Second line, quieter. */
  description?: ReactNode;
  /** One action at the end. */
  action?: { label: string; run: () => void };
}

type Tone = 'success' | 'danger' | 'info';

const icons = { success: CircleCheck, danger: CircleAlert, info: Info };
const iconColour = { success: 'text-success', danger: 'text-danger', info: 'text-ink-muted' };
/** Time to read and act, in milliseconds; an undo must be caught by somebody who looks up late. */
const shownMs = 4_000;
const undoMs = 6_000;

async function show(tone: Tone, title: ReactNode, options: ToastOptions, durationMs: number): Promise<void> {
  // Loaded with the first notice, not with the first page.
  const { toast } = await import('sonner');
  toast.custom((id) => <ToastBody tone={tone} title={title} {...options} onClose={() => toast.dismiss(id)} />, {
    duration: durationMs,
  });
}

/** Says what was done. */
export function notify(title: ReactNode, options: ToastOptions = {}): void {
  void show('success', title, options, shownMs);
}

/** Says something that just happened elsewhere. */
export function notifyInfo(title: ReactNode, options: ToastOptions = {}): void {
  void show('info', title, options, shownMs);
}

/** Says what failed; stays until closed. */
export function notifyError(title: ReactNode, options: ToastOptions = {}): void {
  void show('danger', title, options, Number.POSITIVE_INFINITY);
}

/** Says what was done and offers to take it back for 6 s. */
export function notifyUndo(title: ReactNode, undo: { label: string; run: () => void }): void {
  void show('success', title, { action: undo }, undoMs);
}

function ToastBody({
  tone,
  title,
  description,
  action,
  onClose,
}: ToastOptions & { tone: Tone; title: ReactNode; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="toast" role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon of={icons[tone]} className={`mt-0.5 ${iconColour[tone]}`} />
      <div className="min-w-0 flex-1">
        <b className="font-medium">{title}</b>
        {description && <p className="text-ink-muted">{description}</p>}
      </div>
      {action && (
        <button
          type="button"
          className="font-medium whitespace-nowrap text-accent-text hover:underline"
          onClick={() => {
            action.run();
            onClose();
          }}
        >
          {action.label}
        </button>
      )}
      <button
        type="button"
        aria-label={t('actions.close')}
        onClick={onClose}
        className="p-0.5 text-ink-muted hover:text-ink"
      >
        <Icon of={X} size={14} />
      </button>
    </div>
  );
}
