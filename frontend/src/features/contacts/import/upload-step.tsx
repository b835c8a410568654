// Step one: drop a file, see it go up; earlier imports stand below.
import { FileSpreadsheet, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../../lib/api-error';
import { sayError } from '../../../lib/field-errors';
import { useFormat } from '../../../lib/format';
import { Alert } from '../../../ui/alert';
import { FileDrop } from '../../../ui/file-drop';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import { Meter } from '../../../ui/meter';
import { useUploadImport } from './api';
import { PastImports } from './past-imports';

/** The API's limit for one file; see createImport. */
const sizeMaxBytes = 50_000_000;

export function UploadStep({ onUploaded }: { onUploaded: (importId: string) => void }) {
  const { t } = useTranslation('contacts');
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  const upload = useUploadImport(setShare);

  async function take(files: File[]) {
    const chosen = files[0];
    if (!chosen) return;
    setProblem(null);
    if (chosen.size === 0) return setProblem(t('import.emptyFile'));
    if (chosen.size > sizeMaxBytes) return setProblem(t('import.tooLarge'));
    setShare(0);
    setFile(chosen);
    abort.current = new AbortController();
    try {
      const created = await upload.mutateAsync({ file: chosen, signal: abort.current.signal });
      onUploaded(created.id);
    } catch (error) {
      if (!isApiError(error, 'cancelled')) {
        setProblem(isApiError(error, 'unsupported_type') ? t('import.notCsv') : sayError(t, error));
      }
    } finally {
      setFile(null);
    }
  }

  return (
    <section className="min-h-0 flex-1 overflow-auto bg-surface">
      <div className="mx-auto grid max-w-[640px] gap-3 px-6 py-10 max-tablet:px-4 max-tablet:py-5">
        {problem && <Alert>{problem}</Alert>}
        {file ? (
          <Uploading file={file} share={share} onCancel={() => abort.current?.abort()} />
        ) : (
          <FileDrop
            accept=".csv,.tsv,.txt,text/csv"
            title={t('import.drop')}
            help={t('import.dropHelp')}
            onFiles={(files) => void take(files)}
          />
        )}
        <p className="text-13 text-pretty text-ink-muted">{t('import.columnsHelp')}</p>
      </div>
      <PastImports />
    </section>
  );
}

function Uploading({ file, share, onCancel }: { file: File; share: number; onCancel: () => void }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const sent = share < 1;
  return (
    <div className="flex items-center gap-3 rounded-md border border-line-strong px-4 py-5">
      <Icon of={FileSpreadsheet} size={20} className="text-ink-muted" />
      <div className="grid min-w-0 flex-1 gap-1.5 text-13">
        <p className="flex items-baseline justify-between gap-2">
          <bdi className="truncate font-medium">{file.name}</bdi>
          <span className="tabular text-12 whitespace-nowrap text-ink-muted" aria-live="polite">
            {sent ? `${format.percent(share)} · ${format.bytes(file.size)}` : t('import.reading')}
          </span>
        </p>
        <Meter kind="progress" value={share} max={1} label={t('import.uploading')} />
      </div>
      <IconButton icon={X} label={t('actions.cancel')} onClick={onCancel} />
    </div>
  );
}
