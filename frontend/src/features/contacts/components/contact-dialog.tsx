// A new contact: the few fields that matter; the rest is filled in on the contact's page.
import { zodResolver } from '@hookform/resolvers/zod';
import { type Contact, contactInput, leadStatuses, temperatures } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Controller, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { z } from 'zod';
import { isApiError } from '../../../lib/api-error';
import { sayError, sayFieldError, showServerDetails } from '../../../lib/field-errors';
import { useCan } from '../../../lib/session';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { Select } from '../../../ui/select';
import { TagInput } from '../../../ui/tag-input';
import { notify } from '../../../ui/toast';
import { tagsQuery, useCreateContact } from '../api';
import { OwnerSelect } from './owner-select';

type Values = z.input<typeof contactInput>;
const fields = ['name', 'phone', 'email', 'lead.city', 'tags'] as const;
const unset = 'unset';

const formId = 'new-contact';

export function ContactDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation('contacts');
  const create = useCreateContact();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('form.title')}
      footer={
        <>
          <Button variant="ghost" onClick={() => onOpenChange(false)}>
            {t('actions.cancel')}
          </Button>
          <Button variant="primary" type="submit" form={formId} busy={create.isPending}>
            {t('form.submit')}
          </Button>
        </>
      }
    >
      <ContactForm create={create.mutateAsync} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

interface ContactFormProps {
  /** Sends the form; a refusal is thrown. */
  create: (values: Values) => Promise<Contact>;
  onDone: () => void;
}

function ContactForm({ create, onDone }: ContactFormProps) {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const mayAssign = useCan('contacts.assign');
  const { data: known = [] } = useQuery(tagsQuery);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { register, control, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(contactInput, undefined, { raw: true }),
    defaultValues: { name: '', phone: '', tags: [], lead: { status: 'new' } },
    mode: 'onTouched',
  });
  const { errors } = formState;
  const say = (name: 'name' | 'phone' | 'email') => sayFieldError(t, name, errors[name]);

  const submit = handleSubmit(async (values) => {
    setRefusal(null);
    try {
      const contact = await create(values);
      onDone();
      notify(t('form.done', { name: contact.name }), {
        action: { label: t('form.open'), run: () => void navigate(`/contacts/${contact.id}`) },
      });
    } catch (error) {
      if (isApiError(error, 'invalid_phone', 'phone_taken')) {
        setError('phone', { type: 'server', message: sayError(t, error) }, { shouldFocus: true });
      } else if (!showServerDetails<Values>(error, fields, setError)) setRefusal(sayError(t, error));
    }
  });

  return (
    <form id={formId} onSubmit={submit} noValidate className="grid gap-4 tablet:grid-cols-2">
      {refusal && <Alert className="tablet:col-span-2">{refusal}</Alert>}
      <Field label={t('fields.name')} required error={say('name')}>
        <Input {...register('name')} dir="auto" autoComplete="off" />
      </Field>
      <Field label={t('fields.phone')} required help={t('form.phoneHelp')} error={say('phone')}>
        <Input {...register('phone')} type="tel" dir="ltr" autoComplete="off" />
      </Field>
      <Field label={t('fields.email')} error={say('email')}>
        <Input
          {...register('email', { setValueAs: (value: string | null | undefined) => value || undefined })}
          type="email"
          dir="ltr"
          autoComplete="off"
        />
      </Field>
      <Field label={t('fields.city')}>
        <Input {...register('lead.city')} dir="auto" autoComplete="off" />
      </Field>
      <Controller
        control={control}
        name="lead.status"
        render={({ field }) => (
          <Field label={t('fields.status')}>
            <Select
              value={field.value}
              onChange={field.onChange}
              options={leadStatuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
            />
          </Field>
        )}
      />
      <Controller
        control={control}
        name="lead.temperature"
        render={({ field }) => (
          <Field label={t('fields.temperature')}>
            <Select
              value={field.value ?? unset}
              onChange={(value) => field.onChange(value === unset ? null : value)}
              options={[
                { value: unset, label: t('temperatures.unset') },
                ...temperatures.map((value) => ({ value, label: t(`temperatures.${value}`) })),
              ]}
            />
          </Field>
        )}
      />
      {mayAssign && (
        <Controller
          control={control}
          name="ownerId"
          render={({ field }) => (
            <Field label={t('fields.owner')} className="tablet:col-span-2">
              <OwnerSelect value={field.value ?? null} onChange={field.onChange} />
            </Field>
          )}
        />
      )}
      <Controller
        control={control}
        name="tags"
        render={({ field }) => (
          <Field label={t('fields.tags')} className="tablet:col-span-2">
            <TagInput
              value={field.value ?? []}
              onChange={field.onChange}
              placeholder={t('form.tagPlaceholder')}
              known={known.map(({ name }) => name)}
            />
          </Field>
        )}
      />
    </form>
  );
}
