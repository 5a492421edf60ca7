// Inline marks. Their order here is the order of the server's list, in which marks of one place are sorted.
import { cleanAddress } from './address.js';

// Pasted styles are set aside under another name, see paste.js.
const styled = pattern => ({ tag: 'span[data-style]', consuming: false, getAttrs: dom => pattern.test(dom.dataset.style) && null });

/** @type {Record<string, import('prosemirror-model').MarkSpec>} */
export const markSpecs = {
  link: {
    attrs: { value: {} },
    inclusive: false,
    parseDOM: [{ tag: 'a[href]', getAttrs: dom => (cleanAddress(dom.getAttribute('href')) ? { value: cleanAddress(dom.getAttribute('href')) } : false) }],
    toDOM: mark => ['a', { href: cleanAddress(mark.attrs.value) ?? '#', title: mark.attrs.value, rel: 'noopener' }],
  },
  lang: {
    attrs: { value: {} },
    parseDOM: [{ tag: 'span[lang]', getAttrs: dom => ({ value: dom.getAttribute('lang') }) }],
    toDOM: mark => ['span', { lang: mark.attrs.value, class: 'ed-lang', 'data-lang': mark.attrs.value }],
  },
  em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }, styled(/font-style:\s*italic/)], toDOM: () => ['em'] },
  strong: {
    // Google Docs wraps everything in a <b> of normal weight.
    parseDOM: [{ tag: 'strong' }, { tag: 'b', getAttrs: dom => !/font-weight:\s*(normal|400)/.test(dom.dataset.style ?? '') && null }, styled(/font-weight:\s*(bold|[6-9]00)/)],
    toDOM: () => ['strong'],
  },
  strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }, { tag: 'strike' }], toDOM: () => ['s'] },
  sub: { excludes: 'sub sup', parseDOM: [{ tag: 'sub' }], toDOM: () => ['sub'] },
  sup: { excludes: 'sub sup', parseDOM: [{ tag: 'sup' }], toDOM: () => ['sup'] },
  code: { parseDOM: [{ tag: 'code' }], toDOM: () => ['code', { spellcheck: 'false' }] },
  // A mark of a kind, or with fields, that this page does not know: kept as it came.
  other: { attrs: { mark: {} }, excludes: '', toDOM: () => ['span'] },
};

export const KINDS = ['strong', 'em', 'strike', 'code', 'sub', 'sup', 'link', 'lang', 'note'];
