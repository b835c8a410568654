// What is known of the person, changed where it stands: how to reach them, the lead, and what they answered.
import {
  type ClientAnswers,
  type ClientField,
  type Contact,
  clientFields,
  contactInput,
  leadStatuses,
  temperatures,
} from '@parley/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ContactChange, useUpdateContact } from '../../../lib/contacts';
import { sayError } from '../../../lib/field-errors';
import { Avatar } from '../../../ui/avatar';
import { Button } from '../../../ui/button';
import { PhoneNumber } from '../../../ui/formatted-number';
import { InlineText } from '../../../ui/inline-text';
import { Select } from '../../../ui/select';
import { TagInput } from '../../../ui/tag-input';
import { notifyError } from '../../../ui/toast';
import { Line, Section } from './section';

const unset = 'unset';
const leadTexts = ['source', 'country', 'city'] as const;
const answerMax = 1000;
/** A control that looks like text until it is pointed at or focused. */
const quiet = 'border-transparent! px-2! bg-transparent! hover:bg-hover! max-tablet:text-13!';
const read = 'flex min-h-8 items-center px-2 max-tablet:min-h-10';

function withAnswer(answers: ClientAnswers, field: ClientField, answer: string): ClientAnswers {
  const { [field]: _before, ...others } = answers;
  return answer ? { ...others, [field]: answer } : others;
}

export function ContactFields({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const update = useUpdateContact(contact.id);
  const editable = contact.abilities.edit;
  const change = (body: ContactChange) => update.mutateAsync(body);
  /** For choices, which have no field to stand under. */
  const choose = (body: ContactChange) =>
    update.mutate(body, { onError: (error) => notifyError(t('edit.failed'), { description: sayError(t, error) }) });

  return (
    <>
      <Section name="details" title={t('inbox:panel.details')}>
        <dl className="-me-2">
          <Line label={t('fields.name')}>
            <InlineText
              label={t('fields.name')}
              value={contact.name}
              editable={editable}
              check={(name) => (name ? undefined : t('errors:fields.name.too_small'))}
              onSave={(name) => change({ name })}
            />
          </Line>
          <Line label={t('fields.phone')}>
            <InlineText
              label={t('fields.phone')}
              value={contact.phone ?? ''}
              shown={contact.phone && <PhoneNumber value={contact.phone} />}
              editable={editable}
              type="tel"
              dir="ltr"
              maxLength={40}
              check={(phone) => (phone ? undefined : t('errors:fields.phone.too_small'))}
              onSave={(phone) => change({ phone })}
            />
          </Line>
          <Line label={t('fields.email')}>
            <InlineText
              label={t('fields.email')}
              value={contact.email ?? ''}
              editable={editable}
              type="email"
              dir="ltr"
              maxLength={254}
              check={(email) =>
                !email || contactInput.shape.email.safeParse(email).success
                  ? undefined
                  : t('errors:fields.email.invalid_format')
              }
              onSave={(email) => change({ email: email || null })}
            />
          </Line>
          {contact.ownerId && contact.ownerName && (
            <Line label={t('fields.owner')}>
              <span className={`${read} gap-1.5`}>
                <Avatar id={contact.ownerId} name={contact.ownerName} size={20} />
                <bdi className="truncate">{contact.ownerName}</bdi>
              </span>
            </Line>
          )}
          <Line label={t('fields.status')}>
            <Select
              label={t('fields.status')}
              value={contact.lead.status}
              disabled={!editable}
              onChange={(status) => choose({ lead: { status } })}
              options={leadStatuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
              className={quiet}
            />
          </Line>
          <Line label={t('fields.temperature')}>
            <Select
              label={t('fields.temperature')}
              value={contact.lead.temperature ?? unset}
              disabled={!editable}
              onChange={(value) => choose({ lead: { temperature: value === unset ? null : value } })}
              options={[
                { value: unset, label: t('temperatures.unset') },
                ...temperatures.map((value) => ({ value, label: t(`temperatures.${value}`) })),
              ]}
              className={quiet}
            />
          </Line>
          {leadTexts.map((field) => (
            <Line key={field} label={t(`fields.${field}`)}>
              <InlineText
                label={t(`fields.${field}`)}
                value={contact.lead[field] ?? ''}
                editable={editable}
                onSave={(text) => change({ lead: { [field]: text || null } })}
              />
            </Line>
          ))}
          <Line label={t('fields.tags')}>
            {editable ? (
              <TagInput
                label={t('fields.tags')}
                value={contact.tags}
                onChange={(tags) => choose({ tags })}
                placeholder={t('form.tagPlaceholder')}
                quiet
              />
            ) : (
              <span className={read}>{contact.tags.join(', ')}</span>
            )}
          </Line>
        </dl>
      </Section>
      <Answers contact={contact} onChange={(client) => change({ client })} />
    </>
  );
}

/** What was answered first; the rest on request, so that thirteen empty lines do not stand in the way. */
function Answers({ contact, onChange }: { contact: Contact; onChange: (client: ClientAnswers) => Promise<unknown> }) {
  const { t } = useTranslation('contacts');
  const [all, setAll] = useState(false);
  const editable = contact.abilities.edit;
  const known = clientFields.filter((field) => contact.client[field]);
  const shown = all ? clientFields : known;
  return (
    <Section name="answers" title={t('groups.client')} count={known.length} folded>
      <dl className="-me-2">
        {shown.map((field) => (
          <Line key={field} label={t(`client.${field}`)}>
            <InlineText
              label={t(`client.${field}`)}
              value={contact.client[field] ?? ''}
              editable={editable}
              maxLength={answerMax}
              onSave={(answer) => onChange(withAnswer(contact.client, field, answer))}
            />
          </Line>
        ))}
      </dl>
      {known.length === 0 && !all && <p className="text-13 text-ink-muted">{t('inbox:panel.noAnswers')}</p>}
      {editable && !all && (
        <Button variant="ghost" size="sm" className="-ms-2 mt-1" onClick={() => setAll(true)}>
          {t('inbox:panel.allAnswers')}
        </Button>
      )}
    </Section>
  );
}
