// The words that count as consent, by language, and what people are answered.
import { type ConsentLanguage, type ConsentSettings, consentLanguages } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useLanguage } from '../../../lib/i18n';
import { useSlow } from '../../../lib/use-slow';
import { Alert } from '../../../ui/alert';
import { ErrorState } from '../../../ui/error-state';
import { FormSection } from '../../../ui/form-section';
import { PageBar, SubBar } from '../../../ui/page-bar';
import { SkeletonRows } from '../../../ui/skeleton';
import { Switch } from '../../../ui/switch';
import { Tabs } from '../../../ui/tabs';
import { TextLink } from '../../../ui/text-link';
import { notifyError } from '../../../ui/toast';
import { AnswerFields } from '../answer-fields';
import { reviewsPath, type SettingsChange, settingsQuery, useSaveSettings } from '../api';
import { WordFields } from '../word-fields';

export default function ConsentSettingsPage() {
  const { t } = useTranslation('consent');
  const { data, error, isPending, refetch } = useQuery(settingsQuery);
  const slow = useSlow(isPending);
  return (
    <>
      <PageBar
        title={t('title')}
        actions={
          <TextLink to={reviewsPath} className="px-2 text-13">
            {t('settings.toQueue')}
          </TextLink>
        }
      />
      {isPending && slow && <SkeletonRows rows={8} />}
      {!data && error && <ErrorState error={error} title={t('settings.failed')} onRetry={() => void refetch()} />}
      {data && <Sections settings={data} />}
    </>
  );
}

function Sections({ settings }: { settings: ConsentSettings }) {
  const { t } = useTranslation('consent');
  const own = useLanguage();
  const [language, setLanguage] = useState<ConsentLanguage>(own);
  const save = useSaveSettings();
  const { edit } = settings.abilities;
  const change = (values: SettingsChange) =>
    save.mutateAsync(values).then(
      () => true,
      (error: unknown) => {
        notifyError(sayError(t, error));
        return false;
      },
    );
  return (
    <>
      <SubBar>
        <Tabs<ConsentLanguage>
          value={language}
          onChange={setLanguage}
          label={t('settings.language')}
          items={consentLanguages.map((value) => ({ value, label: t(`languages.${value}`) }))}
        />
      </SubBar>
      <div className="flex min-h-0 flex-1 flex-col overflow-auto">
        {!edit && (
          <Alert tone="info" className="mx-6 mt-5 max-tablet:mx-4">
            {t('settings.readOnly')}
          </Alert>
        )}
        <FormSection title={t('settings.words')} help={t('settings.wordsHelp')}>
          <WordFields decision="opt_out" language={language} settings={settings} onChange={change} />
          <WordFields decision="opt_in" language={language} settings={settings} onChange={change} />
        </FormSection>
        <FormSection title={t('settings.answers')} help={t('settings.answersHelp')}>
          <Switch
            label={t('settings.confirm')}
            help={t('settings.confirmHelp')}
            checked={settings.confirm}
            disabled={!edit}
            onChange={(confirm) => void change({ confirm })}
          />
          {settings.confirm && (
            <>
              <AnswerFields
                key={`out-${language}`}
                decision="opt_out"
                language={language}
                settings={settings}
                onChange={change}
              />
              <AnswerFields
                key={`in-${language}`}
                decision="opt_in"
                language={language}
                settings={settings}
                onChange={change}
              />
            </>
          )}
        </FormSection>
      </div>
    </>
  );
}
