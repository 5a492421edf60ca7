import { Plugin, PluginKey } from 'prosemirror-state';
import { h, placeAt } from '../page/dom.js';
import { Listbox } from '../page/listbox.js';

/**
 * A list that opens at a typed sign ("/" or "@") and narrows with what is typed after it.
 * @param {{
 *   sign: RegExp, label: string, none: string,
 *   source: (query: string, view: import('prosemirror-view').EditorView) => Promise<any[]> | any[],
 *   choose: (view: import('prosemirror-view').EditorView, item: any, range: {from: number, to: number}) => void,
 * }} how `sign` matches the text before the cursor; its first group is the sign, its second the query
 */
export function suggest(how) {
  const key = new PluginKey('suggest');
  let box = null;
  return new Plugin({
    key,
    state: {
      init: () => null,
      apply(tr, open, before, state) {
        if (tr.getMeta(key) === 'close') {
          return null;
        }
        if (!tr.docChanged && !tr.selectionSet) {
          return open;
        }
        const found = matchAt(state, how.sign);
        // It opens by typing; moving the cursor past an old slash does nothing.
        const typed = tr.docChanged && !tr.getMeta('paste') && !tr.getMeta('history$');
        if (!found || (!open && (!typed || found.query !== ''))) {
          return null;
        }
        return found;
      },
    },
    props: {
      handleKeyDown(view, event) {
        return key.getState(view.state) !== null && box.handle(event);
      },
    },
    view(view) {
      box = new SuggestBox(view, key, how);
      return box;
    },
  });
}

function matchAt(state, sign) {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.inlineContent || $from.parent.type.spec.code) {
    return null;
  }
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 60), $from.parentOffset, null, '\ufffc');
  const found = sign.exec(before);
  return found && { from: $from.pos - found[2].length - found[1].length, to: $from.pos, query: found[2] };
}

class SuggestBox {
  constructor(view, key, how) {
    Object.assign(this, { view, key, how });
    this.asked = 0;
    this.list = new Listbox(how.label, item => this.take(item));
    this.none = h('p', { class: 'ed-hint', hidden: true }, how.none);
    this.dom = h('div', { class: 'ed-pop ed-suggest', hidden: true }, this.list.dom, this.none);
    view.dom.parentNode.append(this.dom);
    this.blur = () => this.close();
    view.dom.addEventListener('blur', this.blur);
  }

  update(view) {
    const open = this.key.getState(view.state);
    if (!open) {
      this.hide();
    } else if (open.query !== this.query || open.from !== this.from) {
      [this.query, this.from] = [open.query, open.from];
      void this.ask(open);
    }
  }

  async ask(open) {
    const asked = ++this.asked;
    const items = await this.how.source(open.query, this.view);
    if (asked !== this.asked || !this.key.getState(this.view.state)) {
      return;
    }
    // Nothing found twice in a row: the writer means something else.
    if (items.length === 0 && (open.query.includes(' ') || open.query.length > 12)) {
      this.close();
      return;
    }
    this.list.show(items);
    this.none.hidden = items.length > 0;
    this.list.dom.hidden = items.length === 0;
    this.dom.hidden = false;
    placeAt(this.dom, this.view.coordsAtPos(open.from));
    this.tellActive();
  }

  take(item) {
    const range = this.key.getState(this.view.state);
    this.close();
    this.how.choose(this.view, item, range);
    this.view.focus();
  }

  close() {
    if (this.key.getState(this.view.state)) {
      this.view.dispatch(this.view.state.tr.setMeta(this.key, 'close'));
    }
  }

  hide() {
    if (!this.dom.hidden || this.query !== undefined) {
      this.dom.hidden = true;
      this.query = this.from = undefined;
      this.asked++;
      this.view.dom.removeAttribute('aria-activedescendant');
      this.view.dom.removeAttribute('aria-controls');
    }
  }

  handle(event) {
    if (this.dom.hidden) {
      return false;
    }
    if (event.key === 'Escape') {
      this.close();
      return true;
    }
    const taken = this.list.key(event);
    this.tellActive();
    return taken;
  }

  // The text keeps the focus; a screen reader hears what is chosen in the list.
  tellActive() {
    if (this.list.activeId && !this.dom.hidden) {
      this.view.dom.setAttribute('aria-controls', this.list.id);
      this.view.dom.setAttribute('aria-activedescendant', this.list.activeId);
    }
  }

  destroy() {
    this.view.dom.removeEventListener('blur', this.blur);
    this.dom.remove();
  }
}
