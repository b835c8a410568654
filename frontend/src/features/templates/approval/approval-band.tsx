// Above the editor: what approval asks of the reader, whether writer or judge.
import type { Template } from '@parley/contract';
import { Check, Send, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { notify, notifyError } from '../../../ui/toast';
import { useSubmitTemplate } from '../api';
import { type Deciding, DecisionDialogs } from './decision-dialogs';

interface ApprovalBandProps {
  template: Template;
  /** Written but not saved: only what is saved can be submitted or judged. */
  unsaved: boolean;
}

export function ApprovalBand({ template, unsaved }: ApprovalBandProps) {
  const { t } = useTranslation('templates');
  const submit = useSubmitTemplate();
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const { approval, abilities, name } = template;
  const send = () =>
    submit.mutate(template.id, {
      onSuccess: () => notify(t('approval.submitted', { name })),
      onError: (error) => notifyError(sayError(t, error)),
    });
  const offersSubmit = abilities.submit && (approval.required || approval.state === 'rejected');
  const offersDecision = abilities.approve && (approval.state === 'submitted' || approval.required);
  const words = wordsFor(template);
  if (!words && !offersSubmit && !offersDecision) return null;
  return (
    <>
      <Alert
        tone={approval.state === 'rejected' ? 'warning' : 'info'}
        className="flex-wrap"
        action={
          <span className="flex flex-wrap gap-2">
            {offersSubmit && (
              <Button size="sm" icon={Send} flipIcon busy={submit.isPending} disabled={unsaved} onClick={send}>
                {t('approval.submit')}
              </Button>
            )}
            {offersDecision && (
              <Button
                size="sm"
                icon={Check}
                disabled={unsaved}
                onClick={() => setDeciding({ template, decision: 'approve' })}
              >
                {t('approval.approve')}
              </Button>
            )}
            {abilities.reject && approval.state === 'submitted' && (
              <Button
                size="sm"
                icon={X}
                disabled={unsaved}
                onClick={() => setDeciding({ template, decision: 'reject' })}
              >
                {t('approval.reject')}
              </Button>
            )}
          </span>
        }
      >
        <p className="text-start">{words ? t(words, { reason: approval.reason ?? '' }) : t('approval.needed')}</p>
        {approval.state === 'rejected' && approval.reason && (
          <p dir="auto" className="mt-0.5 whitespace-pre-line text-ink">
            {approval.reason}
          </p>
        )}
      </Alert>
      <DecisionDialogs deciding={deciding} onClose={() => setDeciding(null)} />
    </>
  );
}

function wordsFor({ approval, abilities }: Template): string | undefined {
  if (approval.state === 'rejected') return 'approval.wasRejected';
  if (approval.state === 'submitted') return abilities.approve ? 'approval.waitsForYou' : 'approval.waits';
  if (approval.state === 'draft' && approval.required && approval.approvedVersion !== null) return 'approval.newer';
  return undefined;
}
