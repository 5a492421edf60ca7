// What each kind of block holds beside its text, by the names of the body's JSON. Everything else that a block brings
// along is kept in `extra`, so that a newer server loses nothing to an older page.

/** @type {Record<string, string[]>} */
export const FIELDS = {
  paragraph: [],
  heading: ['level'],
  quote: ['cite'],
  pullquote: ['cite'],
  list: ['ordered', 'start'],
  list_item: ['level', 'ordered'],
  figure: [
    'media', 'moving', 'source', 'alt', 'decorative', 'credit', 'credit_url', 'width', 'height', 'focal_x', 'focal_y', 'size', 'link',
  ],
  gallery: ['caption'],
  table: ['header_rows', 'header_column', 'caption'],
  code: ['language'],
  separator: [],
  embed: ['provider', 'url', 'title', 'text', 'author', 'poster', 'caption'],
  audio: ['media', 'source', 'title', 'caption', 'credit', 'seconds', 'bytes', 'media_type'],
  video: ['media', 'source', 'title', 'caption', 'credit', 'poster', 'media_type'],
  file: ['media', 'source', 'name', 'caption', 'bytes', 'media_type'],
  footnotes: [],
};

/** Values that the server always writes. @type {Record<string, Record<string, unknown>>} */
export const STANDARD = {
  heading: { level: 2 },
  list: { ordered: false },
  list_item: { level: 0 },
  figure: { decorative: false, size: 'text' },
  table: { header_rows: 0, header_column: false },
};

/** Which key of a block holds what the editor keeps as content and not as an attribute. @type {Record<string, string[]>} */
export const CONTENT = {
  paragraph: ['text', 'marks'],
  heading: ['text', 'marks'],
  quote: ['text', 'marks'],
  pullquote: ['text', 'marks'],
  list: ['items'],
  list_item: ['text', 'marks'],
  figure: ['caption', 'caption_marks'],
  gallery: ['figures'],
  table: ['rows'],
  code: ['text'],
  footnotes: ['notes'],
};
