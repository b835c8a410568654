// Attributes of one's own: columns an import kept, or anything worth noting as name and value.
import type { Contact } from '@parley/contract';
import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { IconButton } from '../../../ui/icon-button';
import { InlineText } from '../../../ui/inline-text';
import { Input } from '../../../ui/input';
import { Popover } from '../../../ui/popover';
import { notifyError } from '../../../ui/toast';
import { Fact, FactGroup } from './facts';

type Attributes = Contact['attributes'];

interface AttributeFactsProps {
  contact: Contact;
  onChange: (attributes: Attributes) => Promise<unknown>;
}

const valueMax = 1000;
const nameMax = 60;

export function AttributeFacts({ contact, onChange }: AttributeFactsProps) {
  const { t } = useTranslation('contacts');
  const { attributes } = contact;
  const editable = contact.abilities.edit;
  const names = Object.keys(attributes);
  if (names.length === 0 && !editable) return null;

  function remove(name: string) {
    const { [name]: _removed, ...rest } = attributes;
    onChange(rest).catch((error) => notifyError(t('edit.failed'), { description: sayError(t, error) }));
  }

  return (
    <FactGroup
      title={t('groups.attributes')}
      none={names.length === 0 && t('attributes.none')}
      action={editable && <AddAttribute onAdd={(name, value) => onChange({ ...attributes, [name]: value })} />}
    >
      {names.map((name) => (
        <Fact key={name} label={<bdi className="truncate">{name}</bdi>}>
          <span className="group/attribute flex items-start gap-1">
            <span className="min-w-0 flex-1">
              <InlineText
                label={name}
                value={attributes[name] ?? ''}
                editable={editable}
                maxLength={valueMax}
                onSave={(value) => onChange({ ...attributes, [name]: value })}
              />
            </span>
            {editable && (
              <IconButton
                icon={Trash2}
                size="sm"
                label={t('actions.removeNamed', { name })}
                onClick={() => remove(name)}
                className="mt-1 group-focus-within/attribute:opacity-100 group-hover/attribute:opacity-100 tablet:opacity-0"
              />
            )}
          </span>
        </Fact>
      ))}
    </FactGroup>
  );
}

function AddAttribute({ onAdd }: { onAdd: (name: string, value: string) => Promise<unknown> }) {
  const { t } = useTranslation('contacts');
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    try {
      await onAdd(name.trim(), value.trim());
      setOpen(false);
      setName('');
      setValue('');
      setProblem(undefined);
    } catch (error) {
      setProblem(sayError(t, error));
    }
  }

  return (
    <Popover
      label={t('attributes.add')}
      align="end"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="ghost" size="sm" icon={Plus}>
          {t('attributes.add')}
        </Button>
      }
    >
      <form onSubmit={submit} className="grid gap-3">
        {problem && <Alert>{problem}</Alert>}
        <Field label={t('attributes.name')}>
          <Input dir="auto" value={name} maxLength={nameMax} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={t('attributes.value')}>
          <Input dir="auto" value={value} maxLength={valueMax} onChange={(event) => setValue(event.target.value)} />
        </Field>
        <Button type="submit" variant="primary" disabled={!name.trim()} className="justify-self-end">
          {t('attributes.save')}
        </Button>
      </form>
    </Popover>
  );
}
