// The words of one decision in one language: the built-in ones, which stay, and the team's own.
import type { ConsentDecision, ConsentLanguage, ConsentSettings } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../ui/chip';
import { Field } from '../../ui/field';
import { TagInput } from '../../ui/tag-input';
import type { SettingsChange } from './api';

export interface OfLanguage {
  decision: ConsentDecision;
  language: ConsentLanguage;
  settings: ConsentSettings;
  /** @returns whether it was saved */
  onChange: (change: SettingsChange) => Promise<boolean>;
}

export function WordFields({ decision, language, settings, onChange }: OfLanguage) {
  const { t } = useTranslation('consent');
  const { ownWords, builtIn, abilities } = settings;
  const isHere = (one: (typeof ownWords)[number]) => one.decision === decision && one.language === language;
  const own = ownWords.filter(isHere).map(({ word }) => word);

  function replace(words: readonly string[]) {
    const others = ownWords.filter((one) => !isHere(one));
    void onChange({ ownWords: [...others, ...words.map((word) => ({ word, decision, language }))] });
  }

  return (
    <div className="grid gap-2">
      <h3 className="text-14 font-semibold">{t(`settings.${decision}`)}</h3>
      <ul aria-label={t('settings.builtIn')} className="flex flex-wrap gap-1">
        {builtIn.words[language][decision].map((word) => (
          <li key={word}>
            <Chip tone="line">
              <bdi>{word}</bdi>
            </Chip>
          </li>
        ))}
      </ul>
      {abilities.edit ? (
        <Field label={t(`settings.own.${decision}`)}>
          <TagInput value={own} onChange={replace} placeholder={t('settings.ownPlaceholder')} maxLength={40} />
        </Field>
      ) : (
        own.length > 0 && (
          <p className="flex flex-wrap gap-1">
            {own.map((word) => (
              <Chip key={word}>
                <bdi>{word}</bdi>
              </Chip>
            ))}
          </p>
        )
      )}
    </div>
  );
}
