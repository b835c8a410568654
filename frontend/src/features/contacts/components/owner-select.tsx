// Whose contact it is: somebody of the team, or nobody.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { membersQuery } from '../../../lib/team';
import { Avatar } from '../../../ui/avatar';
import { Select } from '../../../ui/select';

const nobody = 'none';

interface OwnerSelectProps {
  value: string | null;
  onChange: (ownerId: string | null) => void;
  /** Needed where no Field names it. */
  label?: string;
  className?: string;
}

export function OwnerSelect({ value, onChange, label, className }: OwnerSelectProps) {
  const { t } = useTranslation('contacts');
  const { data: members = [] } = useQuery(membersQuery);
  return (
    <Select
      label={label}
      className={className}
      value={value ?? nobody}
      onChange={(next) => onChange(next === nobody ? null : next)}
      options={[
        { value: nobody, label: t('owner.none') },
        ...members
          .filter((member) => member.status === 'active' || member.id === value)
          .map(({ id, name }) => ({ value: id, label: name, icon: <Avatar id={id} name={name} size={20} /> })),
      ]}
    />
  );
}
