// Asks before something that cannot be undone. The button says what will happen, with its number.
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../lib/field-errors';
import { Alert } from './alert';
import { Button } from './button';
import { Dialog } from './dialog';

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  /** "Delete 12 contacts", not "OK". */
  confirmLabel: ReactNode;
  /** How to leave things as they are; "Cancel" unless that is what the other button does. */
  keepLabel?: ReactNode;
  danger?: boolean;
  /** The dialog stays open and busy until this settles; a failure is said inside it. */
  onConfirm: () => unknown;
  children?: ReactNode;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, description, confirmLabel, keepLabel, danger, onConfirm, children } = props;
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function confirm() {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (busy) return;
        setError(null);
        onOpenChange(next);
      }}
      title={title}
      description={description}
      width="sm"
      footer={
        <>
          <Button variant="ghost" onClick={() => onOpenChange(false)} disabled={busy}>
            {keepLabel ?? t('actions.cancel')}
          </Button>
          <Button variant={danger ? 'dangerSolid' : 'primary'} busy={busy} onClick={confirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {error || children ? (
        <div className="grid gap-3">
          {children}
          {Boolean(error) && <Alert>{sayError(t, error)}</Alert>}
        </div>
      ) : null}
    </Dialog>
  );
}
