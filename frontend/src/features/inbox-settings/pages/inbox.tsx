// How the inbox behaves: giving chats, what the customer sees, and who takes new chats.
import type { InboxSettings } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useCan } from '../../../lib/session';
import { useSlow } from '../../../lib/use-slow';
import { Alert } from '../../../ui/alert';
import { ErrorState } from '../../../ui/error-state';
import { FormSection } from '../../../ui/form-section';
import { PageBar } from '../../../ui/page-bar';
import { SkeletonRows } from '../../../ui/skeleton';
import { Switch } from '../../../ui/switch';
import { notifyError } from '../../../ui/toast';
import { settingsQuery, useSaveSettings } from '../api';
import { AssignmentFields } from '../assignment-fields';
import { AvailabilityList } from '../availability-list';

export default function InboxSettingsPage() {
  const { t } = useTranslation('inbox-settings');
  const { data, error, isPending, refetch } = useQuery(settingsQuery);
  const slow = useSlow(isPending);
  return (
    <>
      <PageBar title={t('inbox.title')} />
      <div className="flex min-h-0 flex-1 flex-col overflow-auto">
        {isPending && slow && <SkeletonRows rows={5} />}
        {!data && error && <ErrorState error={error} title={t('inbox.failed')} onRetry={() => void refetch()} />}
        {data && <SettingsSections settings={data} />}
      </div>
    </>
  );
}

function SettingsSections({ settings }: { settings: InboxSettings }) {
  const { t } = useTranslation('inbox-settings');
  const mayManage = useCan('inbox.manage');
  const save = useSaveSettings();
  const change = (values: Partial<InboxSettings>) =>
    save.mutate(values, { onError: (error) => notifyError(sayError(t, error)) });
  return (
    <>
      {!mayManage && (
        <Alert tone="info" className="mx-6 mt-5 max-tablet:mx-4">
          {t('inbox.readOnly')}
        </Alert>
      )}
      <FormSection title={t('inbox.people')} help={t('inbox.peopleHelp')}>
        <AvailabilityList />
      </FormSection>
      <FormSection title={t('inbox.assign')} help={t('inbox.assignHelp')}>
        <Switch
          label={t('inbox.auto')}
          help={t('inbox.autoHelp')}
          checked={settings.autoAssign}
          disabled={!mayManage}
          onChange={(autoAssign) => change({ autoAssign })}
        />
        {settings.autoAssign && <AssignmentFields settings={settings} disabled={!mayManage} onChange={change} />}
      </FormSection>
      <FormSection title={t('inbox.customer')} help={t('inbox.customerHelp')}>
        <Switch
          label={t('inbox.readReceipts')}
          help={t('inbox.readReceiptsHelp')}
          checked={settings.readReceipts}
          disabled={!mayManage}
          onChange={(readReceipts) => change({ readReceipts })}
        />
        <Switch
          label={t('inbox.typing')}
          help={t('inbox.typingHelp')}
          checked={settings.typingIndicator}
          disabled={!mayManage}
          onChange={(typingIndicator) => change({ typingIndicator })}
        />
      </FormSection>
    </>
  );
}
