// Keeps the filter on screen as a segment; for one that is on screen already, its editor.
import { useQuery } from '@tanstack/react-query';
import { Bookmark } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { segmentsQuery } from '../../../lib/segments';
import { useCan } from '../../../lib/session';
import { Button } from '../../../ui/button';
import { addressOf, type ContactFilter } from '../filters';
import { rulesOf } from './rules';
import { SegmentDialog } from './segment-dialog';

export function KeepButton({ filter }: { filter: ContactFilter }) {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const mayKeep = useCan('contacts.write');
  const { data: segments } = useQuery(segmentsQuery);
  const [open, setOpen] = useState(false);
  const shown = segments?.find((one) => one.id === filter.segmentId);
  const rules = rulesOf(filter, shown?.rules);
  // A segment alone is kept already.
  const alone = shown !== undefined && rules.length === shown.rules.length;
  if (!mayKeep || rules.length === 0 || (filter.segmentId && !shown) || (alone && !shown.abilities.edit)) return null;
  return (
    <>
      <Button variant="ghost" size="sm" icon={Bookmark} onClick={() => setOpen(true)}>
        {alone ? t('segments.editTitle') : t('segments.saveFilter')}
      </Button>
      {open && (
        <SegmentDialog
          segment={alone ? shown : undefined}
          rules={rules}
          onClose={() => setOpen(false)}
          onKept={(segment) => {
            setOpen(false);
            void navigate(addressOf({ segmentId: segment.id }));
          }}
          onDeleted={() => {
            setOpen(false);
            void navigate('/contacts');
          }}
        />
      )}
    </>
  );
}
