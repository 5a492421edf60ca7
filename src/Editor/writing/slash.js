import { insertNote } from './footnotes.js';
import { insertFiles, insertGallery, insertSeparator, insertTable } from './insert.js';
import { startList } from './lists.js';
import { suggest } from './suggest.js';
import { turnInto } from './turn-into.js';

/**
 * Everything that can stand in an article: name in the menu, further words that find it, what it does.
 * @param {any} desk
 * @returns {{key: string, run: (view: any) => void}[]}
 */
export function thingsToInsert(desk) {
  const run = command => view => command(view.state, view.dispatch, view);
  const files = (accept, many = false) => async view => {
    const chosen = await desk.chooseFiles(accept, many);
    if (chosen.length) {
      insertFiles(view, chosen, desk.uploads);
      view.focus();
    }
  };
  return [
    { key: 'paragraph', run: run(turnInto('paragraph', {}, false)) },
    { key: 'heading2', run: run(turnInto('heading', { level: 2 })) },
    { key: 'heading3', run: run(turnInto('heading', { level: 3 })) },
    { key: 'heading4', run: run(turnInto('heading', { level: 4 })) },
    { key: 'picture', run: files('image/*', true) },
    {
      key: 'gallery',
      run: async view => {
        const chosen = await desk.chooseFiles('image/*', true);
        if (chosen.length) {
          insertGallery(view, chosen, desk.uploads);
          view.focus();
        }
      },
    },
    { key: 'quote', run: run(turnInto('quote')) },
    { key: 'pullquote', run: run(turnInto('pullquote')) },
    { key: 'list', run: run(startList(false)) },
    { key: 'numbered', run: run(startList(true)) },
    { key: 'table', run: run(insertTable(3, 3)) },
    { key: 'footnote', run: run(insertNote()) },
    { key: 'embed', run: view => desk.askEmbed(view) },
    { key: 'audio', run: files('audio/*') },
    { key: 'video', run: files('video/*') },
    { key: 'file', run: files('.pdf,application/pdf') },
    { key: 'separator', run: run(insertSeparator) },
    { key: 'code', run: run(turnInto('code_block')) },
  ];
}

/** The menu that a slash opens. @param {any} desk */
export function slashMenu(desk) {
  const { t } = desk;
  const things = thingsToInsert(desk).map(thing => ({ ...thing, label: t('insert.' + thing.key), hint: t(`insert.${thing.key}.hint`), words: `${t('insert.' + thing.key)} ${t(`insert.${thing.key}.words`)}` }));
  return suggest({
    sign: /(?:^|\s)(\/)([\p{L}\p{N}-]{0,20})$/u,
    label: t('insert.label'),
    none: t('insert.none'),
    source: query => things.filter(thing => plain(thing.words).split(/\s+/).some(word => word.startsWith(plain(query))) || plain(thing.label).includes(plain(query))),
    choose(view, thing, { from, to }) {
      view.dispatch(view.state.tr.delete(from, to));
      thing.run(view);
    },
  });
}

const plain = text => text.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '');

