// Says at once what would be refused at the launch, with what to do beside it.
import type { Template } from '@parley/contract';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../lib/session';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { TextLink } from '../../../ui/text-link';
import type { Misfit } from './message-fit';
import type { StepProps } from './step-props';

/** Where the keyboard goes when "Next" is pressed all the same. */
export const misfitId = 'wizard-misfit';

/** Why a campaign may not use this template. `t` must know the namespace `campaigns`. */
export function sayUnusable(t: TFunction, { approval }: Template): string {
  if (approval.state === 'rejected') return t('campaigns:hints.template.rejected', { reason: approval.reason ?? '' });
  return t(`campaigns:hints.template.${approval.state === 'submitted' ? 'submitted' : 'draft'}`);
}

interface MisfitNoteProps extends Pick<StepProps, 'change'> {
  misfit: Misfit;
  step: 'message' | 'pace';
}

export function MisfitNote({ misfit, step, change }: MisfitNoteProps) {
  const { t } = useTranslation('campaigns');
  return (
    <div id={misfitId} tabIndex={-1} className="rounded-sm">
      <Alert action={<Action misfit={misfit} change={change} />}>{say(t, misfit, step)}</Alert>
    </div>
  );
}

function say(t: TFunction, misfit: Misfit, step: 'message' | 'pace'): string {
  switch (misfit.kind) {
    case 'line':
      return t(`campaigns:hints.line.${step === 'pace' ? 'notCloudPace' : 'notCloud'}`, { name: misfit.line.name });
    case 'account':
      return t('campaigns:hints.line.otherAccount', { name: misfit.line.name, template: misfit.template });
    case 'template':
      return t('campaigns:hints.template.chosen', {
        name: misfit.template.name,
        reason: sayUnusable(t, misfit.template),
      });
  }
}

function Action({ misfit, change }: Pick<MisfitNoteProps, 'misfit' | 'change'>) {
  const { t } = useTranslation('campaigns');
  const mayConnect = useCan('connections.manage');
  const mayWrite = useCan('templates.write');
  if (misfit.kind === 'template')
    return mayWrite && <TextLink to={`/templates/${misfit.template.id}`}>{t('hints.template.open')}</TextLink>;
  if (misfit.kind === 'account') return null;
  const { instead } = misfit;
  if (instead)
    return (
      <Button size="sm" onClick={() => change({ connectionId: instead.id })}>
        {t('hints.line.use', { name: instead.name })}
      </Button>
    );
  return mayConnect && <TextLink to="/connections">{t('hints.line.connect')}</TextLink>;
}
