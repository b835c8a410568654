// Kept segments at the side of the table: their sizes, and the way to change one or keep another.
import type { Segment } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Filter, Pencil, Plus, Users } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { segmentsQuery } from '../../../lib/segments';
import { useCan } from '../../../lib/session';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import { SideItem } from '../components/side-item';
import { addressOf, type ContactFilter } from '../filters';
import { SegmentDialog } from './segment-dialog';

export function SegmentList({ filter }: { filter: ContactFilter }) {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const mayKeep = useCan('contacts.write');
  const { data: segments } = useQuery(segmentsQuery);
  const [editing, setEditing] = useState<Segment | 'new' | null>(null);
  const show = (segment: Segment) => void navigate(addressOf({ segmentId: segment.id }));
  return (
    <>
      <div className="flex items-center justify-between ps-2 pt-2.5 pb-1">
        <h2 className="text-12 font-medium text-ink-muted">{t('segments.title')}</h2>
        {mayKeep && <IconButton size="sm" icon={Plus} label={t('segments.new')} onClick={() => setEditing('new')} />}
      </div>
      {segments?.length === 0 && <p className="px-2 pb-1 text-12 text-pretty text-ink-muted">{t('segments.none')}</p>}
      <ul>
        {segments?.map((segment) => (
          <SideItem
            key={segment.id}
            to={addressOf({ segmentId: segment.id })}
            current={filter.segmentId === segment.id}
            icon={<Icon of={segment.shared ? Users : Filter} />}
            label={<bdi>{segment.name}</bdi>}
            count={segment.count ?? undefined}
            action={
              segment.abilities.edit && (
                <IconButton
                  size="sm"
                  icon={Pencil}
                  label={t('segments.edit', { name: segment.name })}
                  onClick={() => setEditing(segment)}
                />
              )
            }
          />
        ))}
      </ul>
      {editing && (
        <SegmentDialog
          segment={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(null)}
          onKept={(segment) => {
            setEditing(null);
            show(segment);
          }}
          onDeleted={() => {
            setEditing(null);
            void navigate('/contacts');
          }}
        />
      )}
    </>
  );
}
