import { h, icon } from './dom.js';
import { ICONS } from './icons.js';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform ?? '');

/** Keys by what they are for. A key written "Mod" is Cmd on a Mac and Ctrl elsewhere. */
const KEYS = {
  text: [['Mod-B', 'strong'], ['Mod-I', 'em'], ['Mod-K', 'link'], ['Mod-E', 'code'], ['Mod-Shift-X', 'strike'], ['Mod-.', 'sup'], ['Mod-,', 'sub']],
  blocks: [['Mod-Alt-0', 'paragraph'], ['Mod-Alt-2', 'heading2'], ['Mod-Alt-3', 'heading3'], ['Mod-Alt-4', 'heading4'], ['Mod-L', 'list'], ['Mod-Shift-L', 'numbered'], ['Mod-Q', 'quote'], ['Mod-Alt-F', 'footnote'], ['Mod-Alt-J', 'jump'], ['Alt-↑ ↓', 'move'], ['Mod-Enter', 'below'], ['Tab', 'fields'], ['Mod-Alt-R', 'direction']],
  article: [['/', 'insert'], ['@', 'own'], ['Mod-S', 'save'], ['Mod-F', 'find'], ['F3', 'next'], ['Mod-Alt-T', 'tk'], ['Mod-Alt-M', 'remark'], ['Mod-Alt-K', 'record'], ['Mod-Shift-V', 'plain'], ['Mod-Z', 'undo'], ['F6', 'panes'], ['Mod-/', 'sheet']],
};
const MARKDOWN = [['## ', 'heading2'], ['> ', 'quote'], ['- ', 'list'], ['1. ', 'numbered'], ['---', 'separator'], ['```', 'code'], ['**…**', 'strong'], ['*…*', 'em'], ['[…](…)', 'link']];

/** All keys on one sheet. */
export class KeySheet {
  /** @param {any} t */
  constructor(t) {
    const list = (name, keys) => h('section', null, h('h3', null, t('sheet.' + name)), h('dl', null, ...keys.flatMap(([key, what]) => [h('dt', null, ...keyNames(key, name)), h('dd', null, t('keys.' + what))])));
    const close = h('button', { type: 'button', class: 'ed-quiet', 'aria-label': t('close'), click: () => this.dom.close() }, icon(ICONS.close));
    this.dom = h('dialog', { class: 'ed-sheet', 'aria-label': t('sheet.label') }, h('div', { class: 'ed-sheet-head' }, h('h2', null, t('sheet.label')), close), h('div', { class: 'ed-columns' }, list('text', KEYS.text), list('markdown', MARKDOWN), list('blocks', KEYS.blocks), list('article', KEYS.article)));
  }

  open() {
    this.dom.showModal();
    return true;
  }
}

function keyNames(key, name) {
  if (name === 'markdown') {
    return [h('kbd', null, key.trim())];
  }
  return key.split(/-(?=.)/).map(part => h('kbd', null, part === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : part === 'Alt' && isMac ? '⌥' : part));
}
