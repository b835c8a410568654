// The frame of the four steps: stepper above, the phone beside, and the way on at the foot.
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight, Smartphone } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { campaignConnectionsQuery } from '../../../lib/connections';
import { useSession } from '../../../lib/session';
import { useShortcuts } from '../../../lib/shortcuts';
import { useDebounced } from '../../../lib/use-debounced';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { PageBar, SubBar } from '../../../ui/page-bar';
import { Stepper } from '../../../ui/stepper';
import { checkQuery } from '../api';
import { type Draft, findMissing, firstIncomplete, keepsAudience, type Step, steps, toInput } from './draft';
import { LaunchButton } from './launch-button';
import { findStandIn, useMisfit, wordingsOf } from './message-fit';
import { misfitId } from './misfit-note';
import { PreviewPane } from './preview-pane';
import { StepAudience } from './step-audience';
import { findBlocks, StepLaunch } from './step-launch';
import { StepMessage } from './step-message';
import { StepPace } from './step-pace';
import type { DraftState } from './use-draft';
import { useLaunch } from './use-launch';
import { usePreview } from './use-preview';
import type { DraftFile } from './wording';

const typingPauseMs = 400;
/** Audiences whose people are no contacts yet: the phone shows the check's samples. */
const sampledAudiences: ReadonlySet<Draft['audience']> = new Set(['inline', 'list']);

/** What launching would do, asked again when the draft stands still. Nothing is asked while something is missing. */
function useCheck(draft: Draft, needed: boolean) {
  const { tenant } = useSession();
  const input = useMemo(() => toInput(draft, tenant.timezone), [draft, tenant.timezone]);
  const settled = useDebounced(input, typingPauseMs);
  const keptIn = keepsAudience(draft) ? draft.savedId : null;
  const query = useQuery({
    // Never sent while null; the key still has to be a plan.
    ...checkQuery(settled ?? { name: '', connectionId: '', message: {}, audience: { type: 'all' } }, keptIn),
    enabled: needed && settled !== null,
  });
  // What is shown is of the draft as it stands now, not of a moment ago.
  const fresh = settled === input && query.data !== undefined && !query.isPlaceholderData;
  return { input, query, check: input === null ? undefined : query.data, fresh };
}

/** A fitting number stands in until one is chosen. */
function useDefaultConnection(draft: Draft, change: DraftState['change']) {
  const { data: connections } = useQuery(campaignConnectionsQuery);
  const chosen = connections?.find((one) => one.id === draft.connectionId);
  const standIn = connections && findStandIn(connections, wordingsOf(draft));
  const wanted = chosen === undefined ? standIn?.id : undefined;
  useEffect(() => {
    if (wanted) change({ connectionId: wanted });
  }, [wanted, change]);
  return chosen ?? standIn;
}

/** Files as the phone shows them: an approved template has one at most, at its head. */
function shownFiles(draft: Draft, variant: number): readonly DraftFile[] {
  if (draft.messageKind !== 'provider') return draft.files;
  const { headerFile } = variant === 0 ? draft : (draft.variants[variant - 1] ?? draft);
  return headerFile ? [headerFile] : [];
}

