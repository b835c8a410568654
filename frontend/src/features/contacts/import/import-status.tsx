// The state of an import as icon and word.
import type { ContactImport } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { Status } from '../../../ui/status';

const looks = {
  uploaded: { icon: 'draft', tone: 'neutral' },
  queued: { icon: 'waiting', tone: 'neutral' },
  running: { icon: 'running', tone: 'accent' },
  completed: { icon: 'done', tone: 'neutral' },
  failed: { icon: 'failed', tone: 'danger' },
  undoing: { icon: 'running', tone: 'accent' },
  undone: { icon: 'skipped', tone: 'neutral' },
} as const;

export function ImportStatus({ status }: { status: ContactImport['status'] }) {
  const { t } = useTranslation('contacts');
  return <Status {...looks[status]}>{t(`import.statuses.${status}`)}</Status>;
}
