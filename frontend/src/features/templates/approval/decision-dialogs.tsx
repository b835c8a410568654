// Approving a template, or rejecting it with a reason.
import type { Template } from '@parley/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Checkbox } from '../../../ui/checkbox';
import { Dialog } from '../../../ui/dialog';
import { Field } from '../../../ui/field';
import { Textarea } from '../../../ui/textarea';
import { notify } from '../../../ui/toast';
import { useApproveTemplate, useRejectTemplate } from '../api';
import { BodyText } from '../components/body-text';

export interface Deciding {
  template: Template;
  decision: 'approve' | 'reject';
}

export function DecisionDialogs({ deciding, onClose }: { deciding: Deciding | null; onClose: () => void }) {
  if (!deciding) return null;
  return deciding.decision === 'approve' ? (
    <ApproveDialog template={deciding.template} onClose={onClose} />
  ) : (
    <RejectDialog template={deciding.template} onClose={onClose} />
  );
}

interface DecisionProps {
  template: Template;
  onClose: () => void;
}

function ApproveDialog({ template, onClose }: DecisionProps) {
  const { t } = useTranslation('templates');
  const approve = useApproveTemplate();
  const [makeGlobal, setMakeGlobal] = useState(false);
  const run = () =>
    approve.mutate(
      { template, makeGlobal },
      {
        onSuccess: () => {
          notify(t('approval.approvedDone', { name: template.name }));
          onClose();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('approval.approveTitle', { name: template.name })}
      description={t('approval.approveHelp')}
      footer={
        <>
          <Button onClick={onClose}>{t('actions.cancel')}</Button>
          <Button variant="primary" busy={approve.isPending} onClick={run}>
            {t('approval.approve')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {approve.error && <Alert>{sayError(t, approve.error)}</Alert>}
        <Wording template={template} />
        {template.abilities.makeGlobal && (
          <Checkbox
            checked={makeGlobal}
            onChange={setMakeGlobal}
            label={t('approval.makeGlobal')}
            help={t('approval.makeGlobalHelp')}
          />
        )}
      </div>
    </Dialog>
  );
}

function RejectDialog({ template, onClose }: DecisionProps) {
  const { t } = useTranslation('templates');
  const reject = useRejectTemplate();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  function run() {
    setMissing(reason.trim() === '');
    if (reason.trim() === '') return;
    reject.mutate(
      { template, reason: reason.trim() },
      {
        onSuccess: () => {
          notify(t('approval.rejectedDone', { name: template.name }));
          onClose();
        },
      },
    );
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('approval.rejectTitle', { name: template.name })}
      description={t(
        template.approval.approvedVersion === template.version ? 'approval.revokeHelp' : 'approval.rejectHelp',
      )}
      footer={
        <>
          <Button onClick={onClose}>{t('actions.cancel')}</Button>
          <Button variant="danger" busy={reject.isPending} onClick={run}>
            {t('approval.reject')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {reject.error && <Alert>{sayError(t, reject.error)}</Alert>}
        <Wording template={template} />
        <Field label={t('approval.reason')} required error={missing && t('approval.reasonMissing')}>
          <Textarea
            data-autofocus
            rows={3}
            maxLength={500}
            value={reason}
            placeholder={t('approval.reasonPlaceholder')}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      </div>
    </Dialog>
  );
}

function Wording({ template }: { template: Template }) {
  return (
    <p
      dir="auto"
      className="max-h-64 overflow-auto rounded-sm bg-sunken px-3 py-2 text-13 whitespace-pre-line text-ink-secondary"
    >
      <BodyText body={template.content.body} />
    </p>
  );
}
