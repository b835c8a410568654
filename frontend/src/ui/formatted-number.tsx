// Figures as the reader's language writes them, all of one width, never scrambled by right-to-left text.
import { useFormat } from '../lib/format';
import { spacePhone } from '../lib/phone';
import { cn } from './cn';

export function FormattedNumber({ value, className }: { value: number; className?: string }) {
  return <bdi className={cn('tabular', className)}>{useFormat().number(value)}</bdi>;
}

/** A share 0–1 as a percentage. */
export function FormattedPercent({
  share,
  digits = 0,
  className,
}: {
  share: number;
  digits?: number;
  className?: string;
}) {
  return <bdi className={cn('tabular', className)}>{useFormat().percent(share, digits)}</bdi>;
}

/** An E.164 phone number, spaced for reading, left to right in every language. */
export function PhoneNumber({ value, className }: { value: string; className?: string }) {
  return (
    <bdi dir="ltr" className={cn('tabular whitespace-nowrap', className)}>
      {spacePhone(value)}
    </bdi>
  );
}
