// How the message reads for one person, on a phone; what comes out blank, with the way to mend it.
import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useCan, useSession } from '../../../lib/session';
import { useDebounced } from '../../../lib/use-debounced';
import { Alert } from '../../../ui/alert';
import { Avatar } from '../../../ui/avatar';
import { Button } from '../../../ui/button';
import { cn } from '../../../ui/cn';
import { Field } from '../../../ui/field';
import { PhoneNumber } from '../../../ui/formatted-number';
import { Icon } from '../../../ui/icon';
import { PhonePreview } from '../../../ui/phone-preview';
import { SearchSelect } from '../../../ui/search-select';
import { parametersQuery, previewContactsQuery, renderQuery } from '../api';
import { useParameterName } from './variable-list';

interface PreviewPaneProps {
  body: string;
  /** The body has mistakes; the last preview that worked stays. */
  broken: boolean;
  onFallback?: (key: string) => void;
}

const sample = 'sample';
const previewAfterMs = 300;

export function PreviewPane({ body, broken, onFallback }: PreviewPaneProps) {
  const { t } = useTranslation('templates');
  const { tenant } = useSession();
  const [contactId, setContactId] = useState<string>();
  // Together, so that a body is never judged by what is true of the next one.
  const settled = useDebounced(
    useMemo(() => ({ body, broken }), [body, broken]),
    previewAfterMs,
  );
  const written = settled.body.trim() !== '';
  const { data, error } = useQuery({ ...renderQuery(settled.body, contactId), enabled: written && !settled.broken });
  const shown = written ? data : undefined;
  const missing = shown && !settled.broken ? shown.missing : [];

  return (
    <div className="grid justify-items-center gap-4">
      <Chooser value={contactId} onChange={setContactId} name={shown?.contactName} />
      {error && !settled.broken && <Alert className="w-full">{sayError(t, error)}</Alert>}
      <PhonePreview
        sender={tenant.name}
        channel="whatsapp_evolution"
        text={shown?.text ?? null}
        placeholder={body.trim() === '' && t('preview.placeholder')}
        className={cn('transition-opacity', broken && shown && 'opacity-60')}
      />
      {missing.length > 0 && shown && (
        <MissingList keys={missing} contactName={shown.contactName} onFallback={onFallback} />
      )}
    </div>
  );
}

interface ChooserProps {
  value: string | undefined;
  onChange: (contactId: string | undefined) => void;
  /** Name of the contact on screen. */
  name: string | undefined;
}

function Chooser({ value, onChange, name }: ChooserProps) {
  const { t } = useTranslation('templates');
  const mayRead = useCan('contacts.read');
  const [search, setSearch] = useState('');
  const settled = useDebounced(search.trim());
  const { data: contacts = [] } = useQuery({ ...previewContactsQuery(settled), enabled: mayRead });
  if (!mayRead) return null;
  const sampleOption = { value: sample, label: t('preview.sample'), icon: <Icon of={FlaskConical} size={16} /> };
  return (
    <Field label={t('preview.as')} className="w-full">
      <SearchSelect
        label={t('preview.as')}
        value={value ?? sample}
        onChange={(next) => onChange(next === sample ? undefined : next)}
        onSearch={setSearch}
        placeholder={t('preview.sample')}
        searchPlaceholder={t('preview.find')}
        nothing={t('preview.nobody')}
        shown={
          value &&
          name && (
            <>
              <Avatar id={value} name={name} size={20} />
              <bdi className="flex-1 truncate match-parent">{name}</bdi>
            </>
          )
        }
        options={[
          sampleOption,
          ...contacts.map((contact) => ({
            value: contact.id,
            label: contact.name,
            icon: <Avatar id={contact.id} name={contact.name} size={20} />,
            hint: contact.phone && <PhoneNumber value={contact.phone} />,
          })),
        ]}
      />
    </Field>
  );
}

interface MissingListProps {
  keys: readonly string[];
  contactName: string;
  onFallback?: (key: string) => void;
}

function MissingList({ keys, contactName, onFallback }: MissingListProps) {
  const { t } = useTranslation('templates');
  const nameOf = useParameterName();
  const { data: parameters = [] } = useQuery(parametersQuery);
  const wordsFor = (key: string) => {
    const parameter = parameters.find((one) => one.key === key);
    return parameter ? nameOf(parameter) : key;
  };
  return (
    <Alert tone="warning" className="w-full">
      <p className="font-medium">{t('preview.missing', { name: contactName })}</p>
      <ul className="mt-1 grid gap-1">
        {keys.map((key) => (
          <li key={key} className="flex min-h-7 items-center justify-between gap-2">
            <bdi>{wordsFor(key)}</bdi>
            {onFallback && (
              <Button size="sm" onClick={() => onFallback(key)}>
                {t('preview.fallback')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
