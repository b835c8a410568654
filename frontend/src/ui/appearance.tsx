// The two switches of how the app looks: light or dark, English or Hebrew.
import { Globe, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Language, languages, setLanguage, toLanguage } from '../lib/i18n';
import { useTheme } from '../lib/theme';
import { Button } from './button';
import { IconButton } from './icon-button';

export function ThemeToggle() {
  const { t } = useTranslation();
  const { theme, toggle } = useTheme();
  return (
    <IconButton
      icon={theme === 'dark' ? Sun : Moon}
      label={t(theme === 'dark' ? 'theme.toLight' : 'theme.toDark')}
      onClick={toggle}
      className="enabled:hover:bg-pressed"
    />
  );
}

function useOtherLanguage(): Language {
  const { i18n } = useTranslation();
  return toLanguage(i18n.language) === 'he' ? 'en' : 'he';
}

/** Named in the language it leads to, so that it is understood by whoever needs it. */
export function LanguageToggle() {
  const other = useOtherLanguage();
  return (
    <IconButton
      icon={Globe}
      label={languages[other].name}
      onClick={() => void setLanguage(other)}
      className="enabled:hover:bg-pressed"
    />
  );
}

/** The same with its name written out, for the sign-in pages. */
export function LanguageButton() {
  const other = useOtherLanguage();
  return (
    <Button variant="ghost" icon={Globe} lang={other} onClick={() => void setLanguage(other)}>
      {languages[other].name}
    </Button>
  );
}
