import { Fragment, Slice } from 'prosemirror-model';
import { Plugin, TextSelection } from 'prosemirror-state';
import { cleanAddress, isOneAddress } from '../body/address.js';
import { blockIn } from '../body/blocks-in.js';
import { eachBlock } from '../body/ids.js';
import { schema } from '../body/schema.js';
import { insertFiles, isEmptyLine } from '../writing/insert.js';
import { setValue } from '../writing/marks.js';
import { isThing, writeBelow } from '../writing/things.js';
import { asForeign, ownClipboard, plainSlice, takeNotesAlong } from './own-clipboard.js';
import { givePicturesBack, takePictures } from './pasted-pictures.js';
import { addPending, pendingPlace, removePending } from './pending.js';

const OWN = /\sdata-pm-slice=/;
const LARGEST = 8_000_000;

/** What comes in from the clipboard or is dropped. @param {any} desk */
export function pasting(desk) {
  const { t, server, uploads, say, article } = desk;
  let isForeign = false;
  let isPlain = false;
  let isFallback = false;

  return new Plugin({
    props: {
      clipboardSerializer: ownClipboard(article),
      clipboardTextParser: (text, $context) => plainSlice(text, $context),
      transformCopied: takeNotesAlong,
      transformPastedHTML(html) {
        const isOwn = OWN.test(html);
        isForeign = isOwn && !html.includes(`data-article="${article}"`);
        // What the server will read need not be read here too.
        return isOwn ? html : isFallback ? setStylesAside(html) : '';
      },
      transformPasted(slice) {
        const wasForeign = isForeign;
        isForeign = false;
        return wasForeign ? asForeign(slice) : slice;
      },
      handleDOMEvents: { keydown: (_, event) => void (isPlain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v') },
      handlePaste(view, event) {
        const data = event.clipboardData;
        const wasPlain = isPlain;
        isPlain = false;
        // What is pasted does not take the place of a chosen picture or table.
        if (isThing(view.state.selection) && !isFallback) {
          writeBelow(view.state, tr => view.dispatch(tr));
          view.focus();
        }
        return !isFallback && data ? take(view, data, wasPlain) : false;
      },
      handleDrop(view, event, _, moved) {
        const data = event.dataTransfer;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (moved || !data || !at) {
          return false;
        }
        if (data.files.length) {
          insertFiles(view, [...data.files], uploads, at.pos);
          return true;
        }
        const html = data.getData('text/html');
        if (!html || OWN.test(html)) {
          return false;
        }
        view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at.pos))));
        return take(view, data, false);
      },
    },
  });

  function take(view, data, isPlainText) {
    const html = data.getData('text/html');
    const text = data.getData('text/plain');
    const files = [...data.files];
    const inCode = view.state.selection.$from.parent.type.spec.code;
    if (isOneAddress(text) && !inCode && address(view, text.trim())) {
      return true;
    }
    if (files.length && (!html || /^\s*(<meta[^>]*>)?\s*<img[^>]*>\s*$/i.test(bodyOf(html)))) {
      insertFiles(view, files, uploads);
      return true;
    }
    if (isPlainText || inCode || !html || OWN.test(html)) {
      return false;
    }
    void readHtml(view, html, text, files);
    return true;
  }

  function address(view, text) {
    if (!view.state.selection.empty) {
      return setValue('link', cleanAddress(text))(view.state, view.dispatch);
    }
    if (!isEmptyLine(view.state) || new URL(text).host === location.host) {
      return false;
    }
    void embed(view, text);
    return true;
  }

  async function embed(view, text) {
    const id = {};
    view.dispatch(addPending(view.state.tr, id, view.state.selection.from));
    const reply = await server.embed(text);
    const pos = pendingPlace(view.state, id);
    view.dispatch(removePending(view.state.tr, id));
    if (pos === null) {
      return;
    }
    const $pos = view.state.doc.resolve(pos);
    if (reply.ok && $pos.depth === 1 && $pos.parent.content.size === 0) {
      const block = blockIn({ ...reply.body, kind: 'embed' });
      const isHere = view.state.selection.$from.sameParent($pos);
      const tr = view.state.tr.replaceWith($pos.before(1), $pos.after(1), isHere ? [block, schema.nodes.paragraph.create()] : [block]);
      view.dispatch(isHere ? tr.setSelection(TextSelection.create(tr.doc, $pos.before(1) + block.nodeSize + 1)).scrollIntoView() : tr);
    } else {
      // No embed: then the address stands as a link.
      view.dispatch(view.state.tr.insert(pos, schema.text(text, [schema.marks.link.create({ value: text })])));
      if (!reply.ok && reply.body?.message) {
        say(reply.body.message);
      }
    }
  }

  async function readHtml(view, html, text, files) {
    const id = {};
    const tr = view.state.tr.deleteSelection();
    view.dispatch(addPending(tr, id, tr.selection.from));
    const { html: lean, pictures } = takePictures(html, files);
    const reply = lean.length <= LARGEST ? await server.paste(lean, text) : { ok: false, status: 413, body: null };
    const pos = pendingPlace(view.state, id);
    view.dispatch(removePending(view.state.tr, id));
    if (pos === null) {
      return;
    }
    if (!reply.ok || !Array.isArray(reply.body?.blocks)) {
      fallBack(view, lean, pictures, pos);
      return;
    }
    const { blocks, lost } = givePicturesBack(reply.body.blocks, pictures, (block, file) => uploads.add(block, file));
    put(view, blocks, pos);
    tell(reply.body.notes ?? [], reply.body.dropped ?? 0, lost);
  }

  function put(view, blocks, pos) {
    const nodes = blocks.map(blockIn);
    const state = view.state;
    const $pos = state.doc.resolve(pos);
    const tr = state.tr.setMeta('paste', true);
    const isOneText = $pos.depth > 1 && $pos.parent.type.name !== 'list_item';
    if (nodes.length === 0) {
      return;
    }
    if (isOneText || (nodes.length === 1 && nodes[0].type.name === 'paragraph')) {
      const content = nodes.filter(n => n.inlineContent).reduce((all, n, i) => (i ? all.addToEnd(schema.nodes.hard_break.create()) : all).append(n.content), Fragment.empty);
      tr.replaceWith(pos, pos, content).setSelection(TextSelection.create(tr.doc, pos + content.size));
    } else {
      const isOpen = node => (node.type.name === 'paragraph' ? 1 : 0);
      tr.setSelection(TextSelection.create(tr.doc, pos));
      const onEmpty = $pos.depth === 1 && $pos.parent.content.size === 0;
      onEmpty ? tr.replaceWith($pos.before(1), $pos.after(1), nodes) : tr.replaceSelection(new Slice(Fragment.from(nodes), isOpen(nodes[0]), isOpen(nodes.at(-1))));
      if (onEmpty) {
        const end = $pos.before(1) + nodes.reduce((sum, n) => sum + n.nodeSize, 0);
        tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(end, tr.doc.content.size)), -1));
      }
    }
    view.dispatch(tr.scrollIntoView());
  }

  // Without the server the page reads the text itself, by its own schema.
  function fallBack(view, html, pictures, pos) {
    isFallback = true;
    view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(pos))));
    view.pasteHTML(html);
    isFallback = false;
    const tr = view.state.tr;
    eachBlock(view.state.doc, (block, at) => {
      const file = pictures.get(block.attrs.source);
      if (file) {
        uploads.add(block.attrs.id, file);
        tr.setNodeAttribute(at, 'source', null);
      }
    });
    view.dispatch(tr);
    say(t('paste.alone'));
  }

  function tell(notes, dropped, lost) {
    const lines = [...new Set(notes.map(n => n.message))];
    if (lost) {
      lines.push(t('paste.lost', { n: lost }));
    }
    if (lines.length || dropped) {
      say(t('paste.dropped', { n: Math.max(dropped, lines.length) }), lines.slice(0, 8));
    }
  }
}

// The page's policy blocks styles, and what they say of bold and italic with them.
function setStylesAside(html) {
  return html.replace(/<(style|script)\b[\s\S]*?<\/\1\s*>|<!--[\s\S]*?-->|<(?:link|meta|base)\b[^>]*>/gi, '').replace(/(<[a-z][^<>]*?\s)style\s*=/gi, '$1data-style=');
}

// The clipboard of Windows has a header before, and of browsers comments around what was copied.
function bodyOf(html) {
  return /<!--StartFragment-->([\s\S]*)<!--EndFragment-->/i.exec(html)?.[1] ?? html;
}
