// How text becomes the terms that are searched for.
//
// Chinese has no blanks between words, so every two neighbouring characters are a term: what is typed
// is found wherever it stands in a sentence, whatever a dictionary takes for a word. `Intl.Segmenter`
// would need the same dictionary in Node.js, which makes the index, and in every browser.

const HAN = /\p{Script=Han}+/gu;
const SPACE_OR_PUNCTUATION = /[\n\r\p{Z}\p{P}\p{S}]+/u;

/** Keeps pairs of words apart from words: no search for the start of a word finds a pair. */
const PAIR = '\u0001';

const latinWords = (text) => text.replace(HAN, ' ').split(SPACE_OR_PUNCTUATION).filter(Boolean);

const pairsOf = (items, mark, between) =>
  items.slice(1).map((item, at) => mark + items[at] + between + item);

const runsOf = (text) => [...text.matchAll(HAN)].map(([run]) => [...run]);

/** What a page is found by: its words, its pairs of words, its pairs of characters. */
export function indexTerms(text) {
  const words = latinWords(text);
  const chinese = runsOf(text).flatMap((characters) => [
    ...pairsOf(characters, '', ''),
    // A single character is found as the start of a pair; the last one of a run starts none.
    characters.at(-1),
  ]);
  return [...words, ...pairsOf(words, PAIR, ' '), ...chinese];
}

/** What is typed, word by word. */
export function queryTerms(text) {
  const chinese = runsOf(text).flatMap((characters) =>
    characters.length > 1 ? pairsOf(characters, '', '') : characters,
  );
  return [...latinWords(text), ...chinese];
}

/** What is typed, word after word. */
export function phraseTerms(text) {
  return [...queryTerms(text), ...pairsOf(latinWords(text), PAIR, ' ')];
}
