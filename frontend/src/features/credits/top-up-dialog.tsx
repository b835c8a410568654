// Adds credits, with the reason that the statement will show.
import { zodResolver } from '@hookform/resolvers/zod';
import { topUpCredits } from '@parley/contract';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { sayError, sayFieldError, showServerDetails } from '../../lib/field-errors';
import { useFormat } from '../../lib/format';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { notify } from '../../ui/toast';
import { useTopUp } from './api';

type Values = z.infer<typeof topUpCredits.body>;

const usual = [100, 500, 1_000, 5_000];
const formId = 'top-up-form';

interface TopUpDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Filled in when something is known to be short. */
  suggested?: number;
}

export function TopUpDialog(props: TopUpDialogProps) {
  const { t } = useTranslation('credits');
  const [busy, setBusy] = useState(false);
  return (
    <Dialog
      open={props.open}
      onOpenChange={(open) => !busy && props.onOpenChange(open)}
      title={t('topUp.title')}
      description={t('topUp.help')}
      width="sm"
      footer={
        <>
          <Button variant="ghost" disabled={busy} onClick={() => props.onOpenChange(false)}>
            {t('common:actions.cancel')}
          </Button>
          <Button variant="primary" type="submit" form={formId} busy={busy}>
            {t('topUp.submit')}
          </Button>
        </>
      }
    >
      <TopUpForm suggested={props.suggested} onBusy={setBusy} onDone={() => props.onOpenChange(false)} />
    </Dialog>
  );
}

interface TopUpFormProps {
  suggested: number | undefined;
  onBusy: (busy: boolean) => void;
  onDone: () => void;
}

function TopUpForm({ suggested, onBusy, onDone }: TopUpFormProps) {
  const { t } = useTranslation('credits');
  const format = useFormat();
  const topUp = useTopUp();
  const [refusal, setRefusal] = useState<string | null>(null);
  const form = useForm<Values>({
    resolver: zodResolver(topUpCredits.body, undefined, { raw: true }),
    defaultValues: { amount: suggested ?? usual[1], reason: '' },
    mode: 'onTouched',
  });
  const { errors } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    setRefusal(null);
    onBusy(true);
    try {
      const credits = await topUp.mutateAsync(values);
      notify(t('topUp.done', { count: values.amount, number: format.number(values.amount) }), {
        description: t('topUp.now', { number: format.number(credits.balance) }),
      });
      onDone();
    } catch (error) {
      if (!showServerDetails(error, ['amount', 'reason'], form.setError)) setRefusal(sayError(t, error));
    } finally {
      onBusy(false);
    }
  });

  return (
    <form id={formId} onSubmit={submit} noValidate className="grid gap-4">
      {refusal && <Alert>{refusal}</Alert>}
      <Field label={t('topUp.amount')} error={sayFieldError(t, 'amount', errors.amount)}>
        <Input
          {...form.register('amount', { valueAsNumber: true })}
          type="number"
          inputMode="numeric"
          dir="ltr"
          min={1}
          step={1}
          size="lg"
        />
      </Field>
      <fieldset className="-mt-2 flex flex-wrap gap-1.5">
        <legend className="sr-only">{t('topUp.usual')}</legend>
        {usual.map((amount) => (
          <Button
            key={amount}
            size="sm"
            onClick={() => form.setValue('amount', amount, { shouldValidate: true, shouldDirty: true })}
          >
            {format.number(amount)}
          </Button>
        ))}
      </fieldset>
      <Field label={t('topUp.reason')} help={t('topUp.reasonHelp')} error={sayFieldError(t, 'reason', errors.reason)}>
        <Input {...form.register('reason')} dir="auto" maxLength={300} size="lg" />
      </Field>
    </form>
  );
}
