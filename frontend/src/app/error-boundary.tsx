// The net: a screen that broke says so and offers the way on, instead of going white.
import { CircleAlert, RefreshCw } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';

/** A new version was deployed: the old page asks for files that no longer exist. Browsers have only words for it. */
function isMissingChunk(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script failed/i.test(error.message);
}

function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const outdated = isMissingChunk(error);
  return (
    <div className="grid h-full min-h-80" role="alert">
      <EmptyState
        icon={outdated ? RefreshCw : CircleAlert}
        tone={outdated ? 'neutral' : 'danger'}
        title={t(outdated ? 'states.outdated' : 'states.broken')}
        action={
          <Button variant="primary" icon={RefreshCw} onClick={() => window.location.reload()}>
            {t('actions.reload')}
          </Button>
        }
      >
        {t(outdated ? 'states.outdatedHelp' : 'states.brokenHelp')}
      </EmptyState>
    </div>
  );
}

interface ErrorBoundaryProps {
  /** When it changes, the children get another chance: going to another page leaves a broken one behind. */
  resetKey?: string;
  children: ReactNode;
}

/** React offers error boundaries only as classes. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidUpdate(before: ErrorBoundaryProps) {
    if (before.resetKey !== this.props.resetKey && this.state.error) this.setState({ error: null });
  }

  override render() {
    return this.state.error ? <Broken error={this.state.error} /> : this.props.children;
  }
}
