// Quiet hours: on or off, from when to when, and what they mean for the people of this campaign on one strip per country.
import type { LaunchCheck } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useCountryName } from '../../../lib/country-name';
import { useFormat } from '../../../lib/format';
import { useSession } from '../../../lib/session';
import { Checkbox } from '../../../ui/checkbox';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import type { StepProps } from './step-props';

interface QuietHoursProps extends Pick<StepProps, 'draft' | 'change' | 'missing'> {
  countries: LaunchCheck['countries'];
}

export function QuietHours({ draft, change, missing, countries }: QuietHoursProps) {
  const { t } = useTranslation('campaigns');
  const { quiet } = draft;
  return (
    <section className="grid gap-3" aria-labelledby="quiet-title">
      <h3 id="quiet-title" className="text-13 font-medium">
        {t('tempo.quiet')}
      </h3>
      <Checkbox
        label={t('tempo.quietOn')}
        help={t('tempo.quietHelp')}
        checked={quiet.on}
        onChange={(on) => change({ quiet: { ...quiet, on } })}
      />
      {quiet.on && (
        <>
          <div className="grid grid-cols-2 gap-3 tablet:max-w-80">
            {(['start', 'end'] as const).map((key) => (
              <Field
                key={key}
                label={t(key === 'start' ? 'tempo.quietFrom' : 'tempo.quietTo')}
                error={key === 'end' && missing.quiet ? t('tempo.quietSame') : undefined}
              >
                <Input
                  type="time"
                  dir="ltr"
                  required
                  value={quiet[key]}
                  onChange={(event) =>
                    event.target.value && change({ quiet: { ...quiet, [key]: event.target.value.slice(0, 5) } })
                  }
                />
              </Field>
            ))}
          </div>
          {countries.length > 0 && <AllowedHours countries={countries} />}
        </>
      )}
    </section>
  );
}

const dayMinutes = 1440;
const marks = [0, 6, 12, 18, 24];

function asClock(minutes: number): string {
  return `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** One day on the tenant's clock, from left to right in every language, as clocks and charts are read. */
function AllowedHours({ countries }: { countries: LaunchCheck['countries'] }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const nameOf = useCountryName();
  const { tenant } = useSession();
  return (
    <figure className="grid gap-2 rounded-md border border-line px-4 py-3 text-12">
      <figcaption className="flex flex-wrap justify-between gap-x-3 text-ink-muted">
        <span>{t('tempo.quietBar')}</span>
        <span>{t('tempo.quietBarClock', { zone: tenant.timezone.replaceAll('_', ' ') })}</span>
      </figcaption>
      <ul className="grid gap-1.5">
        {countries.map(({ country, count, allowed }) => {
          const name = country ? nameOf(country) : t('tempo.noCountry');
          const hours =
            allowed.map(({ from, to }) => `${asClock(from)}–${asClock(to)}`).join(', ') || t('tempo.barNever');
          return (
            <li
              key={country ?? ''}
              className="grid grid-cols-[minmax(90px,140px)_minmax(0,1fr)] items-center gap-3 max-tablet:grid-cols-1 max-tablet:gap-1"
            >
              <span className="flex justify-between gap-2">
                <bdi className="truncate">{name}</bdi>
                <span className="tabular text-ink-muted">
                  <span className="sr-only">{t('tempo.barPeople', { count, number: format.number(count) })}</span>
                  <span aria-hidden>{format.number(count)}</span>
                </span>
              </span>
              <span
                role="img"
                dir="ltr"
                aria-label={t('tempo.barLabel', { country: name, hours })}
                title={hours}
                className="relative block h-3 overflow-hidden rounded-xs bg-data-track"
              >
                {allowed.map(({ from, to }) => (
                  <span
                    key={from}
                    className="absolute inset-y-0 bg-data-delivered"
                    style={{ left: `${(from / dayMinutes) * 100}%`, width: `${((to - from) / dayMinutes) * 100}%` }}
                  />
                ))}
              </span>
            </li>
          );
        })}
      </ul>
      <div
        dir="ltr"
        aria-hidden
        className="tabular flex justify-between text-ink-muted tablet:ms-[calc(min(140px,30%)+12px)]"
      >
        {marks.map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
    </figure>
  );
}
