import { h } from '../page/dom.js';
import { BlockView } from './block-view.js';

/** Something that stands elsewhere, in the still form that readers get. Nothing is loaded from the other host. */
export class EmbedView extends BlockView {
  constructor(...args) {
    super(...args);
    const t = this.t;
    this.provider = h('p', { class: 'ed-over' });
    this.address = h('p', { class: 'ed-address' });
    this.dom = h('figure', { class: 'ed-embed ed-thing', contenteditable: 'false', tabindex: '-1', 'aria-label': t('kind.embed'), 'data-id': this.node.attrs.id },
      this.provider,
      this.field('title', t('embed.title'), { hint: t('embed.title_hint') }),
      this.address,
      h('div', { class: 'ed-fields' },
        this.field('text', t('embed.text'), { multiline: true, hint: t('embed.text_hint') }),
        this.field('author', t('embed.author')),
        this.field('caption', t('caption')),
        h('div', { class: 'ed-acts' }, h('button', { type: 'button', class: 'ed-quiet', click: () => this.remove() }, t('remove')))));
    this.show();
  }

  show() {
    const { provider, url } = this.node.attrs;
    this.provider.textContent = NAMES[provider] ?? hostOf(url) ?? provider;
    this.address.textContent = url ?? '';
  }
}

const NAMES = { youtube: 'YouTube', vimeo: 'Vimeo', mastodon: 'Mastodon', soundcloud: 'SoundCloud', x: 'X', instagram: 'Instagram', facebook: 'Facebook', tiktok: 'TikTok', bluesky: 'Bluesky' };

function hostOf(url) {
  try {
    return new URL(url).host;
  } catch {
    return null;
  }
}
