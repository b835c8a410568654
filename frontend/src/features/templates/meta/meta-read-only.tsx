// A template with parts that cannot be written here: what it says, and what Meta says of it.
import type { ProviderTemplate } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { Alert } from '../../../ui/alert';
import { PageBar } from '../../../ui/page-bar';
import { MetaStatus, useMetaReason } from './meta-status';

export function MetaReadOnly({ template }: { template: ProviderTemplate }) {
  const { t } = useTranslation('templates');
  const reason = useMetaReason()(template);
  return (
    <>
      <PageBar
        title={<bdi>{template.name}</bdi>}
        parent={{ label: t('nav.templates'), to: '/templates/whatsapp' }}
        aside={<MetaStatus status={template.status} />}
      />
      <div className="grid flex-1 content-start gap-4 bg-surface px-6 py-5 max-tablet:px-4">
        <Alert tone="info" className="max-w-[680px]">
          {t('meta.readOnly')}
        </Alert>
        {reason && (
          <Alert tone="warning" className="max-w-[680px]">
            {reason}
          </Alert>
        )}
        <div dir="auto" className="max-w-[680px] rounded-sm bg-sunken px-4 py-3 text-14 whitespace-pre-line">
          {template.header?.text && <b className="block font-semibold">{template.header.text}</b>}
          {template.body}
          {template.footer && <span className="mt-1 block text-12 text-ink-muted">{template.footer}</span>}
        </div>
      </div>
    </>
  );
}
