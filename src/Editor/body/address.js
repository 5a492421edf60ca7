const OPEN = /^(https?:\/\/|mailto:)/i;

/**
 * The address made clean, or null when it is none that may stand in an article: http, https, mail, or a path from the root.
 * @param {string | null | undefined} raw
 */
export function cleanAddress(raw) {
  const text = (raw ?? '').trim().replace(/[\u0000-\u0020\u007f]+/g, '');
  if (text === '' || text.length > 4096) {
    return null;
  }
  if (text.startsWith('/')) {
    return /^\/[/\\]/.test(text) ? null : text;
  }
  if (OPEN.test(text)) {
    return text.toLowerCase().startsWith('mailto:') || isWeb(text) ? text : null;
  }
  if (/^www\./i.test(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(\/\S*)?$/i.test(text)) {
    return isWeb('https://' + text) ? 'https://' + text : null;
  }
  return /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text) ? 'mailto:' + text : null;
}

/** True for a text that is one web address and nothing else. @param {string} text */
export function isOneAddress(text) {
  return /^https?:\/\/\S+$/i.test(text.trim()) && isWeb(text.trim());
}

function isWeb(text) {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}
