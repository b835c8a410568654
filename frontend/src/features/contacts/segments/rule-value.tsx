// What a rule compares with: ticked choices, typed words, days or a day.
import { leadStatuses, type SegmentRule, temperatures } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../lib/session';
import { membersQuery } from '../../../lib/team';
import { Input } from '../../../ui/input';
import { TagInput } from '../../../ui/tag-input';
import { tagsQuery } from '../api';
import { MultiPick } from './multi-pick';
import type { TimeRule } from './rules';

interface RuleValueProps {
  rule: SegmentRule;
  onChange: (rule: SegmentRule) => void;
  /** Names the control: "Value of rule 2". */
  label: string;
}

export function RuleValue({ rule, onChange, label }: RuleValueProps) {
  const { t } = useTranslation('contacts');
  switch (rule.field) {
    case 'tags':
      return <TagsValue value={rule.values} label={label} onChange={(values) => onChange({ ...rule, values })} />;
    case 'owner':
      return <OwnersValue value={rule.values} label={label} onChange={(values) => onChange({ ...rule, values })} />;
    case 'status':
      return (
        <MultiPick
          value={rule.values}
          label={label}
          options={leadStatuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
          onChange={(values) => onChange({ ...rule, values: leadStatuses.filter((one) => values.includes(one)) })}
        />
      );
    case 'temperature':
      return (
        <MultiPick
          value={rule.values}
          label={label}
          options={temperatures.map((value) => ({ value, label: t(`temperatures.${value}`) }))}
          onChange={(values) => onChange({ ...rule, values: temperatures.filter((one) => values.includes(one)) })}
        />
      );
    case 'createdAt':
    case 'firstMessagedAt':
    case 'lastMessageAt':
      return <TimeValue rule={rule} onChange={onChange} label={label} />;
    case 'hasReplied':
    case 'optedOut':
    case 'hasPhone':
      return null;
    case 'search':
      return (
        <Input
          value={rule.value}
          dir="auto"
          aria-label={label}
          onChange={(event) => onChange({ ...rule, value: event.target.value })}
        />
      );
    default:
      return rule.op === 'exists' || rule.op === 'missing' ? null : (
        <TagInput
          value={rule.values}
          label={label}
          maxLength={200}
          placeholder={t('segments.text')}
          onChange={(values) => onChange({ ...rule, values })}
        />
      );
  }
}

interface ManyProps {
  value: readonly string[];
  onChange: (value: string[]) => void;
  label: string;
}

function TagsValue(props: ManyProps) {
  const { data: tags = [] } = useQuery(tagsQuery);
  return <MultiPick {...props} options={tags.map(({ name, count }) => ({ value: name, label: name, count }))} />;
}

function OwnersValue(props: ManyProps) {
  const { t } = useTranslation('contacts');
  const { user } = useSession();
  const { data: members = [] } = useQuery(membersQuery);
  const options = [
    { value: user.id, label: t('owner.me') },
    { value: 'none', label: t('owner.none') },
    ...members.filter(({ id }) => id !== user.id).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return <MultiPick {...props} options={options} />;
}

/** A day as the date field writes it; the local day of an instant. */
function toDay(at: string | undefined): string {
  if (!at) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function TimeValue({
  rule,
  onChange,
  label,
}: {
  rule: TimeRule;
  onChange: (rule: SegmentRule) => void;
  label: string;
}) {
  const { t } = useTranslation('contacts');
  if (rule.op === 'ever' || rule.op === 'never') return null;
  if (rule.op === 'before' || rule.op === 'after')
    return (
      <Input
        type="date"
        aria-label={label}
        value={toDay(rule.at)}
        onChange={({ target }) =>
          onChange({ ...rule, at: target.value ? new Date(`${target.value}T00:00`).toISOString() : undefined })
        }
      />
    );
  return (
    <span className="flex items-center gap-2">
      <Input
        type="number"
        inputMode="numeric"
        min={1}
        max={3650}
        aria-label={label}
        className="max-w-20"
        value={rule.days ?? ''}
        onChange={({ target }) =>
          onChange({ ...rule, days: target.value ? Math.round(Number(target.value)) : undefined })
        }
      />
      <span className="text-13 text-ink-muted">{t('segments.days', { count: rule.days ?? 0 })}</span>
    </span>
  );
}
