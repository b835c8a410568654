// One wording of a message: a template of the team, or a text written here with variables.
import { useQuery } from '@tanstack/react-query';
import { LayoutTemplate } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useFormat } from '../../../lib/format';
import { useCan } from '../../../lib/session';
import { useDebounced } from '../../../lib/use-debounced';
import { Alert } from '../../../ui/alert';
import { EmptyState } from '../../../ui/empty-state';
import { Field } from '../../../ui/field';
import { RadioGroup } from '../../../ui/radio-group';
import { SearchSelect } from '../../../ui/search-select';
import { TextLink } from '../../../ui/text-link';
import { Textarea } from '../../../ui/textarea';
import { templateChoicesQuery } from '../api';
import { sayUnusable } from './misfit-note';
import { useSentWording } from './sent-wording';
import { VariablePicker } from './variable-picker';
import type { Wording } from './wording';

const longest = 4096;
const fewTemplates = 5;

export interface WordingProps {
  wording: Wording;
  change: (patch: Partial<Wording>) => void;
  error?: string;
}

export function TemplateChoice({ wording, change, error }: WordingProps) {
  const { t } = useTranslation('campaigns');
  const mayWrite = useCan('templates.write');
  const [typed, setTyped] = useState('');
  const query = useQuery(templateChoicesQuery(useDebounced(typed.trim())));
  // What cannot be chosen stands last.
  const templates = [...(query.data ?? [])].sort((a, b) => Number(b.approval.usable) - Number(a.approval.usable));
  const older = useSentWording(wording, change);
  // A few are best seen all at once; more are found by typing.
  const few = typed === '' && templates.length > 0 && templates.length <= fewTemplates;

  function choose(id: string) {
    const template = templates.find((one) => one.id === id);
    if (template) change({ templateId: id, templateName: template.name, templateBody: template.content.body });
  }

  if (query.isSuccess && templates.length === 0 && typed === '' && !wording.templateId) {
    return (
      <EmptyState
        icon={LayoutTemplate}
        title={t('message.noTemplates')}
        className="w-full max-w-none! rounded-md border border-line"
        action={mayWrite ? <TextLink to="/templates/new">{t('message.writeTemplate')}</TextLink> : undefined}
      >
        {t('message.noTemplatesHelp')}
      </EmptyState>
    );
  }
  return (
    <>
      {few ? (
        <RadioGroup
          label={t('message.template')}
          value={wording.templateId ?? undefined}
          onChange={choose}
          options={templates.map((template) => ({
            value: template.id,
            label: <bdi>{template.name}</bdi>,
            disabled: !template.approval.usable,
            help: template.approval.usable ? (
              <bdi dir="auto" className="line-clamp-1 match-parent">
                {template.content.body}
              </bdi>
            ) : (
              sayUnusable(t, template)
            ),
            aside: <span className="text-12 text-ink-muted">{template.category}</span>,
          }))}
        />
      ) : (
        <Field label={t('message.template')} error={error}>
          <SearchSelect
            label={t('message.template')}
            value={wording.templateId ?? undefined}
            placeholder={t('message.chooseTemplate')}
            searchPlaceholder={t('message.searchTemplates')}
            nothing={query.isError ? sayError(t, query.error) : t('message.nothingFound')}
            onSearch={setTyped}
            shown={
              wording.templateId ? (
                <bdi className="flex-1 truncate text-start match-parent">{wording.templateName}</bdi>
              ) : undefined
            }
            options={templates.map((template) => ({
              value: template.id,
              label: template.name,
              disabled: !template.approval.usable,
              hint: template.approval.usable
                ? template.category
                : t(`templates:approval.states.${template.approval.state}`),
            }))}
            onChange={choose}
          />
        </Field>
      )}
      {few && error && <Alert>{error}</Alert>}
      {older !== null && <Alert tone="info">{t('hints.template.older', { number: older })}</Alert>}
      {wording.templateBody && (
        <figure className="rounded-md border border-line bg-sunken px-4 py-3">
          <figcaption className="mb-1.5 flex items-center justify-between text-12 text-ink-muted">
            {t('message.asWritten')}
            {wording.templateId && mayWrite && (
              <TextLink to={`/templates/${wording.templateId}`}>{t('message.openTemplate')}</TextLink>
            )}
          </figcaption>
          <p dir="auto" className="text-14 whitespace-pre-line">
            <MarkedVariables text={wording.templateBody} />
          </p>
        </figure>
      )}
    </>
  );
}

/** A body with its markers tinted, so that what will be filled in stands out. */
function MarkedVariables({ text }: { text: string }) {
  const parts = text.split(/(\{\{[^{}]+\}\}|\{[a-z_]+(?:\|[^{}]*)?\})/g);
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text, never reordered
      <mark key={index} dir="ltr" className="rounded-xs bg-accent-soft px-0.5 text-13 text-accent-text">
        {part}
      </mark>
    ) : (
      part
    ),
  );
}

export function TextEditor({ wording, change, error }: WordingProps) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const field = useRef<HTMLTextAreaElement>(null);

  function insert(marker: string) {
    const { selectionStart, selectionEnd } = field.current ?? {};
    const start = selectionStart ?? wording.text.length;
    const end = selectionEnd ?? start;
    change({ text: `${wording.text.slice(0, start)}${marker}${wording.text.slice(end)}` });
    // After the text has changed, writing goes on behind what was inserted.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(start + marker.length, start + marker.length);
    });
  }

  return (
    <>
      <Field
        label={t('message.text')}
        error={error}
        help={t('message.length', { used: format.number(wording.text.length), max: format.number(longest) })}
        aside={<VariablePicker onPick={insert} />}
      >
        <Textarea
          ref={field}
          rows={8}
          maxLines={20}
          maxLength={longest}
          value={wording.text}
          placeholder={t('message.placeholder')}
          onChange={(event) => change({ text: event.target.value })}
        />
      </Field>
      <Alert tone="info">{t('message.fallbackHint')}</Alert>
    </>
  );
}
