// Drops a CSV of recipients, sees it go up, and keeps which list it became.
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
import { downloadSample, useUploadList } from '../recipient-lists';
import type { Draft } from './draft';
import { FileButton } from './file-button';
import { ListSummary } from './list-summary';

/** The API's limit for one file; see createRecipientList. */
const sizeMaxBytes = 50_000_000;

interface ListUploadProps {
  draft: Draft;
  change: (patch: Partial<Draft>) => void;
}

export function ListUpload({ draft, change }: ListUploadProps) {
  const { t } = useTranslation('campaigns');
  const [file, setFile] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const abort = useRef<AbortController | null>(null);
  const send = useUploadList(setShare);
  const templateId = draft.messageKind === 'template' ? draft.templateId : null;

  async function take(files: File[]) {
    const chosen = files[0];
    if (!chosen) return;
    setProblem(null);
    if (chosen.size === 0) return setProblem(t('audience.list.emptyFile'));
    if (chosen.size > sizeMaxBytes) return setProblem(t('audience.list.tooLarge'));
    setShare(0);
    setFile(chosen);
    abort.current = new AbortController();
    try {
      const created = await send.mutateAsync({ file: chosen, signal: abort.current.signal });
      change({ listId: created.id, listReady: false });
    } catch (error) {
      if (isApiError(error, 'cancelled')) return;
      setProblem(isApiError(error, 'unsupported_type') ? t('audience.list.notCsv') : sayError(t, error));
    } finally {
      setFile(null);
    }
  }

  if (draft.listId && !file)
    return (
      <ListSummary
        listId={draft.listId}
        onReady={() => draft.listReady || change({ listReady: true })}
        onRemove={() => change({ listId: null, listReady: false })}
      />
    );
  return (
    <div className="grid gap-2">
      {problem && <Alert>{problem}</Alert>}
      {file ? (
        <Uploading file={file} share={share} onCancel={() => abort.current?.abort()} />
      ) : (
        <FileDrop
          accept=".csv,.tsv,.txt,text/csv"
          className="py-7!"
          title={t('audience.list.drop')}
          help={t('audience.list.dropHelp')}
          onFiles={(files) => void take(files)}
        />
      )}
      {templateId && !file && (
        <FileButton
          label={t('audience.list.sample')}
          fileName={`${draft.templateName || 'recipients'}.csv`}
          fetchFile={() => downloadSample(templateId)}
          className="justify-self-start"
        />
      )}
    </div>
  );
}

function Uploading({ file, share, onCancel }: { file: File; share: number; onCancel: () => void }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  return (
    <div className="flex items-center gap-3 rounded-md border border-line-strong px-4 py-4">
      <Icon of={FileSpreadsheet} size={20} className="text-ink-muted" />
      <div className="grid min-w-0 flex-1 gap-1.5 text-13">
        <p className="flex items-baseline justify-between gap-2">
          <bdi className="truncate font-medium">{file.name}</bdi>
          <span className="tabular text-12 whitespace-nowrap text-ink-muted" aria-live="polite">
            {share < 1 ? `${format.percent(share)} · ${format.bytes(file.size)}` : t('audience.list.opening')}
          </span>
        </p>
        <Meter kind="progress" value={share} max={1} label={t('audience.list.uploading')} />
      </div>
      <IconButton icon={X} label={t('common:actions.cancel')} onClick={onCancel} />
    </div>
  );
}
