// Everything known about a person, grouped: the person, the lead, what they answered, and attributes of one's own.
import {
  type ClientAnswers,
  type ClientField,
  type Contact,
  clientFields,
  contactInput,
  leadStatuses,
  temperatures,
} from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { PhoneNumber } from '../../../ui/formatted-number';
import { InlineText } from '../../../ui/inline-text';
import { RelativeTime } from '../../../ui/relative-time';
import { Select } from '../../../ui/select';
import { TagInput } from '../../../ui/tag-input';
import { notifyError } from '../../../ui/toast';
import { type ContactChange, tagsQuery, useUpdateContact } from '../api';
import { AttributeFacts } from './attribute-facts';
import { Fact, FactGroup } from './facts';
import { OwnerSelect } from './owner-select';

const unset = 'unset';
const leadTexts = ['source', 'country', 'city'] as const;
const answerMax = 1000;
/** A control that looks like text until it is pointed at or focused. */
const quiet = 'border-transparent! px-2! hover:bg-hover max-tablet:text-13!';

/** All answers with one changed; the API replaces them together. An empty answer is none. */
function withAnswer(answers: ClientAnswers, field: ClientField, answer: string): ClientAnswers {
  const { [field]: _before, ...others } = answers;
  return answer ? { ...others, [field]: answer } : others;
}

export function ContactFacts({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const update = useUpdateContact(contact.id);
  const { data: known = [] } = useQuery(tagsQuery);
  const editable = contact.abilities.edit;
  const change = (body: ContactChange) => update.mutateAsync(body);
  /** For choices, which have no field to stand under. */
  const choose = (body: ContactChange) =>
    update.mutate(body, { onError: (error) => notifyError(t('edit.failed'), { description: sayError(t, error) }) });

  return (
    <>
      <FactGroup title={t('groups.person')}>
        <Fact label={t('fields.name')}>
          <InlineText
            label={t('fields.name')}
            value={contact.name}
            editable={editable}
            check={(name) => (name ? undefined : t('errors:fields.name.too_small'))}
            onSave={(name) => change({ name })}
          />
        </Fact>
        <Fact label={t('fields.firstName')}>
          <InlineText
            label={t('fields.firstName')}
            value={contact.firstName}
            editable={editable}
            onSave={(firstName) => change({ firstName })}
          />
        </Fact>
        <Fact label={t('fields.phone')}>
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
        </Fact>
        <Fact label={t('fields.email')}>
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
        </Fact>
        <Fact label={t('fields.owner')}>
          {contact.abilities.assign ? (
            <OwnerSelect
              label={t('fields.owner')}
              value={contact.ownerId}
              onChange={(ownerId) => choose({ ownerId })}
              className={quiet}
            />
          ) : (
            <span className="flex min-h-control items-center px-2">
              <bdi>{contact.ownerName ?? t('owner.none')}</bdi>
            </span>
          )}
        </Fact>
        <Fact label={t('fields.createdAt')}>
          <span className="flex min-h-control items-center px-2">
            <RelativeTime at={contact.createdAt} as="date" />
          </span>
        </Fact>
        <Fact wide label={t('fields.tags')}>
          {editable ? (
            <TagInput
              label={t('fields.tags')}
              value={contact.tags}
              onChange={(tags) => choose({ tags })}
              placeholder={t('form.tagPlaceholder')}
              known={known.map(({ name }) => name)}
              quiet
            />
          ) : (
            <span className="flex min-h-control items-center px-2">{contact.tags.join(', ')}</span>
          )}
        </Fact>
      </FactGroup>

      <FactGroup title={t('groups.lead')}>
        <Fact label={t('fields.status')}>
          <Select
            label={t('fields.status')}
            value={contact.lead.status}
            disabled={!editable}
            onChange={(status) => choose({ lead: { status } })}
            options={leadStatuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
            className={quiet}
          />
        </Fact>
        <Fact label={t('fields.temperature')}>
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
        </Fact>
        {leadTexts.map((field) => (
          <Fact key={field} label={t(`fields.${field}`)}>
            <InlineText
              label={t(`fields.${field}`)}
              value={contact.lead[field] ?? ''}
              editable={editable}
              onSave={(text) => change({ lead: { [field]: text || null } })}
            />
          </Fact>
        ))}
      </FactGroup>

      <FactGroup title={t('groups.client')}>
        {clientFields.map((field) => (
          <Fact key={field} label={t(`client.${field}`)}>
            <InlineText
              label={t(`client.${field}`)}
              value={contact.client[field] ?? ''}
              editable={editable}
              maxLength={answerMax}
              onSave={(answer) => change({ client: withAnswer(contact.client, field, answer) })}
            />
          </Fact>
        ))}
      </FactGroup>

      <AttributeFacts contact={contact} onChange={(attributes) => change({ attributes })} />
    </>
  );
}
