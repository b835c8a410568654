// A new campaign in four steps; what is entered survives a reload and can be saved as a draft.
import { useTranslation } from 'react-i18next';
import { useSlow } from '../../../lib/use-slow';
import { ErrorState } from '../../../ui/error-state';
import { PageBar } from '../../../ui/page-bar';
import { Skeleton } from '../../../ui/skeleton';
import { useDraft } from '../wizard/use-draft';
import { Wizard } from '../wizard/wizard';

export default function CampaignWizardPage() {
  const { t } = useTranslation('campaigns');
  const state = useDraft();
  const slow = useSlow(state.draft === null && !state.error);
  if (state.draft) return <Wizard draft={state.draft} state={state} />;
  return (
    <>
      <PageBar title={t('list.new')} parent={{ label: t('common:nav.campaigns'), to: '/campaigns' }} />
      {Boolean(state.error) && <ErrorState error={state.error} title={t('wizard.error')} onRetry={state.reload} />}
      {slow && (
        <div className="mx-auto grid w-full max-w-[760px] gap-4 p-8" aria-hidden>
          <Skeleton className="w-24" />
          <Skeleton shape="block" className="h-10" />
          <Skeleton shape="block" className="h-56" />
        </div>
      )}
    </>
  );
}
