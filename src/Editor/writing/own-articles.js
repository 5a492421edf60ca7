import { linkText } from './marks.js';
import { suggest } from './suggest.js';

/** "@" and a few letters of a title: a link to an article of this house. @param {any} desk */
export function ownArticles({ t, server }) {
  return suggest({
    sign: /(?:^|[\s(])(@)([^@\n]{0,40})$/u,
    label: t('own.label'),
    none: t('own.none'),
    async source(query) {
      const found = query.trim() === '' ? [] : await server.findArticles(query.trim());
      return found.slice(0, 8).map(article => ({ ...article, label: article.title, hint: t('state.' + article.state) }));
    },
    choose(view, article, range) {
      const { tr } = view.state;
      view.dispatch(linkText(tr, range, article.title, article.address || `/desk/articles/${article.id}`));
    },
  });
}