export function Wizard({ draft, state }: { draft: Draft; state: DraftState }) {
  const { t } = useTranslation('campaigns');
  const { tenant } = useSession();
  const { change } = state;
  const [step, setStep] = useState<Step>(() =>
    draft.savedId ? (firstIncomplete(draft, tenant.timezone, Date.now()) ?? 'launch') : 'audience',
  );
  const [pressed, setPressed] = useState(false);
  const [showPhone, setShowPhone] = useState(false);
  const [variant, setVariant] = useState(0);
  const connection = useDefaultConnection(draft, change);
  const current = steps.indexOf(step);
  const { input, query, check, fresh } = useCheck(
    draft,
    current >= 2 || sampledAudiences.has(draft.audience) || draft.kept !== null,
  );
  const preview = usePreview(draft, step, check, variant);
  const misfit = useMisfit(draft);
  const launching = useLaunch(draft, input, state, () => void query.refetch());

  const [askedFor, setAskedFor] = useState<number | null>(null);

  const missing = findMissing(draft, step, tenant.timezone, Date.now());
  const shownMissing = pressed ? missing : {};
  const people = check?.audience.sendable ?? 0;

  function goTo(next: Step) {
    setPressed(false);
    setStep(next);
    document.getElementById('wizard-form')?.scrollTo({ top: 0 });
  }

  function launch() {
    if (findBlocks(check).length > 0) {
      document.getElementById('launch-check')?.focus();
      return;
    }
    if (fresh) void launching.launch(people);
    else if (check) setAskedFor(people);
  }

  // Pressed a moment before the last change was counted: it is launched when the count is still what was read on the button.
  useEffect(() => {
    if (askedFor === null || !(fresh || query.isError)) return;
    setAskedFor(null);
    if (fresh && askedFor === people && step === 'launch' && findBlocks(check).length === 0)
      void launching.launch(people);
  }, [askedFor, fresh, query.isError, people, step, check, launching]);

  function goOn() {
    if (step === 'launch') return launch();
    setPressed(true);
    if (Object.keys(missing).length > 0 || (step === 'message' && preview.refusal)) return;
    if (misfit && (step === 'message' || (step === 'pace' && misfit.kind !== 'template'))) {
      document.getElementById(misfitId)?.focus();
      return;
    }
    // A step that was skipped over, e.g. by a draft saved long ago with a time that has passed, comes first.
    const next = steps[current + 1] ?? 'launch';
    goTo(next === 'launch' ? (firstIncomplete(draft, tenant.timezone, Date.now()) ?? 'launch') : next);
  }

  useShortcuts([
    { keys: 'mod+enter', label: t('wizard.goOn'), group: t('list.new'), whileTyping: true, run: goOn },
    {
      keys: 'mod+s',
      label: t('wizard.save'),
      group: t('list.new'),
      whileTyping: true,
      run: () => void launching.saveAndClose(),
    },
  ]);

  const stepper = (
    <Stepper
      label={t('wizard.steps')}
      steps={steps.map((key) => ({ key, label: t(`wizard.step.${key}`) }))}
      current={current}
      onStep={(index) => goTo(steps[index] ?? 'audience')}
    />
  );
  const pane = (
    <PreviewPane
      preview={preview}
      sender={connection?.profileName ?? tenant.name}
      files={shownFiles(draft, step === 'launch' ? (preview.person?.variant ?? 0) : variant)}
      compared={draft.variants.length > 0}
    />
  );
  return (
    <>
      <PageBar
        title={<bdi>{draft.name || t('list.new')}</bdi>}
        parent={{ label: t('common:nav.campaigns'), to: '/campaigns' }}
        middle={<div className="max-tablet:hidden">{stepper}</div>}
        actions={
          <Button
            variant="ghost"
            className="max-tablet:hidden"
            busy={launching.busy === 'save'}
            onClick={() => void launching.saveAndClose()}
          >
            {t('wizard.save')}
          </Button>
        }
      />
      <SubBar className="justify-between tablet:hidden">
        {stepper}
        <Button
          variant="ghost"
          size="sm"
          busy={launching.busy === 'save'}
          onClick={() => void launching.saveAndClose()}
        >
          {t('wizard.save')}
        </Button>
      </SubBar>
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_400px] max-desktop:grid-cols-1">
        <div id="wizard-form" className="min-h-0 overflow-auto px-8 pt-5 pb-8 max-tablet:px-4">
          <div className="mx-auto grid max-w-[720px] gap-5">
            {state.resumed && step === 'audience' && !draft.savedId && (
              <Alert
                tone="info"
                action={
                  <Button size="sm" onClick={state.startOver}>
                    {t('wizard.startOver')}
                  </Button>
                }
              >
                {t('wizard.resumed')}
              </Alert>
            )}
            {step !== 'launch' && (
              <div>
                <h2 className="text-20 font-semibold">{t(`wizard.title.${step}`)}</h2>
                <p className="mt-0.5 text-14 text-ink-muted">{t(`wizard.help.${step}`)}</p>
              </div>
            )}
            {step === 'audience' && <StepAudience draft={draft} change={change} missing={shownMissing} />}
            {step === 'message' && (
              <StepMessage
                draft={draft}
                change={change}
                missing={shownMissing}
                refusal={preview.refusal}
                misfit={misfit}
                variant={variant}
                onVariant={setVariant}
              />
            )}
            {step === 'pace' && (
              <StepPace
                draft={draft}
                change={change}
                missing={shownMissing}
                misfit={misfit}
                check={check}
                checking={query.isFetching}
              />
            )}
            {step === 'launch' && (
              <StepLaunch
                draft={draft}
                check={check}
                error={query.error}
                onRetry={() => void query.refetch()}
                goTo={goTo}
              />
            )}
          </div>
        </div>
        <aside
          aria-label={t('preview.label')}
          className="grid min-h-0 justify-items-center overflow-auto border-s border-line bg-sunken px-6 py-4 max-desktop:hidden"
        >
          {pane}
        </aside>
      </div>
      <footer className="flex flex-none items-center gap-2 border-t border-line bg-surface px-8 py-3 max-tablet:px-4">
        {current > 0 && (
          <Button icon={ArrowLeft} flipIcon onClick={() => goTo(steps[current - 1] ?? 'audience')}>
            {t('common:actions.back')}
          </Button>
        )}
        <span className="flex-1" />
        <Button icon={Smartphone} className="desktop:hidden" onClick={() => setShowPhone(true)}>
          <span className="max-tablet:sr-only">{t('preview.label')}</span>
        </Button>
        {step === 'launch' ? (
          <LaunchButton
            people={check && people}
            scheduled={draft.when === 'later'}
            busy={launching.busy === 'launch' || askedFor !== null}
            onClick={launch}
          />
        ) : (
          <Button variant="primary" icon={ArrowRight} flipIcon shortcut="mod+enter" onClick={goOn}>
            {t('common:actions.next')}
          </Button>
        )}
      </footer>
      <Dialog open={showPhone} onOpenChange={setShowPhone} title={t('preview.label')} width="sm">
        <div className="grid justify-items-center">{pane}</div>
      </Dialog>
    </>
  );
}
