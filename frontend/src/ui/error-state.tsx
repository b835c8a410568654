// A pane that could not be shown: what happened, and Retry. Keeps the request id at hand for whoever is asked for help.
import { CircleAlert, Lock, RefreshCw, SearchX, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../lib/api-error';
import { sayError } from '../lib/field-errors';
import { Button } from './button';
import { CopyButton } from './copy-button';
import { EmptyState } from './empty-state';

export interface ErrorStateProps {
  error: unknown;
  /** What did not load: "This campaign did not load". A general sentence unless told. */
  title?: string;
  onRetry?: () => void;
  className?: string;
}

function iconOf(error: unknown) {
  if (isApiError(error, 'forbidden')) return Lock;
  if (isApiError(error, 'not_found')) return SearchX;
  return isApiError(error, 'offline') ? WifiOff : CircleAlert;
}

export function ErrorState({ error, title, onRetry, className }: ErrorStateProps) {
  const { t } = useTranslation();
  const final = isApiError(error, 'forbidden', 'not_found');
  const requestId = isApiError(error) ? error.requestId : undefined;
  return (
    <EmptyState
      icon={iconOf(error)}
      tone={final ? 'neutral' : 'danger'}
      title={title ?? t('states.error')}
      className={className}
      action={
        <>
          {onRetry && !final && (
            <Button icon={RefreshCw} onClick={onRetry}>
              {t('actions.retry')}
            </Button>
          )}
          {requestId && !final && <CopyButton text={requestId} label={t('actions.copyDetails')} />}
        </>
      }
    >
      <span role="alert">{sayError(t, error)}</span>
    </EmptyState>
  );
}
