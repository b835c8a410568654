// Several wordings of one message, to see which works better; each person gets one of them.
import { mostVariants } from '@parley/contract';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { variantName } from '../../../lib/variants';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { SegmentedControl } from '../../../ui/segmented-control';
import type { Draft } from './draft';
import type { StepProps } from './step-props';
import { emptyWording } from './wording';

interface VariantTabsProps extends Pick<StepProps, 'draft' | 'change'> {
  variant: number;
  onVariant: (variant: number) => void;
}

/** Everybody's share is the same until it is changed. */
function withEvenShares(variants: Draft['variants']): Draft['variants'] {
  const share = Math.floor(100 / (variants.length + 1));
  return variants.map((one) => ({ ...one, share }));
}

function restOf(variants: Draft['variants']): number {
  return 100 - variants.reduce((sum, { share }) => sum + share, 0);
}

export function VariantTabs({ draft, change, variant, onVariant }: VariantTabsProps) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { variants } = draft;
  const current = variants[variant - 1];

  function add() {
    const like = { ...emptyWording(), messageKind: draft.messageKind, share: 0 };
    change({ variants: withEvenShares([...variants, like]) });
    onVariant(variants.length + 1);
  }

  function remove() {
    change({ variants: withEvenShares(variants.filter((_, at) => at !== variant - 1)) });
    onVariant(0);
  }

  function setShare(share: number) {
    const others = variants.reduce((sum, one, at) => sum + (at === variant - 1 ? 0 : one.share), 0);
    const kept = Math.max(1, Math.min(99 - others, Math.round(share) || 1));
    change({ variants: variants.map((one, at) => (at === variant - 1 ? { ...one, share: kept } : one)) });
  }

  const addButton = variants.length < mostVariants - 1 && (
    <Button size="sm" variant="ghost" icon={Plus} onClick={add}>
      {t('say.addVariant')}
    </Button>
  );
  if (variants.length === 0) return addButton;
  return (
    <div className="grid gap-3 rounded-md border border-line bg-sunken px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <SegmentedControl
          label={t('say.variants')}
          value={String(variant)}
          onChange={(next) => onVariant(Number(next))}
          segments={[{ share: restOf(variants) }, ...variants].map(({ share }, number) => ({
            value: String(number),
            label: t('say.variantTab', { name: variantName(number), share: format.percent(share / 100) }),
          }))}
        />
        {addButton}
        <span className="flex-1" />
        {current && (
          <Button size="sm" variant="ghost" icon={X} onClick={remove}>
            {t('say.removeVariant', { name: variantName(variant) })}
          </Button>
        )}
      </div>
      {current ? (
        <Field label={t('say.share')} help={t('say.shareHelp', { name: variantName(0) })} className="max-w-60">
          <Input
            type="number"
            inputMode="numeric"
            min={1}
            max={99}
            value={current.share}
            onChange={(event) => setShare(event.target.valueAsNumber)}
          />
        </Field>
      ) : (
        <p className="text-12 text-ink-muted">{t('say.variantsHelp')}</p>
      )}
    </div>
  );
}
