// An approved template of Meta and what stands in each of its blanks: words, variables, a file.
import { type Connection, type ProviderTemplate, providerMediaFormatOf } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { BadgeCheck, RefreshCw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { fillText, findBlanks, nameBlank, quoteAround } from '../../../lib/template-blanks';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { SearchSelect } from '../../../ui/search-select';
import { notifyError } from '../../../ui/toast';
import { HeaderFile } from './header-file';
import { approvedTemplatesQuery, useSyncTemplates } from './message-api';
import { VariablePicker } from './variable-picker';
import type { WordingProps } from './wording-editor';

export function ApprovedChoice({
  wording,
  change,
  error,
  line,
  leaves,
}: WordingProps & {
  line: Pick<Connection, 'id' | 'name'> | undefined;
  /** The campaign leaves from this number. */
  leaves: boolean;
}) {
  const { t } = useTranslation('campaigns');
  const query = useQuery(approvedTemplatesQuery(line?.id ?? ''));
  const sync = useSyncTemplates(line?.id ?? '');
  const templates = query.data ?? [];
  const chosen = templates.find((one) => one.id === wording.provider?.templateId);
  const mediaFormat = providerMediaFormatOf(chosen?.header?.format);
  const params = wording.provider?.params ?? {};

  function fill(template: ProviderTemplate, values: Record<string, string>, headerFile = wording.headerFile) {
    change({
      headerFile,
      provider: { templateId: template.id, name: template.name, params: values },
      providerBody: fillText(template.body, 'body', values),
      providerBlanks: findBlanks(template, values),
    });
  }

  // A file arrives after other blanks may have been written.
  const latest = useRef(params);
  useEffect(() => {
    latest.current = params;
  });

  // A saved wording comes without its template: what it still lacks is known once the list is here.
  const known = useRef<string>(undefined);
  useEffect(() => {
    if (!chosen || known.current === chosen.id) return;
    known.current = chosen.id;
    const blanks = findBlanks(chosen, params);
    if (blanks.join() !== wording.providerBlanks.join()) change({ providerBlanks: blanks });
  });

  const renew = (
    <Button
      size="sm"
      icon={RefreshCw}
      busy={sync.isPending}
      onClick={() => sync.mutate(undefined, { onError: (cause) => notifyError(sayError(t, cause)) })}
    >
      {t('say.sync')}
    </Button>
  );
  if (query.isSuccess && templates.length === 0)
    return (
      <EmptyState
        icon={BadgeCheck}
        title={t('say.noApproved')}
        className="w-full max-w-none! rounded-md border border-line"
        action={renew}
      >
        {t('say.noApprovedHelp')}
      </EmptyState>
    );
  return (
    <>
      <Field
        label={t('say.approved')}
        error={error}
        help={line && leaves && t('say.leavesFrom', { name: line.name })}
        aside={renew}
      >
        <SearchSelect
          label={t('say.approved')}
          value={wording.provider?.templateId}
          placeholder={t('message.chooseTemplate')}
          searchPlaceholder={t('message.searchTemplates')}
          nothing={query.isError ? sayError(t, query.error) : t('message.nothingFound')}
          shown={
            wording.provider ? (
              <bdi className="flex-1 truncate text-start match-parent">{wording.provider.name}</bdi>
            ) : undefined
          }
          options={templates.map((template) => ({
            value: template.id,
            label: template.name,
            hint: `${template.language} · ${template.category.toLowerCase()}`,
          }))}
          onChange={(id) => {
            const template = templates.find((one) => one.id === id);
            if (template) fill(template, {}, null);
          }}
        />
      </Field>
      {chosen?.params.map((blank) =>
        blank.type === 'media' ? (
          mediaFormat && (
            <HeaderFile
              key={blank.key}
              format={mediaFormat}
              file={params[blank.key] && wording.headerFile?.id === params[blank.key] ? wording.headerFile : null}
              filled={Boolean(params[blank.key])}
              onChange={(file) => fill(chosen, { ...latest.current, [blank.key]: file?.id ?? '' }, file)}
            />
          )
        ) : (
          <Blank
            key={`${chosen.id} ${blank.key}`}
            template={chosen}
            blank={blank}
            value={params[blank.key] ?? ''}
            onChange={(value) => fill(chosen, { ...params, [blank.key]: value })}
          />
        ),
      )}
    </>
  );
}

interface BlankProps {
  template: ProviderTemplate;
  blank: ProviderTemplate['params'][number];
  value: string;
  onChange: (value: string) => void;
}

function Blank({ template, blank: { key, place, example }, value, onChange }: BlankProps) {
  const { t } = useTranslation('campaigns');
  const field = useRef<HTMLInputElement>(null);
  const { name } = nameBlank(key);
  const around =
    place === 'button'
      ? template.buttons[Number(name)]?.text
      : quoteAround(place === 'body' ? template.body : (template.header?.text ?? ''), place, key);
  return (
    <Field
      label={t(`say.blank.${place}`, { name: place === 'button' ? Number(name) + 1 : name })}
      help={around && <bdi dir="auto">{around}</bdi>}
      required
      aside={
        <VariablePicker
          onPick={(marker) => {
            onChange(`${value}${marker}`);
            requestAnimationFrame(() => field.current?.focus());
          }}
        />
      }
    >
      <Input
        ref={field}
        dir="auto"
        maxLength={1024}
        value={value}
        placeholder={example ? t('say.example', { example }) : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
