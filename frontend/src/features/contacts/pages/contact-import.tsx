// The import wizard. Its step is the state of the import named in the address, so a reload stays where it was.
import type { ContactImport } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { isApiError } from '../../../lib/api-error';
import { useCan } from '../../../lib/session';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { PageBar } from '../../../ui/page-bar';
import { SkeletonRows } from '../../../ui/skeleton';
import { Stepper } from '../../../ui/stepper';
import { importQuery } from '../import/api';
import { MappingStep } from '../import/mapping-step';
import { ProgressStep } from '../import/progress-step';
import { SummaryStep } from '../import/summary-step';
import { UploadStep } from '../import/upload-step';

const steps = ['file', 'columns', 'import', 'summary'] as const;

const stepOf: Record<ContactImport['status'], number> = {
  uploaded: 1,
  queued: 2,
  running: 2,
  completed: 3,
  failed: 3,
  undoing: 3,
  undone: 3,
};

export default function ContactImportPage() {
  const { t } = useTranslation('contacts');
  if (useCan('imports.run')) return <ImportWizard />;
  return (
    <>
      <PageBar title={t('import.title')} parent={{ label: t('nav.contacts'), to: '/contacts' }} />
      <EmptyState icon={Lock} title={t('import.forbidden')}>
        {t('errors:codes.forbidden')}
      </EmptyState>
    </>
  );
}

function ImportWizard() {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const id = params.get('id') ?? '';
  const { data: imported, error, isLoading, refetch } = useQuery({ ...importQuery(id), enabled: id !== '' });
  const slow = useSlow(isLoading);
  const step = imported && id ? stepOf[imported.status] : 0;
  const toFile = () => setParams({});
  const progress = {
    label: t('import.title'),
    current: step,
    steps: steps.map((key) => ({ key, label: t(`import.steps.${key}`) })),
    onStep: step === 1 ? toFile : undefined,
  };

  return (
    <>
      <PageBar
        title={t('import.title')}
        parent={{ label: t('nav.contacts'), to: '/contacts' }}
        middle={<Stepper {...progress} className="max-tablet:hidden" />}
        actions={
          step < 2 && (
            <Button variant="ghost" onClick={() => void navigate('/contacts')}>
              {t('actions.cancel')}
            </Button>
          )
        }
      />
      <div className="flex-none border-b border-line bg-surface px-4 py-2.5 tablet:hidden">
        <Stepper {...progress} />
      </div>
      {id === '' ? (
        <UploadStep onUploaded={(importId) => setParams({ id: importId })} />
      ) : imported ? (
        <ImportStep key={imported.id} imported={imported} onOtherFile={toFile} />
      ) : error ? (
        <ErrorState
          error={error}
          title={isApiError(error, 'not_found') ? t('import.notFound') : t('import.error')}
          onRetry={() => void refetch()}
        />
      ) : (
        slow && <SkeletonRows rows={8} className="bg-surface" />
      )}
    </>
  );
}

function ImportStep({ imported, onOtherFile }: { imported: ContactImport; onOtherFile: () => void }) {
  const step = stepOf[imported.status];
  if (step === 1) return <MappingStep imported={imported} onOtherFile={onOtherFile} />;
  if (step === 2) return <ProgressStep imported={imported} />;
  return <SummaryStep imported={imported} onOtherFile={onOtherFile} />;
}
