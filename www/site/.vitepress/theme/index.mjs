import Theme from 'vitepress/theme-without-fonts';
import { searchTerms } from '../../build/search-terms.mjs';
import './style.css';

export default {
  extends: Theme,
  enhanceApp({ siteData }) {
    // The function that the index was made with; see config.mjs.
    siteData.value.themeConfig.search.options.miniSearch = { options: { tokenize: searchTerms } };
  },
};
