// Step 2: what is said, in one wording or several that are compared, and the files that go along.
import { useQuery } from '@tanstack/react-query';
import { BadgeCheck, LayoutTemplate, PenLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { campaignConnectionsQuery } from '../../../lib/connections';
import { sayError } from '../../../lib/field-errors';
import { SegmentedControl } from '../../../ui/segmented-control';
import { ApprovedChoice } from './approved-choice';
import { MessageFiles } from './message-files';
import { findStandIn, type Misfit, wordingsOf } from './message-fit';
import { MisfitNote } from './misfit-note';
import type { StepProps } from './step-props';
import { TestSend } from './test-send';
import { VariantTabs } from './variant-tabs';
import type { Wording } from './wording';
import { TemplateChoice, TextEditor, type WordingProps } from './wording-editor';

interface StepMessageProps extends StepProps {
  /** Why the message cannot be rendered: an unknown variable. */
  refusal: unknown;
  /** What could not be sent as it stands. */
  misfit: Misfit | null;
  /** Which wording is being written. */
  variant: number;
  onVariant: (variant: number) => void;
}

export function StepMessage({ draft, change, missing, refusal, misfit, variant, onVariant }: StepMessageProps) {
  const { t } = useTranslation('campaigns');
  const error = missing.message ? t(`wizard.missing.${missing.message}`) : refusal ? sayError(t, refusal) : undefined;
  const wording = variant === 0 ? draft : (draft.variants[variant - 1] ?? draft);

  function changeWording(patch: Partial<Wording>) {
    if (variant === 0) change(patch);
    else change({ variants: draft.variants.map((one, at) => (at === variant - 1 ? { ...one, ...patch } : one)) });
  }

  const variants = <VariantTabs draft={draft} change={change} variant={variant} onVariant={onVariant} />;
  return (
    <div className="grid gap-4">
      {misfit && <MisfitNote misfit={misfit} step="message" change={change} />}
      {draft.variants.length > 0 && variants}
      <WordingEditor draft={draft} change={change} wording={wording} changeWording={changeWording} error={error} />
      {draft.messageKind !== 'provider' && <MessageFiles draft={draft} change={change} />}
      <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
        <p className="text-12 text-ink-muted">{t('message.consent')}</p>
        <span className="flex flex-wrap items-center gap-2">
          {draft.variants.length === 0 && variants}
          <TestSend draft={draft} variant={variant} />
        </span>
      </div>
    </div>
  );
}

interface EditorProps extends Pick<StepProps, 'draft' | 'change'> {
  wording: Wording;
  changeWording: WordingProps['change'];
  error: string | undefined;
}

/** Approved templates belong to numbers of the Cloud API: choosing them chooses such a number, and leaving them the one that fits then. */
function WordingEditor({ draft, change, wording, changeWording, error }: EditorProps) {
  const { t } = useTranslation('campaigns');
  const { data: lines = [] } = useQuery(campaignConnectionsQuery);
  const cloudLines = lines.filter((line) => line.channel === 'whatsapp_cloud');
  const line = cloudLines.find((one) => one.id === draft.connectionId) ?? cloudLines[0];

  function chooseKind(messageKind: Wording['messageKind']) {
    changeWording({ messageKind });
    if (messageKind === 'provider' && line && line.id !== draft.connectionId) change({ connectionId: line.id });
    if (messageKind !== 'provider' && wording.messageKind === 'provider') {
      const fitting = findStandIn(
        lines,
        wordingsOf(draft).filter((one) => one !== wording),
      );
      if (fitting) change({ connectionId: fitting.id });
    }
  }

  const parts = { wording, change: changeWording, ...(error ? { error } : {}) };
  return (
    <>
      <SegmentedControl
        label={t('message.kind')}
        value={wording.messageKind}
        onChange={chooseKind}
        className="justify-self-start"
        segments={[
          { value: 'template', label: t('message.template'), icon: LayoutTemplate },
          { value: 'text', label: t('message.text'), icon: PenLine },
          ...(line || wording.messageKind === 'provider'
            ? [{ value: 'provider' as const, label: t('say.approved'), icon: BadgeCheck }]
            : []),
        ]}
      />
      {wording.messageKind === 'template' && <TemplateChoice {...parts} />}
      {wording.messageKind === 'text' && <TextEditor {...parts} />}
      {wording.messageKind === 'provider' && (
        <ApprovedChoice {...parts} line={line} leaves={line?.id === draft.connectionId} />
      )}
    </>
  );
}
