// Step 1: the campaign's name and who receives it.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Alert } from '../../../ui/alert';
import { Count } from '../../../ui/badge';
import { Button } from '../../../ui/button';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { RadioGroup } from '../../../ui/radio-group';
import { audienceCountQuery } from '../api';
import { AudienceReach } from './audience-reach';
import { ContactPicker } from './contact-picker';
import { type AudienceType, type Draft, keepsAudience } from './draft';
import { ListUpload } from './list-upload';
import { PasteBox } from './paste-box';
import { SegmentPick } from './segment-pick';
import type { StepProps } from './step-props';

const types: readonly AudienceType[] = ['all', 'pending', 'segment', 'selected', 'list', 'inline'];

const everybodyChosen = { type: 'all' } as const;

export function StepAudience({ draft, change, missing }: StepProps) {
  const { t } = useTranslation('campaigns');
  const everybody = useQuery(audienceCountQuery(everybodyChosen, draft.connectionId)).data?.sendable;
  const kept = keepsAudience(draft);
  return (
    <div className="grid gap-6">
      <Field label={t('audience.name')} help={t('audience.nameHelp')} error={missing.name && t('wizard.missing.name')}>
        <Input
          value={draft.name}
          maxLength={120}
          dir="auto"
          size="lg"
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <section className="grid gap-3" aria-labelledby="audience-title">
        <h3 id="audience-title" className="text-13 font-medium">
          {t('audience.who')}
        </h3>
        <RadioGroup
          label={t('audience.who')}
          value={draft.audience}
          onChange={(audience) => {
            change({ audience });
            // What belongs to the choice stands below all of them; it must not stay out of sight.
            requestAnimationFrame(() =>
              document.getElementById('audience-detail')?.scrollIntoView({ block: 'nearest' }),
            );
          }}
          options={types.map((type) => ({
            value: type,
            label: t(`audience.types.${type}`),
            help: t(`audience.help.${type}`),
            aside: type === 'all' && everybody !== undefined ? <Count value={everybody} /> : undefined,
          }))}
        />
        <div id="audience-detail" className="grid gap-3 empty:hidden">
          {kept && <KeptAudience draft={draft} onReplace={() => change({ kept: null })} />}
          {draft.audience === 'selected' && !kept && (
            <ContactPicker people={draft.people} onChange={(people) => change({ people })} />
          )}
          {draft.audience === 'inline' && !kept && (
            <PasteBox value={draft.pasted} onChange={(pasted) => change({ pasted })} />
          )}
          {draft.audience === 'segment' && (
            <SegmentPick value={draft.segmentId} onChange={(segmentId) => change({ segmentId })} />
          )}
          {draft.audience === 'list' && <ListUpload draft={draft} change={change} />}
          <AudienceReach draft={draft} />
        </div>
        {missing.audience && <Alert>{t(`wizard.missing.${missing.audience}`)}</Alert>}
      </section>
    </div>
  );
}

function KeptAudience({ draft, onReplace }: { draft: Draft; onReplace: () => void }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const count = draft.kept?.size ?? 0;
  return (
    <Alert
      tone="info"
      action={
        <Button size="sm" onClick={onReplace}>
          {t('audience.replace')}
        </Button>
      }
    >
      {t('audience.kept', { count, number: format.number(count) })}
    </Alert>
  );
}
