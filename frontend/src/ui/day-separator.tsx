// Parts a conversation by day.
import { type TimeLike, useFormat } from '../lib/format';
import { useNow } from './relative-time';

export function DaySeparator({ at }: { at: TimeLike }) {
  const format = useFormat();
  return (
    <h3 className="day-line mt-4 mb-3 flex items-center gap-3 self-stretch text-12 font-medium text-ink-muted first:mt-0">
      <time dateTime={new Date(at).toISOString()}>{format.day(at, useNow())}</time>
    </h3>
  );
}
