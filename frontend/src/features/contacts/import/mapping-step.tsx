// Step two: say what the columns mean and how to treat people who are known already, then start.
import type { ContactImport } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { FileSpreadsheet, Upload } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useFormat } from '../../../lib/format';
import { useCan } from '../../../lib/session';
import { useShortcuts } from '../../../lib/shortcuts';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { Icon } from '../../../ui/icon';
import { Select } from '../../../ui/select';
import { TagInput } from '../../../ui/tag-input';
import { tagsQuery } from '../api';
import { OwnerSelect } from '../components/owner-select';
import { useStartImport } from './api';
import { type ImportChoices, useImportChoices } from './choices';
import { useTargetName } from './field-picker';
import { findBlockers } from './mapping';
import { MappingPreview } from './mapping-preview';
import { MappingTable } from './mapping-table';

interface MappingStepProps {
  imported: ContactImport;
  onOtherFile: () => void;
}

export function MappingStep({ imported, onOtherFile }: MappingStepProps) {
  const { t } = useTranslation('contacts');
  const [choices, change] = useImportChoices(imported);
  const start = useStartImport(imported.id);
  const problems = useRef<HTMLDivElement>(null);
  const blockers = findBlockers(choices.mapping);
  const nameOf = useTargetName();
  const startLabel = imported.total === null ? t('import.startAll') : t('import.start', { count: imported.total });

  function run() {
    // The button stays pressable and says why it cannot work yet.
    if (blockers.length > 0) problems.current?.focus();
    else start.mutate(choices);
  }

  useShortcuts([{ keys: 'mod+enter', label: startLabel, group: t('import.title'), whileTyping: true, run }]);

  return (
    <section className="flex min-h-0 flex-1 flex-col bg-surface">
      <FileStrip imported={imported} onOtherFile={onOtherFile} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div tabIndex={0} className="min-h-0 flex-1 overflow-auto focus-visible:shadow-focus-inset">
        <MappingTable imported={imported} mapping={choices.mapping} onChange={(mapping) => change({ mapping })} />
        <div className="grid max-w-[808px] gap-4 px-6 py-5 max-tablet:px-4">
          {(blockers.length > 0 || start.error) && (
            <div ref={problems} tabIndex={-1} className="rounded-sm">
              <Alert tone={start.error ? 'danger' : 'warning'}>
                {start.error
                  ? sayError(t, start.error)
                  : blockers.map((blocker) => (
                      <p key={blocker.kind === 'twice' ? blocker.field : blocker.kind}>
                        {blocker.kind === 'twice'
                          ? t('import.blockers.twice', { field: nameOf(blocker.field) })
                          : t('import.blockers.noPhone')}
                      </p>
                    ))}
              </Alert>
            </div>
          )}
          <Options choices={choices} onChange={change} />
        </div>
        <MappingPreview imported={imported} mapping={choices.mapping} />
      </div>
      <footer className="flex flex-none items-center gap-3 border-t border-line bg-surface px-6 py-2.5 pe-4 max-tablet:px-4">
        <Button onClick={onOtherFile}>{t('actions.back')}</Button>
        <span className="flex-1" />
        <Button variant="primary" busy={start.isPending} shortcut="mod+enter" onClick={run}>
          {startLabel}
        </Button>
      </footer>
    </section>
  );
}

function FileStrip({ imported, onOtherFile }: MappingStepProps) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const facts = [
    imported.total === null ? format.bytes(imported.sizeBytes) : t('import.rows', { count: imported.total }),
    t([`import.delimiters.${delimiterKeys[imported.delimiter] ?? 'other'}`]),
    imported.encoding,
  ];
  return (
    <div className="flex min-h-11 flex-none items-center gap-3 border-b border-line bg-sunken ps-6 pe-4 text-13 max-tablet:ps-4">
      <Icon of={FileSpreadsheet} className="text-ink-muted" />
      <p className="min-w-0 flex-1 truncate">
        <bdi className="me-2 font-semibold">{imported.fileName}</bdi>
        <span className="text-ink-muted">{facts.join(', ')}</span>
      </p>
      <Button variant="ghost" size="sm" icon={Upload} onClick={onOtherFile}>
        {t('import.otherFile')}
      </Button>
    </div>
  );
}

const delimiterKeys: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

interface OptionsProps {
  choices: ImportChoices;
  onChange: (change: Partial<ImportChoices>) => void;
}

function Options({ choices, onChange }: OptionsProps) {
  const { t } = useTranslation('contacts');
  const mayAssign = useCan('contacts.assign');
  const { data: known = [] } = useQuery(tagsQuery);
  return (
    <div className="grid gap-5 tablet:grid-cols-2 wide:grid-cols-3">
      <Field label={t('import.duplicates.label')}>
        <Select
          value={choices.duplicates}
          onChange={(duplicates) => onChange({ duplicates })}
          options={[
            { value: 'skip', label: t('import.duplicates.skip') },
            { value: 'update', label: t('import.duplicates.update') },
          ]}
        />
      </Field>
      {mayAssign && (
        <Field label={t('import.owner')}>
          <OwnerSelect
            value={choices.ownerId ?? null}
            onChange={(ownerId) => onChange({ ownerId: ownerId ?? undefined })}
          />
        </Field>
      )}
      <Field label={t('import.tags')}>
        <TagInput
          value={choices.tags ?? []}
          onChange={(tags) => onChange({ tags })}
          placeholder={t('form.tagPlaceholder')}
          known={known.map(({ name }) => name)}
        />
      </Field>
    </div>
  );
}
