// Without a camera: the phone's number gets a code, which is typed on the phone.
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { LinkingSteps } from './linking-steps';

export interface PairingPaneProps {
  initialPhone: string;
  code: string | null;
  busy: boolean;
  error: unknown;
  onAsk: (phone: string) => void;
  onUseScan: () => void;
}

export function PairingPane({ initialPhone, code, busy, error, onAsk, onUseScan }: PairingPaneProps) {
  const { t } = useTranslation('connections');
  const [phone, setPhone] = useState(initialPhone);
  const [missing, setMissing] = useState(false);

  function ask(event: FormEvent) {
    event.preventDefault();
    setMissing(phone.trim() === '');
    if (phone.trim() !== '') onAsk(phone.trim());
  }

  return (
    <div className="grid tablet:grid-cols-[minmax(0,1fr)_288px]">
      <div className="flex flex-col gap-4 p-5">
        <LinkingSteps phone={initialPhone || null} last="code" />
        <p className="mt-auto text-13 text-ink-muted">
          <button type="button" onClick={onUseScan} className="font-medium text-accent-text hover:underline">
            {t('connect.useScan')}
          </button>
        </p>
      </div>
      <form onSubmit={ask} noValidate className="grid content-start gap-3 p-5 tablet:ps-0">
        <Field
          label={t('pairing.phone')}
          help={t('pairing.phoneHelp')}
          error={missing ? t('pairing.missing') : error ? sayError(t, error) : undefined}
        >
          <Input
            type="tel"
            dir="ltr"
            autoComplete="tel"
            value={phone}
            placeholder="+972 50 123 4567"
            onChange={(event) => setPhone(event.target.value)}
          />
        </Field>
        <Button type="submit" wide variant={code ? 'secondary' : 'primary'} busy={busy}>
          {code ? t('pairing.again') : t('pairing.ask')}
        </Button>
        {code && (
          <div
            className="mt-2 grid justify-items-center gap-1 rounded-md border border-line bg-sunken p-4"
            role="status"
          >
            <span className="text-12 text-ink-muted">{t('pairing.type')}</span>
            <bdi dir="ltr" className="tabular text-28 font-semibold">
              {code}
            </bdi>
            <CopyButton text={code} label={t('pairing.copy')} />
          </div>
        )}
      </form>
    </div>
  );
}
