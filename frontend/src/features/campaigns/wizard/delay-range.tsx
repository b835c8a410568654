// The pause between two messages: a range with two thumbs, and the same two numbers to type.
import { Slider } from 'radix-ui';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { languages, toLanguage } from '../../../lib/i18n';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';

interface Delays {
  minDelayMs: number;
  maxDelayMs: number;
}

interface DelayRangeProps {
  value: Delays;
  onChange: (value: Delays) => void;
  error?: string;
}

/** The slider ends here; longer pauses can be typed, up to the contract's ten minutes. */
const sliderMaxSeconds = 30;
const typedMaxSeconds = 600;
/** Recommended pause (product rule: 2–5 s between messages). */
const recommended = { from: 2, to: 5 };

function toMs(text: string): number {
  const seconds = Number(text);
  return Number.isFinite(seconds) ? Math.round(Math.min(Math.max(seconds, 0), typedMaxSeconds) * 1000) : 0;
}

export function DelayRange({ value, onChange, error }: DelayRangeProps) {
  const { t, i18n } = useTranslation('campaigns');
  const format = useFormat();
  const helpId = useId();
  const from = value.minDelayMs / 1000;
  const to = value.maxDelayMs / 1000;
  const share = (seconds: number) => `${(seconds / sliderMaxSeconds) * 100}%`;
  const thumb =
    'block size-4 rounded-full border-2 border-accent bg-surface after:absolute after:-inset-3 max-tablet:size-5';
  return (
    <div className="grid gap-3">
      <div className="relative pt-1">
        <Slider.Root
          dir={languages[toLanguage(i18n.language)].dir}
          min={0}
          max={sliderMaxSeconds}
          step={0.5}
          value={[Math.min(from, sliderMaxSeconds), Math.min(to, sliderMaxSeconds)]}
          onValueChange={([low = 0, high = low]) => onChange({ minDelayMs: low * 1000, maxDelayMs: high * 1000 })}
          className="relative flex h-6 touch-none items-center select-none"
        >
          <Slider.Track className="relative h-1 grow rounded-[2px] bg-data-track">
            <span
              aria-hidden
              className="absolute inset-y-0 -my-1 rounded-[2px] bg-accent-soft"
              style={{
                insetInlineStart: share(recommended.from),
                inlineSize: share(recommended.to - recommended.from),
              }}
            />
            <Slider.Range className="absolute h-full rounded-[2px] bg-accent" />
          </Slider.Track>
          <Slider.Thumb aria-label={t('pace.from')} aria-describedby={helpId} className={thumb} />
          <Slider.Thumb aria-label={t('pace.to')} aria-describedby={helpId} className={thumb} />
        </Slider.Root>
        <p id={helpId} className="text-12 text-ink-muted">
          {t('pace.recommended')}
        </p>
      </div>
      <div className="grid grid-cols-2 gap-3 tablet:max-w-80">
        <Field label={t('pace.from')}>
          <SecondsInput
            value={from}
            onChange={(minDelayMs) => onChange({ minDelayMs, maxDelayMs: Math.max(minDelayMs, value.maxDelayMs) })}
            unit={t('pace.seconds')}
          />
        </Field>
        <Field label={t('pace.to')} error={error}>
          <SecondsInput
            value={to}
            onChange={(maxDelayMs) => onChange({ minDelayMs: value.minDelayMs, maxDelayMs })}
            unit={t('pace.seconds')}
          />
        </Field>
      </div>
      {from < 1 && <p className="text-12 text-warning">{t('pace.tooFast', { seconds: format.number(from) })}</p>}
    </div>
  );
}

interface SecondsInputProps {
  value: number;
  onChange: (ms: number) => void;
  unit: string;
}

function SecondsInput({ value, onChange, unit }: SecondsInputProps) {
  return (
    <Input
      type="number"
      inputMode="decimal"
      dir="ltr"
      min={0}
      max={typedMaxSeconds}
      step={0.5}
      value={value}
      trailing={<span className="text-12 text-ink-muted">{unit}</span>}
      onChange={(event) => onChange(toMs(event.target.value))}
    />
  );
}
