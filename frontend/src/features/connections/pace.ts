// What sending limits mean in practice.
import { defaultPacing, type Pacing } from '@parley/contract';

const hourMs = 3_600_000;

/** Messages that can leave in an hour under these limits; null when nothing limits them. */
export function messagesPerHour(pacing: Pacing): number | null {
  const averageDelayMs = (pacing.minDelayMs + pacing.maxDelayMs) / 2;
  const caps = [
    pacing.perHour,
    pacing.perMinute === null ? null : pacing.perMinute * 60,
    pacing.perSecond === null ? null : pacing.perSecond * 3_600,
    averageDelayMs > 0 ? Math.floor(hourMs / averageDelayMs) : null,
    pacing.perDay,
  ].filter((cap) => cap !== null);
  return caps.length === 0 ? null : Math.min(...caps);
}

function exceeds(value: number | null, usual: number | null): boolean {
  return usual !== null && (value === null || value > usual);
}

/** Whether any limit is looser than the protective default for QR numbers. */
export function isFasterThanDefault(pacing: Pacing): boolean {
  return (
    exceeds(pacing.perMinute, defaultPacing.perMinute) ||
    exceeds(pacing.perHour, defaultPacing.perHour) ||
    exceeds(pacing.perDay, defaultPacing.perDay) ||
    pacing.minDelayMs < defaultPacing.minDelayMs ||
    pacing.maxDelayMs < defaultPacing.maxDelayMs
  );
}

/** The form's texts: empty means no limit; delays in seconds. */
export interface PaceTexts {
  perSecond: string;
  perMinute: string;
  perHour: string;
  perDay: string;
  minDelay: string;
  maxDelay: string;
}

export function toTexts(pacing: Pacing): PaceTexts {
  const text = (value: number | null) => (value === null ? '' : String(value));
  return {
    perSecond: text(pacing.perSecond),
    perMinute: text(pacing.perMinute),
    perHour: text(pacing.perHour),
    perDay: text(pacing.perDay),
    minDelay: String(pacing.minDelayMs / 1_000),
    maxDelay: String(pacing.maxDelayMs / 1_000),
  };
}

/** What was typed as limits, or the fields that cannot be read. */
export function fromTexts(texts: PaceTexts): { pacing: Pacing } | { wrong: (keyof PaceTexts)[] } {
  const wrong: (keyof PaceTexts)[] = [];
  function limit(key: 'perSecond' | 'perMinute' | 'perHour' | 'perDay'): number | null {
    const text = texts[key].trim();
    if (text === '') return null;
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || (key === 'perSecond' && value > 1000)) wrong.push(key);
    return value;
  }
  function delayMs(key: 'minDelay' | 'maxDelay'): number {
    const text = texts[key].trim();
    const value = Number(text);
    if (text === '' || !Number.isFinite(value) || value < 0 || value > 600) wrong.push(key);
    return Math.round(value * 1_000);
  }
  const pacing = {
    perMinute: limit('perMinute'),
    perHour: limit('perHour'),
    perDay: limit('perDay'),
    perSecond: limit('perSecond'),
    minDelayMs: delayMs('minDelay'),
    maxDelayMs: delayMs('maxDelay'),
  };
  if (wrong.length === 0 && pacing.maxDelayMs < pacing.minDelayMs) wrong.push('maxDelay');
  return wrong.length > 0 ? { wrong } : { pacing };
}
