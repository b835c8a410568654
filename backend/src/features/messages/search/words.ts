// What somebody searches for: words that must begin words of the message, and "phrases" that must stand in it as they are. Pure.

export interface SearchTerms {
  /** In PostgreSQL's tsquery language for the `simple` configuration; empty when nothing can be searched for. */
  query: string;
  terms: { text: string; phrase: boolean }[];
}

const hasLetters = /[\p{L}\p{N}]/u;
/** More than anybody types; each is one look into the index. */
const termsAtMost = 12;

export function readTerms(search: string): SearchTerms {
  const found = [...search.matchAll(/(?:^|\s)["“”]([^"“”]+)["“”](?=\s|$)|(\S+)/gu)]
    .map(([, phrase, word]) => ({ text: (phrase ?? word ?? '').trim(), phrase: phrase !== undefined }))
    .filter(({ text }) => hasLetters.test(text))
    .slice(0, termsAtMost);
  return { terms: found, query: found.map(toLexemes).join(' & ') };
}

/** Quoted, so that the database cuts it into words exactly as it cuts the messages. */
function toLexemes({ text, phrase }: SearchTerms['terms'][number]): string {
  const quoted = `'${text.replace(/['\\\0]/g, ' ')}'`;
  return phrase ? quoted : `${quoted}:*`;
}
