// Narrows the statement: kind, member, days; and takes it away as a file.
import type { EntryFilter } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { membersQuery } from '../../lib/team';
import { Button } from '../../ui/button';
import { Input } from '../../ui/input';
import { SubBar } from '../../ui/page-bar';
import { Select } from '../../ui/select';
import { notifyError } from '../../ui/toast';
import { saveEntries } from './api';

const kinds = ['all', 'top_up', 'reserve', 'capture', 'release', 'budget'] as const;
const everybody = 'all';

interface StatementFilterProps {
  filter: EntryFilter;
  onChange: (filter: EntryFilter) => void;
  /** Whoever sees only their own entries has nobody to choose from. */
  byMember: boolean;
}

export function StatementFilter({ filter, onChange, byMember }: StatementFilterProps) {
  const { t } = useTranslation('credits');
  const members = useQuery({ ...membersQuery, enabled: byMember });
  const [busy, setBusy] = useState(false);

  async function save() {
    setBusy(true);
    try {
      await saveEntries(filter);
    } catch (error) {
      notifyError(t('filter.csvFailed'), { description: sayError(t, error) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <SubBar>
      <Select
        className="w-36! flex-none"
        label={t('statement.filter')}
        value={filter.kind ?? 'all'}
        onChange={(kind) => onChange({ ...filter, kind: kind === 'all' || kind === 'signup' ? undefined : kind })}
        options={kinds.map((value) => ({ value, label: t(`tabs.${value}`) }))}
      />
      {byMember && (
        <Select
          className="w-44! flex-none"
          label={t('filter.member')}
          value={filter.memberId ?? everybody}
          onChange={(memberId) => onChange({ ...filter, memberId: memberId === everybody ? undefined : memberId })}
          options={[
            { value: everybody, label: t('filter.everybody') },
            ...(members.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <span className="flex flex-none items-center gap-2">
        {(['from', 'to'] as const).map((edge) => (
          <span key={edge} className="flex items-center gap-1.5 text-12 text-ink-muted">
            <span aria-hidden>{t(`filter.${edge}`)}</span>
            <Input
              aria-label={t(`filter.${edge}`)}
              type="date"
              className="w-36!"
              value={filter[edge] ?? ''}
              onChange={({ target }) => onChange({ ...filter, [edge]: target.value || undefined })}
            />
          </span>
        ))}
      </span>
      <Button className="ms-auto flex-none" icon={Download} busy={busy} onClick={() => void save()}>
        {t('filter.csv')}
      </Button>
    </SubBar>
  );
}
