// Sending limits of a number, with what they mean and a warning when they are faster than is safe.
import { type Connection, defaultPacingOf } from '@parley/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { useFormat } from '../../lib/format';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { cn } from '../../ui/cn';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { notify } from '../../ui/toast';
import { useSavePacing } from './api';
import { isTokenChannel } from './credentials';
import { fromTexts, isFasterThanDefault, messagesPerHour, type PaceTexts, toTexts } from './pace';
import { readWarmUp, toWarmUpTexts, WarmUpFields } from './warm-up';

export function PacingDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { t } = useTranslation('connections');
  const [texts, setTexts] = useState(() => toTexts(connection.pacing));
  const [warmUp, setWarmUp] = useState(() => toWarmUpTexts(connection.warmUp));
  const [shown, setShown] = useState(false);
  const save = useSavePacing();
  const read = fromTexts(texts);
  const readWarm = readWarmUp(warmUp);
  // Meta sets its own limits; only numbers linked by QR are blocked for sending fast.
  const byQr = !isTokenChannel(connection.channel);
  const wrong = 'wrong' in read ? read.wrong : [];

  function submit(event: FormEvent) {
    event.preventDefault();
    setShown(true);
    if ('wrong' in read || 'wrong' in readWarm) return;
    save.mutate(
      { id: connection.id, pacing: read.pacing, warmUp: readWarm.warmUp },
      {
        onSuccess: () => {
          notify(t('pacing.saved', { name: connection.name }));
          onClose();
        },
      },
    );
  }

  const field = (key: keyof PaceTexts, unit?: string) => (
    <Field
      label={t(`pacing.${key}`)}
      error={
        shown && wrong.includes(key) ? t(key.endsWith('Delay') ? 'pacing.badDelay' : 'pacing.badLimit') : undefined
      }
    >
      <Input
        inputMode="decimal"
        dir="ltr"
        value={texts[key]}
        placeholder={unit ? undefined : t('pacing.noLimit')}
        onChange={(event) => setTexts({ ...texts, [key]: event.target.value })}
        trailing={unit && <span className="text-12 text-ink-muted">{unit}</span>}
      />
    </Field>
  );

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('pacing.title', { name: connection.name })}
      description={t(byQr ? 'pacing.lead' : 'pacing.leadToken')}
      footer={
        <>
          <Button
            variant="ghost"
            className="me-auto"
            onClick={() => setTexts(toTexts(defaultPacingOf[connection.channel]))}
          >
            {t('pacing.useDefault')}
          </Button>
          <Button variant="ghost" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button variant="primary" type="submit" form="pacing" busy={save.isPending}>
            {t('common:actions.save')}
          </Button>
        </>
      }
    >
      <form id="pacing" onSubmit={submit} noValidate className="grid gap-4">
        <fieldset className={cn('grid gap-3', byQr ? 'grid-cols-3' : 'grid-cols-2 tablet:grid-cols-4')}>
          <legend className="mb-2 text-12 text-ink-muted">{t('pacing.limits')}</legend>
          {!byQr && field('perSecond')}
          {field('perMinute')}
          {field('perHour')}
          {field('perDay')}
        </fieldset>
        <fieldset className="grid grid-cols-2 gap-3">
          <legend className="mb-2 text-12 text-ink-muted">{t('pacing.delays')}</legend>
          {field('minDelay', t('pacing.seconds'))}
          {field('maxDelay', t('pacing.seconds'))}
        </fieldset>
        <WarmUpFields
          texts={warmUp}
          onChange={setWarmUp}
          shown={shown}
          perDay={'pacing' in read ? read.pacing.perDay : null}
          today={dayOf(connection.warmUp)}
        />
        {'pacing' in read && (
          <>
            <Meaning perHour={messagesPerHour(read.pacing)} perDay={read.pacing.perDay} />
            {byQr && isFasterThanDefault(read.pacing) && <Alert tone="warning">{t('pacing.risky')}</Alert>}
          </>
        )}
        {save.isError && <Alert>{sayError(t, save.error)}</Alert>}
      </form>
    </Dialog>
  );
}

const dayMs = 86_400_000;

/** The day that a warm-up is on, from 0. */
function dayOf(warmUp: Connection['warmUp']): number {
  return warmUp ? Math.max(0, Math.floor((Date.now() - Date.parse(warmUp.startedAt)) / dayMs)) : 0;
}

function Meaning({ perHour, perDay }: { perHour: number | null; perDay: number | null }) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const hourly =
    perHour === null ? t('pacing.unlimited') : t('pacing.about', { count: perHour, number: format.number(perHour) });
  return (
    <p className="text-13 text-ink-secondary" aria-live="polite">
      {hourly} {perDay !== null && t('pacing.atMost', { number: format.number(perDay) })}
    </p>
  );
}
