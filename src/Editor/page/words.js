import english from '../strings.en.json';

/**
 * The page's words in the writer's language; what the server did not hand in stands in English.
 * @param {Record<string, string> | undefined} strings
 * @param {string} language
 */
export function wordsOf(strings, language) {
  const number = new Intl.NumberFormat(language);

  /** @param {string} key @param {Record<string, string | number>} [values] */
  const t = (key, values = {}) => {
    const one = values.n === 1 ? key + '.one' : key;
    const text = strings?.[one] ?? strings?.[key] ?? english[one] ?? english[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? (typeof values[name] === 'number' ? number.format(values[name]) : values[name]) : whole));
  };
  t.time = at => at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
  t.when = at => at.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
  return t;
}
