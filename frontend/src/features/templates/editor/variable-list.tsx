// The variables that fit what is being typed; the field keeps the focus and moves through them.
import type { TemplateParameter } from '@parley/contract';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { cn } from '../../../ui/cn';

interface VariableListProps {
  id: string;
  parameters: readonly TemplateParameter[];
  active: number;
  /** Headings only make sense while nothing is typed: matches come in the order of fit. */
  grouped: boolean;
  onChoose: (parameter: TemplateParameter) => void;
  onActive: (index: number) => void;
}

export const optionId = (listId: string, index: number) => `${listId}-${index}`;

/** The name of a variable in the reader's language. */
export function useParameterName(): (parameter: Pick<TemplateParameter, 'key' | 'group'>) => string {
  const { t } = useTranslation('templates');
  return ({ key, group }) => t(`variables.${group === 'short' ? `short.${key}` : key}`, { defaultValue: key });
}

export function VariableList({ id, parameters, active, grouped, onChoose, onActive }: VariableListProps) {
  const { t } = useTranslation('templates');
  const nameOf = useParameterName();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(optionId(id, active))}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      // A scrolling region must be reachable by keyboard; Tab chooses while the list is open, so it never lands here.
      tabIndex={0}
      // Pressing must not take the focus from the field, or the list would close before the click.
      onMouseDown={(event) => event.preventDefault()}
      aria-label={t('editor.variables')}
      className="max-h-64 w-[340px] max-w-full animate-rise overflow-y-auto rounded-md bg-raised p-1 text-13 shadow-pop"
    >
      {parameters.length === 0 && <p className="px-2 py-2 text-ink-muted">{t('editor.noVariable')}</p>}
      {parameters.map((parameter, index) => (
        <div key={parameter.key} role="presentation">
          {grouped && parameters[index - 1]?.group !== parameter.group && (
            <p role="presentation" className="px-2 pt-1.5 pb-0.5 text-11 font-medium text-ink-muted">
              {t(`groups.${parameter.group}`)}
            </p>
          )}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field keeps the focus and handles the keys */}
          <div
            id={optionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            onMouseMove={() => onActive(index)}
            onClick={() => onChoose(parameter)}
            className={cn(
              'flex min-h-8 cursor-default items-center gap-2 rounded-[5px] px-2 max-tablet:min-h-11',
              index === active && 'bg-hover',
            )}
          >
            <span className="flex-none">{nameOf(parameter)}</span>
            <bdi dir="ltr" className="min-w-0 flex-1 truncate text-end font-mono text-12 text-ink-muted">
              {parameter.syntax}
            </bdi>
          </div>
        </div>
      ))}
    </div>
  );
}
