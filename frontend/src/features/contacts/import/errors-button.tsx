// The rows that were not imported, as a file to mend and import again.
import type { ContactImport } from '@parley/contract';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useLanguage } from '../../../lib/i18n';
import { saveFile } from '../../../lib/save-file';
import { Button } from '../../../ui/button';
import { notifyError } from '../../../ui/toast';
import { downloadErrors } from './api';

export function ErrorsButton({ imported, size }: { imported: ContactImport; size?: 'sm' | 'md' }) {
  const { t } = useTranslation('contacts');
  const language = useLanguage();
  const [busy, setBusy] = useState(false);
  const count = imported.failed + imported.skipped;
  if (count === 0) return null;

  async function download() {
    setBusy(true);
    try {
      saveFile(await downloadErrors(imported.id, language), `${imported.fileName.replace(/\.\w+$/, '')}-errors.csv`);
    } catch (error) {
      notifyError(t('export.failed'), { description: sayError(t, error) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button variant={size === 'sm' ? 'ghost' : undefined} size={size} icon={Download} busy={busy} onClick={download}>
      {size === 'sm' ? t('import.errorsShort') : t('import.errors', { count })}
    </Button>
  );
}
