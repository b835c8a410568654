// Downloads a file when pressed; busy meanwhile, and says when it failed.
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { saveFile } from '../../../lib/save-file';
import { Button } from '../../../ui/button';
import { notifyError } from '../../../ui/toast';

interface FileButtonProps {
  label: string;
  fileName: string;
  /** Fetches the file; a refusal is thrown. */
  fetchFile: () => Promise<Blob>;
  className?: string;
}

export function FileButton({ label, fileName, fetchFile, className }: FileButtonProps) {
  const { t } = useTranslation('campaigns');
  const [busy, setBusy] = useState(false);

  async function download() {
    setBusy(true);
    try {
      saveFile(await fetchFile(), fileName);
    } catch (error) {
      notifyError(t('audience.list.downloadFailed'), { description: sayError(t, error) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Button variant="ghost" size="sm" icon={Download} busy={busy} onClick={download} className={className}>
      {label}
    </Button>
  );
}
