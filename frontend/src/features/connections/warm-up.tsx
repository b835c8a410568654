// The warm-up of a new number: on or off, how it begins and grows, and the days ahead as a small chart.
import { defaultWarmUp, rampPerDay, type WarmUp } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format';
import { Checkbox } from '../../ui/checkbox';
import { cn } from '../../ui/cn';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';

/** As typed; null = no warm-up. */
export type WarmUpTexts = { start: string; growth: string } | null;

export function toWarmUpTexts(warmUp: WarmUp | null): WarmUpTexts {
  return warmUp && { start: String(warmUp.startPerDay), growth: String(warmUp.growthPercent) };
}

/** @returns what was typed, or which field cannot be read */
export function readWarmUp(texts: WarmUpTexts): { warmUp: WarmUp | null } | { wrong: 'start' | 'growth' } {
  if (texts === null) return { warmUp: null };
  const [startPerDay, growthPercent] = [Number(texts.start.trim()), Number(texts.growth.trim())];
  if (!Number.isInteger(startPerDay) || startPerDay < 1 || startPerDay > 100_000) return { wrong: 'start' };
  if (!Number.isInteger(growthPercent) || growthPercent < 5 || growthPercent > 300) return { wrong: 'growth' };
  return { warmUp: { startPerDay, growthPercent } };
}

interface WarmUpFieldsProps {
  texts: WarmUpTexts;
  onChange: (texts: WarmUpTexts) => void;
  /** Faults are told once somebody tried to save. */
  shown: boolean;
  perDay: number | null;
  /** The day the line is on, from 0; 0 for a warm-up that begins now. */
  today: number;
}

export function WarmUpFields({ texts, onChange, shown, perDay, today }: WarmUpFieldsProps) {
  const { t } = useTranslation('connections');
  const read = readWarmUp(texts);
  const wrong = shown && 'wrong' in read ? read.wrong : null;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-12 text-ink-muted">{t('warmUp.title')}</legend>
      <Checkbox
        label={t('warmUp.on')}
        help={t('warmUp.help')}
        checked={texts !== null}
        onChange={(on) => onChange(on ? toWarmUpTexts(defaultWarmUp) : null)}
      />
      {texts && (
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('warmUp.start')} error={wrong === 'start' ? t('warmUp.badStart') : undefined}>
            <Input
              inputMode="numeric"
              dir="ltr"
              value={texts.start}
              onChange={(event) => onChange({ ...texts, start: event.target.value })}
              trailing={<span className="text-12 whitespace-nowrap text-ink-muted">{t('warmUp.perDay')}</span>}
            />
          </Field>
          <Field label={t('warmUp.growth')} error={wrong === 'growth' ? t('warmUp.badGrowth') : undefined}>
            <Input
              inputMode="numeric"
              dir="ltr"
              value={texts.growth}
              onChange={(event) => onChange({ ...texts, growth: event.target.value })}
              trailing={<span className="text-12 text-ink-muted">{t('warmUp.percent')}</span>}
            />
          </Field>
        </div>
      )}
      {'warmUp' in read && read.warmUp && <NextDays warmUp={read.warmUp} perDay={perDay} today={today} />}
    </fieldset>
  );
}

const daysShown = 12;

function NextDays({ warmUp, perDay, today }: { warmUp: WarmUp; perDay: number | null; today: number }) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const limitOn = (day: number) => Math.min(rampPerDay(warmUp, day), perDay ?? Number.POSITIVE_INFINITY);
  const days = Array.from({ length: daysShown }, (_, at) => ({ day: today + at + 1, limit: limitOn(today + at) }));
  const most = Math.max(...days.map((one) => one.limit));
  const reached = perDay === null ? undefined : days.find((one) => one.limit >= perDay);
  return (
    <figure className="grid gap-1.5 text-12 text-ink-muted">
      <figcaption>{t('warmUp.chart')}</figcaption>
      <ol className="flex h-20 items-end gap-1">
        {days.map(({ day, limit }, at) => {
          const words = t('warmUp.day', { day: format.number(day), number: format.number(limit) });
          return (
            <li key={day} title={words} className="flex h-full flex-1 flex-col justify-end">
              <span className="sr-only">{words}</span>
              <span
                aria-hidden
                className={cn('block rounded-t-xs', at === 0 ? 'bg-accent' : 'bg-data-sent')}
                style={{ height: `${Math.max(4, (limit / most) * 100)}%` }}
              />
            </li>
          );
        })}
      </ol>
      <p className="tabular">
        {t('warmUp.day', { day: format.number(today + 1), number: format.number(limitOn(today)) })}
        {reached && perDay !== null && (
          <> · {t('warmUp.reached', { number: format.number(perDay), day: format.number(reached.day) })}</>
        )}
      </p>
    </figure>
  );
}
