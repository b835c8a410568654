// The editor of a segment: its rules, with how many people they hold while they are written.
import type { Segment, SegmentRule } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../../../lib/api-error';
import { sayError } from '../../../lib/field-errors';
import { rulesCountQuery } from '../../../lib/segments';
import { useCan } from '../../../lib/session';
import { useDebounced } from '../../../lib/use-debounced';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Checkbox } from '../../../ui/checkbox';
import { Dialog } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { ReachBar } from '../../../ui/reach-bar';
import { notify } from '../../../ui/toast';
import { useKeepSegment } from './api';
import { DeleteSegment } from './delete-segment';
import { RuleRow } from './rule-row';
import { beginRule, completeRules, isComplete, type RuleRow as Row } from './rules';

const formId = 'segment';
const typingPauseMs = 300;

interface SegmentDialogProps {
  /** The one to change; a new one without. */
  segment?: Segment | undefined;
  /** What a new one begins with. */
  rules?: readonly SegmentRule[];
  onClose: () => void;
  onKept: (segment: Segment) => void;
  onDeleted?: () => void;
}

export function SegmentDialog({ segment, rules = [], onClose, onKept, onDeleted }: SegmentDialogProps) {
  const { t } = useTranslation('contacts');
  const mayShare = useCan('contacts.assign');
  const keep = useKeepSegment(segment?.id);
  const nextKey = useRef(0);
  const rowOf = (rule: SegmentRule): Row => ({ key: nextKey.current++, rule });
  const [name, setName] = useState(segment?.name ?? '');
  const [shared, setShared] = useState(segment?.shared ?? false);
  const [rows, setRows] = useState<Row[]>(() => {
    const given = segment?.rules ?? rules;
    return (given.length > 0 ? given : [beginRule('tags')]).map(rowOf);
  });
  const [pressed, setPressed] = useState(false);
  const [refusal, setRefusal] = useState<{ name?: string; form?: string }>({});
  const [deleting, setDeleting] = useState(false);
  const complete = completeRules(rows);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPressed(true);
    setRefusal({});
    if (!complete || name.trim() === '') return;
    try {
      const kept = await keep.mutateAsync({ name: name.trim(), rules: complete, shared });
      notify(t('segments.saved', { name: kept.name }));
      onKept(kept);
    } catch (error) {
      setRefusal(isApiError(error, 'name_taken') ? { name: t('segments.nameTaken') } : { form: sayError(t, error) });
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={segment ? t('segments.editTitle') : t('segments.new')}
      description={t('segments.rulesHelp')}
      footer={
        <>
          {segment?.abilities.remove && (
            <Button variant="danger" icon={Trash2} className="me-auto" onClick={() => setDeleting(true)}>
              {t('actions.delete')}
            </Button>
          )}
          <Button variant="ghost" onClick={onClose}>
            {t('actions.cancel')}
          </Button>
          <Button variant="primary" type="submit" form={formId} busy={keep.isPending}>
            {t('segments.save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="grid gap-4">
        {refusal.form && <Alert>{refusal.form}</Alert>}
        <Field
          label={t('segments.name')}
          required
          error={refusal.name ?? (pressed && name.trim() === '' && t('errors:fields.name.too_small'))}
        >
          <Input
            dir="auto"
            value={name}
            maxLength={80}
            placeholder={t('segments.namePlaceholder')}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <div className="grid gap-2.5">
          {rows.map(({ key, rule }, index) => (
            <RuleRow
              key={key}
              rule={rule}
              number={index + 1}
              onChange={(changed) => setRows(rows.map((row) => (row.key === key ? { key, rule: changed } : row)))}
              onRemove={rows.length > 1 ? () => setRows(rows.filter((row) => row.key !== key)) : undefined}
            />
          ))}
          <Button
            variant="ghost"
            size="sm"
            icon={Plus}
            className="justify-self-start"
            onClick={() => setRows([...rows, rowOf(beginRule('status'))])}
          >
            {t('segments.addRule')}
          </Button>
          {pressed && !complete && <Alert>{t('segments.incomplete')}</Alert>}
        </div>
        <RulesReach rows={rows} />
        {(mayShare || segment?.shared) && (
          <Checkbox
            checked={shared}
            onChange={setShared}
            label={t('segments.shared')}
            help={t('segments.sharedHelp')}
            disabled={!mayShare}
          />
        )}
      </form>
      {segment && deleting && (
        <DeleteSegment segment={segment} onClose={() => setDeleting(false)} onDeleted={() => onDeleted?.()} />
      )}
    </Dialog>
  );
}

/** Counts the rules that are complete, so that the number moves with every one. */
function RulesReach({ rows }: { rows: readonly Row[] }) {
  const rules = useDebounced(completeRules(rows.filter(({ rule }) => isComplete(rule))), typingPauseMs);
  const count = useQuery({ ...rulesCountQuery(rules ?? []), enabled: rules !== null });
  if (!rules) return null;
  return <ReachBar of="people" count={count.data} stale={count.isPlaceholderData} failed={count.isError} />;
}
