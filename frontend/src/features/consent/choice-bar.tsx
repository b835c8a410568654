// What can be done with the chosen near misses: take them for what they resemble, or for something else.
import type { ConsentReview } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { BulkBar } from '../../ui/bulk-bar';
import { Button } from '../../ui/button';

interface ChoiceBarProps {
  /** Not empty. */
  chosen: readonly ConsentReview[];
  busy: boolean;
  onDecide: (confirmed: boolean) => void;
  onClear: () => void;
}

export function ChoiceBar({ chosen, busy, onDecide, onClear }: ChoiceBarProps) {
  const { t } = useTranslation('consent');
  const [first] = chosen;
  // Of one kind they are called by it.
  const guess = first && chosen.every((review) => review.guess === first.guess) ? first.guess : undefined;
  return (
    <BulkBar label={<span aria-live="polite">{t('many.chosen', { count: chosen.length })}</span>} onClear={onClear}>
      <Button size="sm" shortcut="y" busy={busy} onClick={() => onDecide(true)}>
        {guess ? t(`confirm.${guess}`) : t('many.confirm')}
      </Button>
      <Button size="sm" variant="ghost" shortcut="n" busy={busy} onClick={() => onDecide(false)}>
        {guess ? t(`dismiss.${guess}`) : t('many.dismiss')}
      </Button>
    </BulkBar>
  );
}
