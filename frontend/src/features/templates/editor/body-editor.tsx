// The message being written: variables offered at the caret, mistakes with their fix, and how long it is.
import type { TemplateParameter } from '@parley/contract';
import { Braces, CircleAlert } from 'lucide-react';
import { type Ref, useId, useImperativeHandle, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Button } from '../../../ui/button';
import { Chip } from '../../../ui/chip';
import { cn } from '../../../ui/cn';
import { Field } from '../../../ui/field';
import { Icon } from '../../../ui/icon';
import { Textarea } from '../../../ui/textarea';
import { findRequired, openFallback, replaceMarker, type UnknownVariable } from '../body';
import { useVariableTyping } from './use-variable-typing';
import { optionId, useParameterName, VariableList } from './variable-list';

export interface BodyEditorHandle {
  /** Opens a fallback for a variable and puts the caret into it. */
  writeFallback(key: string): void;
}

interface BodyEditorProps {
  body: string;
  onChange: (body: string) => void;
  onBlur: () => void;
  parameters: readonly TemplateParameter[];
  unknown: readonly UnknownVariable[];
  error?: string;
  readOnly: boolean;
  ref?: Ref<BodyEditorHandle>;
}

/** Longest body the API takes; see templateInput. */
const bodyMax = 4096;
const listWidthPx = 340;

export function BodyEditor(props: BodyEditorProps) {
  const { body, onChange, onBlur, parameters, unknown, error, readOnly, ref } = props;
  const { t } = useTranslation('templates');
  const listId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useVariableTyping({ body, onChange, parameters, field });
  const { open } = typing;
  useImperativeHandle(ref, () => ({
    writeFallback: (key) => {
      const next = openFallback(body, key);
      if (next) typing.write(next);
    },
  }));
  const width = field.current?.clientWidth ?? listWidthPx;

  return (
    <div className="grid gap-1.5">
      <Field
        label={t('fields.body')}
        error={unknown.length === 0 ? error : undefined}
        help={<BodyHelp length={body.length} readOnly={readOnly} />}
        aside={
          !readOnly && (
            <Button variant="ghost" size="sm" icon={Braces} onClick={typing.start}>
              {t('editor.insert')}
            </Button>
          )
        }
      >
        <div className="relative grid">
          <Textarea
            ref={field}
            rows={9}
            maxLines={22}
            readOnly={readOnly}
            value={body}
            placeholder={t('editor.placeholder')}
            spellCheck
            aria-autocomplete="list"
            aria-controls={open ? listId : undefined}
            aria-activedescendant={open && typing.matches.length > 0 ? optionId(listId, typing.active) : undefined}
            onChange={(event) => onChange(event.target.value)}
            onSelect={typing.look}
            onKeyDown={typing.handleKey}
            onBlur={() => {
              typing.close();
              onBlur();
            }}
            className="[&>textarea]:min-h-48 [&>textarea]:text-14"
          />
          {open && !readOnly && (
            // Measured from the left, whatever the page's direction.
            <div dir="ltr" className="pointer-events-none absolute inset-0 z-20">
              <div
                className="pointer-events-auto absolute start-0 top-0 pt-1"
                style={{
                  transform: `translate(${Math.max(0, Math.min(open.at.x, width - listWidthPx))}px, ${open.at.y}px)`,
                }}
                dir={document.documentElement.dir}
              >
                <VariableList
                  id={listId}
                  parameters={typing.matches}
                  active={typing.active}
                  grouped={open.query === ''}
                  onChoose={typing.choose}
                  onActive={typing.setActive}
                />
              </div>
            </div>
          )}
        </div>
      </Field>
      <RequiredList body={body} parameters={parameters} />
      {unknown.length > 0 && (
        <UnknownList unknown={unknown} onFix={(one, fix) => onChange(replaceMarker(body, one.text, fix))} />
      )}
    </div>
  );
}

function BodyHelp({ length, readOnly }: { length: number; readOnly: boolean }) {
  const { t } = useTranslation('templates');
  const format = useFormat();
  return (
    <span className="flex justify-between gap-4">
      <span>{readOnly ? '' : t('editor.bodyHelp')}</span>
      <span className={cn('tabular flex-none', length > bodyMax && 'text-danger')}>
        {t('editor.length', { length: format.number(length), max: format.number(bodyMax) })}
      </span>
    </span>
  );
}

/** The variables that have no fallback: who has no value for one of them would read a gap. */
function RequiredList({ body, parameters }: { body: string; parameters: readonly TemplateParameter[] }) {
  const { t } = useTranslation('templates');
  const nameOf = useParameterName();
  const required = findRequired(body, parameters);
  if (required.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-1.5 text-12 text-ink-muted">
      {t('editor.required')}
      {required.map((parameter) => (
        <Chip key={parameter.key}>
          {parameter.group !== 'short' && `${t(`groups.${parameter.group}`)}: `}
          {nameOf(parameter)}
        </Chip>
      ))}
    </p>
  );
}

interface UnknownListProps {
  unknown: readonly UnknownVariable[];
  onFix: (one: UnknownVariable, fix: string) => void;
}

function UnknownList({ unknown, onFix }: UnknownListProps) {
  const { t } = useTranslation('templates');
  return (
    <div role="alert" className="rounded-sm bg-danger-soft px-3 py-2 text-13 text-danger">
      <ul className="grid gap-1">
        {unknown.map((one) => {
          const fix = one.suggestion;
          return (
            <li key={one.text} className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1">
              <Icon of={CircleAlert} size={14} />
              <span className="min-w-0 flex-1">
                <bdi dir="ltr" className="font-mono text-12">
                  {one.text}
                </bdi>{' '}
                {t('editor.unknown')}
              </span>
              {fix ? (
                <Button size="sm" onClick={() => onFix(one, fix)}>
                  {t('editor.use')}
                  <bdi dir="ltr" className="font-mono">
                    {fix}
                  </bdi>
                </Button>
              ) : (
                <Button size="sm" onClick={() => onFix(one, '')}>
                  {t('actions.remove')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
