// How near a lead is: one, two or three bars, and the word.
import type { Contact } from '@parley/contract';
import { ChartNoAxesColumnIncreasing } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Status } from '../../../ui/status';

/** The bars beyond the temperature are faint. */
const bars = {
  cold: '[&_path:nth-child(n+2)]:opacity-25',
  warm: '[&_path:nth-child(n+3)]:opacity-25',
  hot: '',
};

export function Temperature({ value }: { value: Contact['lead']['temperature'] }) {
  const { t } = useTranslation('contacts');
  if (!value) return null;
  return (
    <Status icon={ChartNoAxesColumnIncreasing} className={bars[value]}>
      {t(`temperatures.${value}`)}
    </Status>
  );
}
