// What a message was taken for: an opt-out, an opt-in, a question for somebody of the team, or our answer to it.
import type { Message } from '@parley/contract';
import { CircleCheck, CircleHelp, CircleSlash } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { reviewsPath } from '../../../lib/consent';
import { Icon } from '../../../ui/icon';
import { TextLink } from '../../../ui/text-link';

export function ConsentMark({ consent }: { consent: NonNullable<Message['content']['consent']> }) {
  const { t } = useTranslation('inbox');
  const { decision, stage } = consent;
  if (stage === 'confirmation') return t('consentMark.confirmation');
  const icon =
    stage === 'open' ? CircleHelp : stage !== 'dismissed' && decision === 'opt_out' ? CircleSlash : CircleCheck;
  return (
    <>
      <Icon of={icon} size={14} />
      <span>{t(`consentMark.${stage}.${decision}`)}</span>
      {stage === 'open' && <TextLink to={reviewsPath}>{t('consentMark.decide')}</TextLink>}
    </>
  );
}
