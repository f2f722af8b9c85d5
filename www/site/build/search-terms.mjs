// How text becomes the terms that the search looks for: the same for pages and for what is typed.
//
// Chinese has no blanks between words, so every two neighbouring characters are a term: what is typed
// is found wherever it stands in a sentence, whatever a dictionary takes for a word. `Intl.Segmenter`
// would need the same dictionary in Node.js, which makes the index, and in every browser.

const HAN = /[\p{Script=Han}]+/gu;
const SPACE_OR_PUNCTUATION = /[\n\r\p{Z}\p{P}\p{S}]+/u;

export function searchTerms(text) {
  const terms = text.replace(HAN, ' ').split(SPACE_OR_PUNCTUATION).filter(Boolean);
  for (const [run] of text.matchAll(HAN)) {
    const characters = [...run];
    // A single character finds the terms that start with it; the last one of a run starts none.
    for (let at = 0; at < characters.length; at += 1) {
      terms.push(characters.slice(at, at + 2).join(''));
    }
  }
  return terms;
}
