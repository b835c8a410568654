// The confirmation of one decision in one language: written here, seen as the person will see it.
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bubble } from '../../ui/bubble';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { Textarea } from '../../ui/textarea';
import { notify } from '../../ui/toast';
import type { OfLanguage } from './word-fields';

const longest = 500;

export function AnswerFields({ decision, language, settings, onChange }: OfLanguage) {
  const { t } = useTranslation('consent');
  const { texts, builtIn, business, abilities } = settings;
  const standard = builtIn.texts[decision][language];
  const saved = texts[decision]?.[language] || standard;
  const [text, setText] = useState(saved);
  const [busy, setBusy] = useState(false);
  const previewId = useId();
  const changed = text.trim() !== saved;
  const shown = (text.trim() || standard).replaceAll('{business}', business);

  async function save(next: string) {
    setBusy(true);
    // The standard text is kept as "none of our own", so that it improves with the product.
    const own = next.trim() === standard ? '' : next.trim();
    const done = await onChange({ texts: { ...texts, [decision]: { ...texts[decision], [language]: own } } });
    setBusy(false);
    if (!done) return;
    setText(own || standard);
    notify(t('settings.saved'));
  }

  return (
    <div className="grid gap-2">
      <Field label={t(`settings.answer.${decision}`)} help={t('settings.answerHelp')}>
        <Textarea
          dir="auto"
          rows={3}
          value={text}
          maxLength={longest}
          disabled={!abilities.edit}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <section aria-labelledby={previewId} className="flex flex-col rounded-md bg-sunken px-3 pt-2 pb-3">
        <h4 id={previewId} className="mb-1 text-12 text-ink-muted">
          {t('settings.preview')}
        </h4>
        <Bubble kind="out" state="delivered" at={new Date().toISOString()}>
          {shown}
        </Bubble>
      </section>
      {abilities.edit && (
        <div className="flex gap-2">
          <Button size="sm" variant="primary" busy={busy} disabled={!changed} onClick={() => void save(text)}>
            {t('common:actions.save')}
          </Button>
          {saved !== standard && (
            <Button size="sm" variant="ghost" disabled={busy} onClick={() => void save(standard)}>
              {t('settings.standard')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
