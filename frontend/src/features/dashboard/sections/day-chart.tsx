// The last 24 hours as two areas. Loaded apart from the page: the drawing library is heavy.
import type { Overview } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useFormat } from '../../../lib/format';

const tick = { fontSize: 11, fill: 'var(--text-muted)' };

export default function DayChart({ hours }: { hours: Overview['hours'] }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const data = hours.map((hour) => ({ ...hour, label: format.time(hour.at) }));
  return (
    // Time runs left to right in every language.
    <div dir="ltr" className="h-40">
      <ResponsiveContainer width="100%" height="100%">
        <AreaChart data={data} margin={{ top: 6, right: 4, bottom: 0, left: -18 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="label" tick={tick} tickLine={false} axisLine={{ stroke: 'var(--line)' }} minTickGap={48} />
          <YAxis tick={tick} tickLine={false} axisLine={false} allowDecimals={false} width={48} />
          <Tooltip
            cursor={{ stroke: 'var(--line-strong)' }}
            isAnimationActive={false}
            content={({ active, payload, label }) =>
              active && payload?.length ? (
                <div className="rounded-sm bg-raised px-2.5 py-1.5 text-12 shadow-pop">
                  <p className="tabular text-ink-muted">{label}</p>
                  {payload.map((one) => (
                    <p key={String(one.dataKey)} className="tabular flex items-center gap-2">
                      <i className="size-2 rounded-full" style={{ background: one.color }} />
                      {t(`day.${one.dataKey === 'sent' ? 'sent' : 'received'}`)}
                      <b className="ms-auto ps-3">{format.number(Number(one.value))}</b>
                    </p>
                  ))}
                </div>
              ) : null
            }
          />
          <Area
            type="monotone"
            dataKey="sent"
            stroke="var(--data-read)"
            fill="var(--data-sent)"
            fillOpacity={0.35}
            strokeWidth={1.5}
            isAnimationActive={false}
          />
          <Area
            type="monotone"
            dataKey="received"
            stroke="var(--data-uncertain)"
            fill="var(--data-uncertain)"
            fillOpacity={0.12}
            strokeWidth={1.5}
            isAnimationActive={false}
          />
        </AreaChart>
      </ResponsiveContainer>
    </div>
  );
}
