// Connections: each number as a card with its state, what helps, and its use; and adding one.
import type { Connection } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Plug, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionsQuery } from '../../../lib/connections';
import { sayError } from '../../../lib/field-errors';
import { useCan } from '../../../lib/session';
import { useShortcuts } from '../../../lib/shortcuts';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { PageBar, SubBar } from '../../../ui/page-bar';
import { RelativeTime } from '../../../ui/relative-time';
import { Skeleton } from '../../../ui/skeleton';
import { Status } from '../../../ui/status';
import { notify, notifyError } from '../../../ui/toast';
import { useRepairToken, useSyncTemplates } from '../api';
import { CardDialogs } from '../card-dialogs';
import type { CardAction } from '../card-menu';
import { ConnectDialog } from '../connect-dialog';
import { ConnectionCard } from '../connection-card';
import { isTokenChannel } from '../credentials';
import { stateLooks, stateOrder } from '../state';

/** The use meters move while a campaign runs, and no frame tells of each message. */
const useEveryMs = 10_000;

export default function ConnectionListPage() {
  const { t } = useTranslation('connections');
  const mayManage = useCan('connections.manage');
  const query = useQuery({ ...connectionsQuery, refetchInterval: useEveryMs });
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<{ action: CardAction; connection: Connection } | null>(null);
  useShortcuts(
    mayManage
      ? [{ keys: '', label: t('connect.title'), group: t('common:nav.connections'), run: () => setAdding(true) }]
      : [],
  );
  const repair = useRepairToken();
  const sync = useSyncTemplates();

  /** What needs no dialog is done at once and says how it went. */
  function act(action: CardAction, connection: Connection) {
    const { id, name } = connection;
    const onError = (error: Error) => notifyError(sayError(t, error));
    if (action === 'repair' && isTokenChannel(connection.channel))
      repair.mutate(id, { onSuccess: () => notify(t('repaired', { name })), onError });
    else if (action === 'templates')
      sync.mutate(id, { onSuccess: ({ total }) => notify(t('templatesSynced', { name, count: total })), onError });
    else setChosen({ action, connection });
  }

  const add = mayManage && (
    <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
      {t('actions.add')}
    </Button>
  );
  return (
    <>
      <PageBar title={t('common:nav.connections')} actions={query.data?.length ? add : undefined} />
      {query.data ? (
        query.data.length === 0 ? (
          <EmptyState icon={Plug} title={t('empty.title')} action={add}>
            {t(mayManage ? 'empty.help' : 'empty.ask')}
          </EmptyState>
        ) : (
          <Cards connections={query.data} checkedAt={query.dataUpdatedAt} onAction={act} />
        )
      ) : query.isError ? (
        <ErrorState error={query.error} title={t('failed')} onRetry={() => void query.refetch()} />
      ) : (
        <CardSkeletons label={t('loading')} />
      )}
      {adding && <ConnectDialog beginning="connect" onClose={() => setAdding(false)} />}
      {chosen && <CardDialogs {...chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

interface CardsProps {
  connections: readonly Connection[];
  checkedAt: number;
  onAction: (action: CardAction, connection: Connection) => void;
}

function Cards({ connections, checkedAt, onAction }: CardsProps) {
  const { t } = useTranslation('connections');
  const groups = stateOrder.map((state) => ({ state, members: connections.filter((one) => one.state === state) }));
  return (
    <>
      <SubBar className="gap-4!">
        {groups.map(
          ({ state, members }) =>
            members.length > 0 && (
              <Status key={state} tone={stateLooks[state].tone} icon={stateLooks[state].icon}>
                {t(`summary.${state}`, { count: members.length })}
              </Status>
            ),
        )}
        <span className="flex-1" />
        <span className="text-12 whitespace-nowrap text-ink-muted max-tablet:hidden">
          {t('checked')} <RelativeTime at={checkedAt} />
        </span>
      </SubBar>
      <div className="min-h-0 flex-1 overflow-auto">
        <div className="grid grid-cols-3 gap-4 px-6 py-5 max-wide:grid-cols-2 max-tablet:grid-cols-1 max-tablet:p-4">
          {groups.flatMap(({ members }) =>
            members.map((one) => <ConnectionCard key={one.id} connection={one} onAction={onAction} />),
          )}
        </div>
      </div>
    </>
  );
}

function CardSkeletons({ label }: { label: string }) {
  const slow = useSlow(true);
  return (
    <div role="status" aria-label={label} className="min-h-0 flex-1 overflow-hidden">
      {slow && (
        <div className="mt-[46px] grid grid-cols-3 gap-4 border-t border-line px-6 py-5 max-wide:grid-cols-2 max-tablet:grid-cols-1 max-tablet:p-4">
          {['a', 'b', 'c'].map((key) => (
            <div key={key} className="grid h-[196px] content-start gap-4 rounded-md border border-line p-4">
              <Skeleton className="w-1/2" />
              <Skeleton className="w-1/3" />
              <Skeleton className="w-4/5" />
              <Skeleton className="mt-10 w-full" />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
