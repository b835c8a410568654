// Write a template for Meta's review, perhaps from one of ours, or change one that Meta has.
import { useQuery } from '@tanstack/react-query';
import { Lock, Plug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useCan } from '../../../lib/session';
import { useSlow } from '../../../lib/use-slow';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { PageBar } from '../../../ui/page-bar';
import { SkeletonRows } from '../../../ui/skeleton';
import { parametersQuery, templateQuery } from '../api';
import { metaNumbersQuery, metaTemplateQuery } from '../meta/api';
import { formOf, newForm } from '../meta/form';
import { MetaEditor } from '../meta/meta-editor';
import { MetaReadOnly } from '../meta/meta-read-only';

export default function MetaEditorPage() {
  const { t, i18n } = useTranslation('templates');
  const { id } = useParams();
  const [params] = useSearchParams();
  const from = params.get('from') ?? '';
  const manages = useCan('templates.manageGlobal');
  const numbers = useQuery(metaNumbersQuery);
  const parameters = useQuery(parametersQuery);
  const template = useQuery({ ...metaTemplateQuery(id ?? ''), enabled: id !== undefined });
  const ours = useQuery({ ...templateQuery(from), enabled: from !== '' });
  const asked = [numbers, parameters, ...(id ? [template] : []), ...(from ? [ours] : [])];
  const isPending = asked.some((one) => one.isPending);
  const failed = asked.find((one) => one.error && !one.data);
  const slow = useSlow(isPending);

  if (!id && !manages)
    return (
      <Frame>
        <EmptyState icon={Lock} title={t('meta.forbidden')}>
          {t('errors:codes.forbidden')}
        </EmptyState>
      </Frame>
    );
  if (failed)
    return (
      <Frame>
        <ErrorState
          error={failed.error}
          title={t(id ? 'meta.notFound' : 'meta.error')}
          onRetry={() => void failed.refetch()}
        />
      </Frame>
    );
  if (isPending || !numbers.data) return <Frame>{slow && <SkeletonRows rows={6} />}</Frame>;
  const number = numbers.data.find((one) => one.id === params.get('number')) ?? numbers.data[0];
  if (!number)
    return (
      <Frame>
        <EmptyState icon={Plug} title={t('meta.noNumber')}>
          {t('meta.noNumberHelp')}
        </EmptyState>
      </Frame>
    );
  if (template.data) {
    const form = formOf(template.data, number.id);
    if (!form) return <MetaReadOnly template={template.data} />;
    const key = `${template.data.id} ${template.data.status}`;
    return <MetaEditor key={key} template={template.data} start={form} numbers={numbers.data} />;
  }
  const start = newForm(number.id, i18n.language === 'he' ? 'he' : 'en', ours.data, parameters.data ?? []);
  return <MetaEditor key={from || 'new'} template={undefined} start={start} numbers={numbers.data} />;
}

function Frame({ children }: { children: React.ReactNode }) {
  const { t } = useTranslation('templates');
  return (
    <>
      <PageBar title={t('meta.title')} parent={{ label: t('nav.templates'), to: '/templates/whatsapp' }} />
      <div className="grid flex-1 content-center bg-surface">{children}</div>
    </>
  );
}
