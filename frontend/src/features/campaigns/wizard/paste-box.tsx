// People pasted as lines, read while they are typed.
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Field } from '../../../ui/field';
import { Status } from '../../../ui/status';
import { Textarea } from '../../../ui/textarea';
import { parseRecipients } from './parse-recipients';

const unreadableShown = 3;

export function PasteBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const settled = useDeferredValue(value);
  const read = useMemo(() => parseRecipients(settled), [settled]);
  const { recipients, unreadable, repeated } = read;
  return (
    <div className="grid gap-2">
      <Field label={t('paste.label')} help={t('paste.help')}>
        <Textarea
          rows={7}
          maxLines={14}
          dir="ltr"
          spellCheck={false}
          value={value}
          placeholder={'+972 50 000 0117, Ilana Kaplan\n+1 555 013 1000, Rhys Donnelly'}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <div role="status" className="flex flex-wrap gap-x-4 gap-y-1 text-12">
        {recipients.length > 0 && (
          <Status icon="done" tone="success">
            {t('paste.read', { count: recipients.length, number: format.number(recipients.length) })}
          </Status>
        )}
        {repeated > 0 && (
          <Status icon="skipped">{t('paste.repeated', { count: repeated, number: format.number(repeated) })}</Status>
        )}
        {unreadable.length > 0 && (
          <Status icon="attention" tone="warning" className="whitespace-normal!">
            {t('paste.unreadable', {
              count: unreadable.length,
              number: format.number(unreadable.length),
              lines: format.list(unreadable.slice(0, unreadableShown).map((one) => format.number(one.line))),
            })}
          </Status>
        )}
      </div>
    </div>
  );
}
