import { h } from '../page/dom.js';

/** How far an upload is, why it failed, and the way to try again. */
export class UploadState {
  constructor(t, retry, remove) {
    this.t = t;
    this.bar = h('progress', { max: 100, 'aria-label': t('upload.progress') });
    this.words = h('span', { class: 'ed-upload-words' });
    this.again = h('button', { type: 'button', class: 'ed-button', click: retry }, t('upload.retry'));
    this.drop = h('button', { type: 'button', class: 'ed-quiet', click: remove }, t('remove'));
    this.dom = h('div', { class: 'ed-upload', role: 'status', hidden: true }, this.bar, this.words, this.again, this.drop);
  }

  /** @param {import('./uploads.js').Upload | undefined} upload */
  show(upload) {
    this.dom.hidden = !upload || upload.state === 'done';
    if (!upload || this.dom.hidden) {
      return;
    }
    const failed = upload.state === 'failed';
    this.dom.classList.toggle('is-failed', failed);
    this.bar.hidden = failed;
    this.again.hidden = this.drop.hidden = !failed;
    this.bar.value = Math.round(upload.part * 100);
    this.words.textContent = failed ? upload.message : upload.state === 'waiting' ? this.t('upload.waiting') : this.t('upload.going', { name: upload.file.name });
  }
}
