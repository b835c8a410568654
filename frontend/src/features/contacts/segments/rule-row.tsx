// One rule as a row: field, condition, value. On a phone the parts stand below each other.
import { clientFields, type SegmentField, type SegmentRule } from '@parley/contract';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../lib/session';
import { IconButton } from '../../../ui/icon-button';
import { Input } from '../../../ui/input';
import { Select } from '../../../ui/select';
import { RuleValue } from './rule-value';
import { beginRule, opOf, opsOf, ruleFields, withOp } from './rules';

interface RuleRowProps {
  rule: SegmentRule;
  /** Its place, from 1. */
  number: number;
  onChange: (rule: SegmentRule) => void;
  /** Absent for the only rule. */
  onRemove?: (() => void) | undefined;
}

export function RuleRow({ rule, number, onChange, onRemove }: RuleRowProps) {
  const { t } = useTranslation('contacts');
  const seesAll = useCan('contacts.viewAll');
  const offered = ruleFields.filter((field) => field !== 'owner' || seesAll || rule.field === 'owner');
  const fields: readonly SegmentField[] = rule.field === 'search' ? ['search', ...offered] : offered;
  return (
    <fieldset className="grid grid-cols-[minmax(0,10rem)_minmax(0,8.5rem)_minmax(0,1fr)_auto] items-start gap-2 max-tablet:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <legend className="sr-only">{`${t('segments.rules')} ${number}`}</legend>
      <div className="grid gap-2">
        <Select
          label={t('segments.field', { number })}
          value={rule.field}
          onChange={(field) => onChange(beginRule(field))}
          options={fields.map((value) => ({ value, label: t(`segments.fields.${value}`) }))}
        />
        {rule.field === 'client' && (
          <Select
            label={t('segments.answer')}
            value={rule.name}
            onChange={(name) => onChange({ ...rule, name })}
            options={clientFields.map((value) => ({ value, label: t(`client.${value}`) }))}
          />
        )}
        {rule.field === 'attribute' && (
          <Input
            dir="auto"
            aria-label={t('segments.attributeName')}
            placeholder={t('segments.attributeName')}
            maxLength={60}
            value={rule.name}
            onChange={(event) => onChange({ ...rule, name: event.target.value })}
          />
        )}
      </div>
      <Select
        label={t('segments.operator', { number })}
        value={opOf(rule)}
        onChange={(op) => onChange(withOp(rule, op))}
        options={opsOf(rule.field).map((value) => ({ value, label: t(`segments.ops.${value}`) }))}
      />
      <div className="min-w-0 max-tablet:order-last max-tablet:col-span-3 max-tablet:empty:hidden">
        <RuleValue rule={rule} onChange={onChange} label={t('segments.value', { number })} />
      </div>
      <IconButton
        icon={X}
        label={t('segments.removeRule', { number })}
        disabled={!onRemove}
        onClick={onRemove}
        className={onRemove ? '' : 'invisible'}
      />
    </fieldset>
  );
}
