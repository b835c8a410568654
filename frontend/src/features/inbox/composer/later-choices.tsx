// The moments a message may leave at: three usual ones, or any other on the team's clock.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { useSession } from '../../../lib/session';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { fromField, laterTimes, toField } from './later-times';

export interface LaterChoicesProps {
  /** Nothing may be sent freely after this time. */
  closesAt: string | null;
  onLater: (at: Date) => void;
}

export default function LaterChoices({ closesAt, onLater }: LaterChoicesProps) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const zone = useSession().tenant.timezone;
  const [now] = useState(() => Date.now());
  const [own, setOwn] = useState(() => toField(now + 2 * 3_600_000, zone));
  const chosen = fromField(own, zone);
  const tooLate = (at: Date) => closesAt !== null && at.getTime() >= Date.parse(closesAt);
  const times = laterTimes(now, zone);
  const problem =
    !chosen || chosen.getTime() <= Date.now() ? t('later.past') : tooLate(chosen) ? t('later.closed') : null;
  return (
    <>
      {times.map(({ key, at }) => (
        <button
          key={key}
          type="button"
          disabled={tooLate(at)}
          onClick={() => onLater(at)}
          className="flex min-h-8 w-full items-center justify-between gap-3 rounded-[5px] px-2 text-start enabled:hover:bg-hover focus-visible:shadow-focus-inset disabled:text-ink-disabled max-tablet:min-h-10"
        >
          {t(`later.${key}`)}
          <span className="tabular text-12 text-ink-muted">{format.until(at)}</span>
        </button>
      ))}
      {times.some(({ at }) => tooLate(at)) && <p className="px-2 pb-1 text-12 text-ink-muted">{t('later.closed')}</p>}
      <form
        className="mt-1 grid gap-2 border-t border-line p-2"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (chosen && !problem) onLater(chosen);
        }}
      >
        <Field label={t('later.own')} help={t('later.zone', { zone: zone.replaceAll('_', ' ') })} error={problem}>
          <Input
            type="datetime-local"
            value={own}
            min={toField(now, zone)}
            onChange={(event) => setOwn(event.target.value)}
          />
        </Field>
        <Button type="submit" variant="primary" wide disabled={problem !== null}>
          {t('later.submit')}
        </Button>
      </form>
    </>
  );
}
