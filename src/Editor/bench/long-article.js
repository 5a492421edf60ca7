const WORDS = 'the harbour mud ferry ministry pumps morning quay tender council minutes water bill street ship west east week nobody signed letter answer report keel tide'.split(' ');

/** The same long article at every run: paragraphs, with headings, quotations, lists, pictures and notes between them. @param {number} words @param {number} blocks */
export function longArticle(words, blocks) {
  let seed = 7;
  const next = most => (seed = (seed * 48271) % 2147483647) % most;
  const text = n => Array.from({ length: n }, () => WORDS[next(WORDS.length)]).join(' ') + '.';
  const made = [];
  const notes = [];
  const others = Math.floor(blocks / 6);
  const each = Math.ceil(words / (blocks - others * 0.5)) + 1;
  for (let i = 0; i < blocks - 1; i++) {
    const id = `b${String(i).padStart(7, '0')}`;
    if (i % 24 === 5) {
      made.push({ kind: 'heading', id, level: 2, text: text(5) });
    } else if (i % 24 === 11) {
      made.push({ kind: 'figure', id, media: 'a'.repeat(64), caption: text(12), credit: 'Ben Oduya', alt: text(6), decorative: false, size: 'text', width: 1600, height: 960 });
    } else if (i % 24 === 17) {
      made.push({ kind: 'list', id, ordered: false, items: Array.from({ length: 4 }, () => ({ text: text(18), level: 0 })) });
    } else if (i % 24 === 20) {
      made.push({ kind: 'quote', id, text: text(30), cite: 'Minutes' });
    } else {
      const body = text(each);
      const note = `n${id}`;
      const marks = [{ from: 0, to: 3, kind: 'strong' }, { from: 20, to: 40, kind: 'link', value: 'https://kell.example/' }];
      if (i % 5 === 0) {
        marks.push({ from: 50, to: 50, kind: 'note', value: note });
        notes.push({ id: note, text: text(9) });
      }
      made.push({ kind: 'paragraph', id, text: body, marks });
    }
  }
  made.push({ kind: 'footnotes', id: 'nnnnnnnn', notes });
  return { id: 'a1', kind: 'article', slug: 'long', language: 'en', title: 'The long one', standfirst: text(20), blocks: made };
}
