import { h } from './dom.js';

/** In what state the text is, in words, in one place. */
export class StatusLine {
  /** @param {any} t */
  constructor(t) {
    this.t = t;
    this.seen = h('span', { class: 'ed-state', 'data-state': 'fine' });
    // Spoken only when something changes for the writer, not at every save.
    this.spoken = h('span', { class: 'ed-unseen', role: 'status' });
    this.dom = h('p', { class: 'ed-status' }, this.seen, this.spoken);
  }

  /** @param {import('../saving/saving.js').Status} status */
  show(status) {
    const text = this.words(status);
    this.seen.textContent = text;
    const isTrouble = !['saved', 'saving', 'changed'].includes(status.state) && status.changes > 0;
    this.seen.dataset.state = isTrouble ? 'trouble' : 'fine';
    if (isTrouble !== this.wasTrouble) {
      this.spoken.textContent = isTrouble || this.wasTrouble ? text : '';
    }
    this.wasTrouble = isTrouble;
  }

  words({ state, savedAt, changes, message, isKept }) {
    const { t } = this;
    const n = changes;
    const where = isKept ? 'here' : 'nowhere';
    switch (state) {
      case 'saved':
        return savedAt ? t('status.saved', { time: t.time(savedAt) }) : t('status.nothing');
      case 'changed':
      case 'saving':
        return t('status.saving');
      case 'offline':
        return t(`status.offline.${where}`, { n });
      case 'signed_out':
        return t(`status.signed_out.${where}`, { n });
      case 'refused':
        return t(`status.refused.${where}`, { n, message: message ?? '' });
      default:
        if (n === 0) {
          return savedAt ? t('status.saved', { time: t.time(savedAt) }) : t('status.nothing');
        }
        return t(`status.unsaved.${where}`, { n });
    }
  }
}
