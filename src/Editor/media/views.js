import { CodeView } from './code-view.js';
import { EmbedView } from './embed-view.js';
import { FigureView } from './figure-view.js';
import { GalleryView } from './gallery-view.js';
import { FootnoteView, FootnotesView } from './notes-view.js';
import { PlayerView } from './player-view.js';
import { QuoteView } from './quote-view.js';
import { TableView } from './table-view.js';
import { UnknownView } from './unknown-view.js';

const VIEWS = {
  quote: QuoteView, pullquote: QuoteView, code_block: CodeView, figure: FigureView, gallery: GalleryView, table: TableView,
  embed: EmbedView, audio: PlayerView, video: PlayerView, file: PlayerView, footnotes: FootnotesView, footnote: FootnoteView, unknown: UnknownView,
};

/** How blocks with more than text are shown. @param {any} desk */
export function viewsOf(desk) {
  return Object.fromEntries(Object.entries(VIEWS).map(([name, View]) => [name, (node, view, getPos) => new View(node, view, getPos, desk)]));
}
