// The safety stop: whether a campaign stops by itself when too many of its latest messages fail, and from which share on.
import { defaultAutoPause } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Checkbox } from '../../../ui/checkbox';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import type { StepProps } from './step-props';

export function SafetyStop({ draft, change, missing }: Pick<StepProps, 'draft' | 'change' | 'missing'>) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { minSample } = defaultAutoPause;
  return (
    <section className="grid gap-3" aria-labelledby="stop-title">
      <h3 id="stop-title" className="text-13 font-medium">
        {t('tempo.autoPause')}
      </h3>
      <Checkbox
        label={t('tempo.autoPauseOn')}
        help={t('tempo.autoPauseHelp', { sample: format.number(minSample), double: format.number(2 * minSample) })}
        checked={draft.stopPercent !== null}
        onChange={(on) => change({ stopPercent: on ? String(defaultAutoPause.failurePercent) : null })}
      />
      {draft.stopPercent !== null && (
        <Field
          label={t('tempo.autoPausePercent')}
          error={missing.stopPercent && t('tempo.autoPauseBad')}
          className="max-w-40"
        >
          <Input
            inputMode="numeric"
            dir="ltr"
            value={draft.stopPercent}
            trailing={
              <span className="text-12 whitespace-nowrap text-ink-muted">{t('tempo.autoPausePercentUnit')}</span>
            }
            onChange={(event) => change({ stopPercent: event.target.value })}
          />
        </Field>
      )}
    </section>
  );
}
