// MiniSearch as VitePress' search box gets it: first what contains the text as it was typed, then what
// contains all of its words, then what contains some of them.

import MiniSearch from 'minisearch';
import { indexTerms, phraseTerms, queryTerms } from './terms.mjs';

const TIERS = [
  { tokenize: phraseTerms, combineWith: 'AND', prefix: false, fuzzy: false },
  { tokenize: queryTerms, combineWith: 'AND' },
  { tokenize: queryTerms, combineWith: 'OR' },
];

export default {
  loadJSON(json, options) {
    const index = MiniSearch.loadJSON(json, { ...options, tokenize: indexTerms });
    return {
      search(text) {
        const found = new Map();
        for (const tier of TIERS) {
          for (const result of index.search(text, tier)) {
            if (!found.has(result.id)) found.set(result.id, result);
          }
        }
        return [...found.values()];
      },
    };
  },
};
