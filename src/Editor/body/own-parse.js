// How what was copied from this page is read back: every field, checked.
const INNER = { figure: 'figcaption', table: 'tbody', code_block: 'code' };

/** @param {string} name @param {import('prosemirror-model').NodeSpec} spec @returns {any} */
export function ownRule(name, spec) {
  return {
    tag: `[data-b="${name}"]`,
    priority: 90,
    getAttrs: dom => attrsFrom(dom, spec.attrs ?? {}),
    ...(INNER[name] ? { contentElement: INNER[name] } : {}),
    ...(spec.code ? { preserveWhitespace: 'full' } : {}),
  };
}

function attrsFrom(dom, known) {
  let given;
  try {
    given = JSON.parse(dom.dataset.a);
  } catch {
    return false;
  }
  const attrs = {};
  for (const [name, { default: standard }] of Object.entries(known)) {
    const value = given?.[name];
    // A field without a standard value is a text, a whole number, or absent; the rest is of its standard's type.
    const fits = standard === null ? ['string', 'number', 'boolean'].includes(typeof value) || (['extra', 'block', 'carried'].includes(name) && value && typeof value === 'object') : typeof value === typeof standard;
    attrs[name] = fits && !(typeof value === 'number' && !Number.isSafeInteger(value)) ? value : standard;
  }
  return attrs;
}
