// What was chosen for an import that has not started: kept for this tab, so that a reload loses nothing.
import { type ContactImport, startImport } from '@parley/contract';
import { useEffect, useState } from 'react';
import type { z } from 'zod';

export type ImportChoices = z.output<typeof startImport.body>;

function nameOf(importId: string): string {
  return `parley.import.${importId}`;
}

/** What was chosen for an import in this tab; the suggestion when nothing is kept. */
export function readChoices(imported: ContactImport): ImportChoices {
  const fresh: ImportChoices = { mapping: imported.suggestedMapping, duplicates: 'skip', tags: [] };
  try {
    const kept = startImport.body.safeParse(JSON.parse(sessionStorage.getItem(nameOf(imported.id)) ?? 'null'));
    return kept.success ? kept.data : fresh;
  } catch {
    // Storage is refused in private mode: the suggestion is as good a start.
    return fresh;
  }
}

/** The choices for one import and the way to change some of them. */
export function useImportChoices(imported: ContactImport): [ImportChoices, (change: Partial<ImportChoices>) => void] {
  const [choices, setChoices] = useState(() => readChoices(imported));
  useEffect(() => {
    try {
      sessionStorage.setItem(nameOf(imported.id), JSON.stringify(choices));
    } catch {
      // Private mode: a reload starts from the suggestion.
    }
  }, [choices, imported.id]);
  return [choices, (change) => setChoices((now) => ({ ...now, ...change }))];
}
