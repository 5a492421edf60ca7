// An article with every kind of block, made up.
const sha = n => String(n).repeat(64).slice(0, 64);
const mark = (from, to, kind, value) => ({ from, to, kind, ...(value === undefined ? {} : { value }) });

export const article = {
  id: 'a1', kind: 'article', slug: 'the-dredger', language: 'en',
  title: 'The dredger that nobody ordered',
  standfirst: 'For six weeks a ship moved mud from one side of the Kell to the other. The bill came to the harbour, the contract to nobody.',
  bylines: [{ slug: 'ana-roa', name: 'Ana Roa', role: 'words' }],
  blocks: [
    { kind: 'paragraph', id: 'p0000001', text: 'At four in the morning the pumps began, and by five the windows of Quay Street were humming. “We thought it was the ferry,” says Ilse Maran, who has kept the bakery there since 1988.', marks: [mark(129, 139, 'strong')] },
    { kind: 'figure', id: 'f0000001', media: sha(1), caption: 'The Hopper at her usual place, two hundred metres off the mole.', credit: 'Photo: Ben Oduya', alt: 'A grey dredger in morning mist', decorative: false, width: 1600, height: 960, size: 'wide' },
    { kind: 'heading', id: 'h0000001', level: 2, text: 'Who signed' },
    { kind: 'paragraph', id: 'p0000002', text: 'The harbour office has no paper. The ministry has a paper without a name on it. TK: answer of the ministry.', marks: [mark(31, 31, 'note', 'n0000001'), mark(37, 45, 'link', 'https://ministry.example/tender'), mark(58, 65, 'em')] },
    { kind: 'quote', id: 'q0000001', text: 'Nobody orders a dredger by accident.', cite: 'Harbour master, in the minutes of 3 March' },
    { kind: 'list', id: 'l0000001', ordered: true, items: [{ text: 'The tender of January, withdrawn', level: 0 }, { text: 'The second tender', level: 0 }, { text: 'opened on a Sunday', level: 1 }, { text: 'closed the same evening', level: 1 }, { text: 'The invoice', level: 0 }] },
    { kind: 'pullquote', id: 'u0000001', text: 'We thought it was the ferry', cite: 'Ilse Maran' },
    { kind: 'table', id: 't0000001', header_rows: 1, header_column: true, caption: 'Mud moved, in cubic metres', rows: [[{ text: 'Week' }, { text: 'East' }, { text: 'West' }], [{ text: '1' }, { text: '12,400' }, { text: '—' }], [{ text: '2' }, { text: '9,150' }, { text: '8,800' }]] },
    { kind: 'paragraph', id: 'p0000003', text: 'يقول الصيادون إن الطين عاد إلى مكانه', dir: 'rtl' },
    { kind: 'gallery', id: 'g0000001', caption: 'Two mornings on the quay', figures: [{ id: 'f0000002', media: sha(2), alt: 'Cranes', credit: 'Ben Oduya', decorative: false, size: 'text', width: 1600, height: 960 }, { id: 'f0000003', media: sha(3), caption: 'The bakery', decorative: false, size: 'text', width: 1600, height: 960 }] },
    { kind: 'embed', id: 'e0000001', provider: 'youtube', url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ', title: 'The night of the pumps' },
    { kind: 'audio', id: 'a0000001', media: sha(4), title: 'The hum of Quay Street', seconds: 75, bytes: 1200000, media_type: 'audio/mpeg', credit: 'Ana Roa' },
    { kind: 'file', id: 'd0000001', media: sha(5), name: 'The withdrawn tender', bytes: 340000, media_type: 'application/pdf' },
    { kind: 'figure', id: 'f0000004', source: 'https://old.example/wp-content/uploads/chart.png', caption: 'Depth of the basin since 1950', credit: 'Harbour office', decorative: false, size: 'text' },
    { kind: 'code', id: 'c0000001', text: 'depth = mean(soundings)\nprint(depth)', language: 'python' },
    { kind: 'separator', id: 's0000001' },
    { kind: 'paragraph', id: 'p0000004', text: 'The pumps stopped on a Friday. On Monday the mud was back.' },
    { kind: 'footnotes', id: 'n0000000', notes: [{ id: 'n0000001', text: 'Answer by letter, 12 November.', marks: [mark(10, 16, 'em')] }] },
  ],
};

export const small = { id: 'a1', kind: 'article', slug: 'x', language: 'en', title: 'Mud', blocks: [{ kind: 'paragraph', id: 'p0000001', text: 'One.' }, { kind: 'paragraph', id: 'p0000002', text: 'Two.' }] };
