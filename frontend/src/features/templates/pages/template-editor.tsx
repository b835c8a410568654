// Write a template, or change one: the text and its details on one side, how it reads and read before on the other.
import type { Template } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { isApiError } from '../../../lib/api-error';
import { useCan } from '../../../lib/session';
import { useSlow } from '../../../lib/use-slow';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { PageBar } from '../../../ui/page-bar';
import { Skeleton } from '../../../ui/skeleton';
import { templateQuery } from '../api';
import { TemplateEditor } from '../editor/template-editor';
import { type TemplateValues, valuesOf } from '../editor/use-template-form';

export default function TemplateEditorPage() {
  const { t } = useTranslation('templates');
  const { id } = useParams();
  const [params] = useSearchParams();
  const from = params.get('from') ?? '';
  const mayMakeGlobal = useCan('templates.manageGlobal');
  const mayWrite = useCan('templates.write');
  const source = id ?? from;
  const { data, error, isLoading, refetch } = useQuery({ ...templateQuery(source), enabled: source !== '' });
  const slow = useSlow(isLoading);

  function copyOf(template: Template): TemplateValues {
    const values = valuesOf(template);
    return {
      ...values,
      name: t('form.copyName', { name: template.name }).slice(0, 120),
      scope: mayMakeGlobal ? values.scope : 'personal',
    };
  }

  if (!id && !mayWrite) {
    return (
      <>
        <PageBar title={t('form.newTitle')} parent={{ label: t('nav.templates'), to: '/templates' }} />
        <EmptyState icon={Lock} title={t('form.forbidden')}>
          {t('errors:codes.forbidden')}
        </EmptyState>
      </>
    );
  }
  if (source === '') return <TemplateEditor key="new" template={undefined} />;
  if (data) {
    return id ? (
      <TemplateEditor key={id} template={data} />
    ) : (
      <TemplateEditor key={from} template={undefined} start={copyOf(data)} />
    );
  }
  return (
    <>
      <PageBar title={t('form.title')} parent={{ label: t('nav.templates'), to: '/templates' }} />
      <div className="grid flex-1 bg-surface">
        {error ? (
          <ErrorState
            error={error}
            title={isApiError(error, 'not_found') ? t('form.notFound') : t('form.error')}
            onRetry={() => void refetch()}
          />
        ) : (
          slow && <EditorSkeleton />
        )}
      </div>
    </>
  );
}

function EditorSkeleton() {
  return (
    <div aria-hidden className="grid content-start gap-4 px-6 py-6 max-tablet:px-4">
      <Skeleton className="w-24" />
      <Skeleton shape="block" className="h-8 max-w-[680px]" />
      <Skeleton className="mt-2 w-20" />
      <Skeleton shape="block" className="h-48 max-w-[680px]" />
    </div>
  );
}
