// My answers as a coach: what `{{coach.…}}` becomes in a template.
import type { CoachProfile } from '@parley/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { useSession } from '../../lib/session';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { FormSection } from '../../ui/form-section';
import { Input } from '../../ui/input';
import { Textarea } from '../../ui/textarea';
import { notify } from '../../ui/toast';
import { useSaveProfile } from './api';

const shortFields = [
  'profession',
  'whatsapp',
  'instagram',
  'incomeGoal',
  'investment',
  'timeAvailability',
  'timeline',
  'readiness',
  'commitment',
  'timeCommitment',
] as const satisfies readonly (keyof CoachProfile)[];

/** Longest answers; the contract's limits. */
const longest: Partial<Record<keyof CoachProfile, number>> = { whatsapp: 40, instagram: 100, description: 1000 };
const usualLongest = 200;

export function CoachForm() {
  const { t } = useTranslation('profile');
  const { user } = useSession();
  const [answers, setAnswers] = useState<CoachProfile>(user.coachProfile);
  const save = useSaveProfile();

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate({ coachProfile: answers }, { onSuccess: () => notify(t('saved')) });
  }

  const control = (key: keyof CoachProfile) => ({
    dir: key === 'whatsapp' || key === 'instagram' ? ('ltr' as const) : ('auto' as const),
    value: answers[key] ?? '',
    maxLength: longest[key] ?? usualLongest,
    onChange: (event: { target: { value: string } }) => setAnswers({ ...answers, [key]: event.target.value }),
  });

  return (
    <FormSection title={t('coach.title')} help={t('coach.help')}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        <Field label={t('coach.description')} help={<Variable name="description" />}>
          <Textarea rows={3} {...control('description')} />
        </Field>
        <div className="grid gap-4 tablet:grid-cols-2">
          {shortFields.map((key) => (
            <Field key={key} label={t(`coach.${key}`)} help={<Variable name={key} />}>
              <Input {...control(key)} />
            </Field>
          ))}
        </div>
        {save.isError && <Alert>{sayError(t, save.error)}</Alert>}
        <div>
          <Button type="submit" busy={save.isPending}>
            {t('common:actions.save')}
          </Button>
        </div>
      </form>
    </FormSection>
  );
}

/** How a template asks for this answer. */
function Variable({ name }: { name: keyof CoachProfile }) {
  return <bdi dir="ltr">{`{{coach.${name}}}`}</bdi>;
}
