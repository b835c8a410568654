// The verbs of one campaign with what goes around them: busy state, a confirmation before cancel and delete, and words for failure.
import type { Campaign } from '@parley/contract';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { useFormat } from '../../lib/format';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { notify, notifyError } from '../../ui/toast';
import { type CampaignVerb, useCampaignVerb, useDeleteCampaign } from './api';
import { type RecipientFilter, saveRecipients } from './recipients';

type Asking = 'cancel' | 'remove' | null;

export interface Verbs {
  /** @param onDone called when it worked */
  run(verb: Exclude<CampaignVerb, 'cancel'>, onDone?: () => void): void;
  askCancel(): void;
  askRemove(): void;
  exportCsv(filter?: RecipientFilter): void;
  /** The verb at work. */
  busy: CampaignVerb | 'export' | null;
  /** Must be rendered somewhere in the page. */
  dialogs: ReactNode;
}

export function useVerbs(campaign: Campaign, onRemoved?: () => void): Verbs {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const [asking, setAsking] = useState<Asking>(null);
  const [exporting, setExporting] = useState(false);
  const start = useCampaignVerb('start');
  const pause = useCampaignVerb('pause');
  const resume = useCampaignVerb('resume');
  const cancel = useCampaignVerb('cancel');
  const unschedule = useCampaignVerb('unschedule');
  const retryFailed = useCampaignVerb('retryFailed');
  const remove = useDeleteCampaign();
  const mutations = { start, pause, resume, cancel, unschedule, retryFailed };
  const { name, progress } = campaign;

  function run(verb: Exclude<CampaignVerb, 'cancel'>, onDone?: () => void) {
    if (mutations[verb].isPending) return;
    mutations[verb].mutate(campaign.id, {
      onSuccess: () => {
        notify(t(`done.${verb}`, { name }));
        onDone?.();
      },
      onError: (error) => notifyError(sayError(t, error)),
    });
  }

  async function exportCsv(filter: RecipientFilter = { tab: 'all' }) {
    setExporting(true);
    try {
      await saveRecipients(campaign.id, name, filter);
    } catch (error) {
      notifyError(sayError(t, error));
    } finally {
      setExporting(false);
    }
  }

  const working = (['start', 'pause', 'resume', 'cancel', 'unschedule', 'retryFailed'] as const).find(
    (verb) => mutations[verb].isPending,
  );
  const left = format.number(progress.pendingCount);
  return {
    run,
    askCancel: () => setAsking('cancel'),
    askRemove: () => setAsking('remove'),
    exportCsv: (filter) => void exportCsv(filter),
    busy: working ?? (exporting ? 'export' : null),
    dialogs: (
      <>
        <ConfirmDialog
          open={asking === 'cancel'}
          onOpenChange={(open) => setAsking(open ? 'cancel' : null)}
          title={t('cancel.title', { name })}
          description={t('cancel.help', { count: progress.pendingCount, left })}
          confirmLabel={t('cancel.confirm')}
          keepLabel={t('cancel.keep')}
          danger
          onConfirm={async () => {
            await cancel.mutateAsync(campaign.id);
            notify(t('done.cancel', { name }));
          }}
        />
        <ConfirmDialog
          open={asking === 'remove'}
          onOpenChange={(open) => setAsking(open ? 'remove' : null)}
          title={t('remove.title', { name })}
          description={t('remove.help')}
          confirmLabel={t('remove.confirm')}
          danger
          onConfirm={async () => {
            await remove.mutateAsync(campaign.id);
            notify(t('done.remove', { name }));
            onRemoved?.();
          }}
        />
      </>
    ),
  };
}
