// The part of a message that was found, and where in it the words stand. Pure.
import type { FoundMessage } from '@parley/contract';
import type { SearchTerms } from './words';

/** Characters shown, and how many of them may stand before the first word that was found. */
const excerptLength = 160;
const before = 40;

type Range = FoundMessage['highlight'][number];

export function excerptOf(text: string, { terms }: SearchTerms): Pick<FoundMessage, 'excerpt' | 'highlight'> {
  const ranges = findRanges(text, terms);
  const from = startOf(text, ranges[0]?.[0] ?? 0);
  const to = endOf(text, from + excerptLength);
  const lead = from > 0 ? '…' : '';
  const excerpt = `${lead}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
  const shift = lead.length - from;
  const highlight = ranges
    .filter(([start, end]) => start >= from && end <= to)
    .map(([start, end]): Range => [start + shift, end + shift]);
  return { excerpt, highlight };
}

/** In the order of the text, none within another. */
function findRanges(text: string, terms: SearchTerms['terms']): Range[] {
  const all = terms
    .flatMap(({ text: term, phrase }) =>
      [...text.matchAll(patternOf(term, phrase))].map(({ index, 0: found }): Range => [index, index + found.length]),
    )
    .sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let end = 0;
  return all.filter((range) => {
    if (range[0] < end) return false;
    end = range[1];
    return true;
  });
}

/** The words one after the other, whatever stands between them; what the person typed is taken literally. */
function patternOf(term: string, phrase: boolean): RegExp {
  const words = (term.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).join('[^\\p{L}\\p{N}]+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${words}${phrase ? '(?![\\p{L}\\p{N}])' : ''}`, 'giu');
}

/** At a word's beginning, a little before what was found. */
function startOf(text: string, found: number): number {
  if (found <= before) return 0;
  const space = text.indexOf(' ', found - before);
  return space === -1 || space >= found ? found : space + 1;
}

/** Not within a surrogate pair. */
function endOf(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
