// The last net: a screen that broke says so and offers the way on, instead of going white.
import { RefreshCw } from 'lucide-react';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/empty-state';
import { statusIcons } from '../ui/status';

/** A new version was deployed: the old page asks for files that no longer exist. */
function isMissingChunk(error: unknown): boolean {
  return (
    error instanceof Error && /dynamically imported module|module script failed|Failed to fetch/i.test(error.message)
  );
}

function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const outdated = isMissingChunk(error);
  return (
    <div className="grid h-full min-h-80" role="alert">
      <EmptyState
        icon={outdated ? RefreshCw : statusIcons.failed}
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

/** For a route: the shell stays, the pane says what happened. */
export function RouteError() {
  return <Broken error={useRouteError()} />;
}

/** For everything above the routes. React offers error boundaries only as classes. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error ? <Broken error={this.state.error} /> : this.props.children;
  }
}
