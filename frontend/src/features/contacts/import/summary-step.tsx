// Step four: how it ended, what was left out and why, and the way back.
import type { ContactImport } from '@parley/contract';
import { Upload, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { sayFileFault } from '../../../lib/file-faults';
import { useFormat } from '../../../lib/format';
import { useCan } from '../../../lib/session';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { addressOf } from '../filters';
import { CampaignButton } from './campaign-button';
import { readChoices } from './choices';
import { ErrorsButton } from './errors-button';
import { ImportFigures } from './figures';
import { ImportStatus } from './import-status';
import { UndoButton } from './undo-button';

export function SummaryStep({ imported, onOtherFile }: { imported: ContactImport; onOtherFile: () => void }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const navigate = useNavigate();
  const { status, startedAt, finishedAt } = imported;
  const reached = imported.created + imported.updated;
  const mayCampaign = useCan('campaigns.manage');
  // The tag that this file's people were given finds them again.
  const [tag] = readChoices(imported).tags ?? [];
  const people = tag ? addressOf({ tag }) : '/contacts';
  const title = status === 'completed' ? t('import.completed', { count: reached }) : t(`import.statuses.${status}`);
  return (
    <section className="min-h-0 flex-1 overflow-auto bg-surface px-6 py-8 max-tablet:px-4">
      <div className="mx-auto grid max-w-[560px] gap-1">
        <header className="flex items-center justify-between gap-3" aria-live="polite">
          <h2 className="text-16 font-semibold">{title}</h2>
          <ImportStatus status={status} />
        </header>
        <p className="mb-5 text-13 text-ink-muted">
          <bdi>{imported.fileName}</bdi>
          {startedAt && finishedAt && status === 'completed' && (
            <> · {t('import.took', { span: format.duration(Date.parse(finishedAt) - Date.parse(startedAt)) })}</>
          )}
        </p>
        {imported.error && <Alert className="mb-4">{sayFileFault(t, imported)}</Alert>}
        {status === 'undone' && (
          <Alert tone="info" className="mb-4">
            {t('import.undoneHelp')}
          </Alert>
        )}
        {status === 'failed' && imported.processed === 0 ? null : <ImportFigures imported={imported} />}
        <div className="mt-5 flex flex-wrap gap-2">
          {status === 'completed' && (
            <Button variant="primary" icon={Users} onClick={() => void navigate(people)}>
              {t('import.seeContacts')}
            </Button>
          )}
          {status === 'completed' && tag && reached > 0 && mayCampaign && <CampaignButton tag={tag} />}
          <ErrorsButton imported={imported} />
          <UndoButton imported={imported} />
          <Button variant={status === 'completed' ? 'ghost' : 'primary'} icon={Upload} onClick={onOtherFile}>
            {t('import.another')}
          </Button>
        </div>
      </div>
    </section>
  );
}
