// Moves through the rows of a table by keyboard: j and k go down and up, x chooses the row in focus.
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../lib/shortcuts';

function move(step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const focused = document.activeElement;
  const at = focused instanceof HTMLElement ? all.indexOf(focused) : -1;
  const next = all[at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** Rows are the elements with `data-row="<id>"`. */
export function useRowKeys(onChoose: (id: string) => void): void {
  const { t } = useTranslation('contacts');
  const group = t('nav.contacts');
  useShortcuts([
    { keys: 'j', label: t('keys.next'), group, run: () => move(1) },
    { keys: 'k', label: t('keys.previous'), group, run: () => move(-1) },
    {
      keys: 'x',
      label: t('keys.choose'),
      group,
      run: () => {
        const id = document.activeElement?.getAttribute('data-row');
        if (id) onChoose(id);
      },
    },
  ]);
}
