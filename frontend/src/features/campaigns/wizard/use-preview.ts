// Whose message the phone shows, and how it reads: real recipients as far as they are known.
import type { LaunchCheck } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isApiError } from '../../../lib/api-error';
import { useDebounced } from '../../../lib/use-debounced';
import { previewContactsQuery, renderQuery } from '../api';
import type { Draft, Step } from './draft';
import { bodyOf } from './wording';

type Sample = LaunchCheck['samples'][number];

export interface PreviewPerson {
  key: string;
  name: string;
  /** Known contacts are rendered by id; samples of the check come rendered. */
  contactId?: string;
  text?: string;
  /** Why this sample was chosen: `first`, `longest`, `most_blanks`. */
  kind?: Sample['kind'];
  /** The wording it was rendered from. */
  variant?: number;
  /** What stands around the text of an approved template. */
  template?: Sample['template'];
}

export interface Preview {
  person: PreviewPerson | undefined;
  index: number;
  count: number;
  move: (by: 1 | -1) => void;
  /** Null until there is something to show. */
  text: string | null;
  /** Variables without a value for this person. */
  missing: string[];
  /** The body cannot be rendered (an unknown variable). */
  refusal: unknown;
  /** Rendering failed for another reason. */
  error: unknown;
}

const typingPauseMs = 300;

function samplesOf(check: LaunchCheck | undefined): PreviewPerson[] {
  return (check?.samples ?? []).map(({ contactName, phone, text, kind, variant, template }) => ({
    key: `${variant} ${kind}`,
    name: contactName || phone,
    text,
    kind,
    variant,
    template,
  }));
}

function peopleOf(
  draft: Draft,
  step: Step,
  check: LaunchCheck | undefined,
  variant: number,
  contacts: readonly { id: string; name: string }[],
): PreviewPerson[] {
  const sampled = step === 'launch' || draft.audience === 'inline' || draft.audience === 'list' || draft.kept !== null;
  const all = sampled ? samplesOf(check) : [];
  // While a wording is written, only its own samples.
  const samples = step === 'launch' ? all : all.filter((one) => one.variant === variant);
  if (samples.length > 0) return samples;
  const chosen = draft.audience === 'selected' && draft.people.length > 0 ? draft.people : contacts;
  return chosen.map(({ id, name }) => ({ key: id, name, contactId: id }));
}

/**
 * Step 4 and pasted people are shown as the launch check rendered them; the other steps go through contacts.
 * @param variant which wording is being written
 */
export function usePreview(draft: Draft, step: Step, check: LaunchCheck | undefined, variant = 0): Preview {
  const [position, setPosition] = useState(0);
  const wording = variant === 0 ? draft : (draft.variants[variant - 1] ?? draft);
  const body = useDebounced(bodyOf(wording), typingPauseMs);
  const contacts = useQuery(previewContactsQuery).data?.items ?? [];
  const people = peopleOf(draft, step, check, variant, contacts);
  const index = people.length === 0 ? 0 : position % people.length;
  const person = people[index];

  const rendering = useQuery({
    ...renderQuery(body, person?.contactId),
    enabled: body !== '' && person?.text === undefined,
  });
  const refused = isApiError(rendering.error, 'unknown_variable') && body !== '';
  const text =
    body === '' && step !== 'launch' ? null : (person?.text ?? (refused ? body : (rendering.data?.text ?? null)));
  return {
    person,
    index,
    count: people.length,
    move: (by) => setPosition((index + by + Math.max(1, people.length)) % Math.max(1, people.length)),
    text,
    missing: person?.text === undefined && !refused && body !== '' ? (rendering.data?.missing ?? []) : [],
    refusal: refused ? rendering.error : null,
    error: refused ? null : rendering.error,
  };
}
