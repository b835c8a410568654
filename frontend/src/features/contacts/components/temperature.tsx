// How near a lead is: bars of signal and the word.
import type { Contact } from '@parley/contract';
import { SignalHigh, SignalLow, SignalMedium } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Status } from '../../../ui/status';

const icons = { cold: SignalLow, warm: SignalMedium, hot: SignalHigh };

export function Temperature({ value }: { value: Contact['lead']['temperature'] }) {
  const { t } = useTranslation('contacts');
  if (!value) return null;
  return <Status icon={icons[value]}>{t(`temperatures.${value}`)}</Status>;
}
