import { h } from '../page/dom.js';

const MIDDLE = 500;

/** The point of a picture that must stay in view when it is cropped: by press or by arrow keys, in thousandths. */
export class FocalPoint {
  /** @param {any} t @param {(x: number, y: number) => void} choose */
  constructor(t, choose) {
    this.t = t;
    this.choose = choose;
    this.mark = h('span', { class: 'ed-focal-mark', 'aria-hidden': 'true' });
    this.dom = h('button', { type: 'button', class: 'ed-focal', hidden: true, click: event => this.press(event), keydown: event => this.key(event) }, this.mark);
    this.toggle = h('button', { type: 'button', class: 'ed-quiet', 'aria-pressed': 'false', click: () => this.open(this.dom.hidden) }, t('figure.focal'));
  }

  show({ focal_x, focal_y }) {
    [this.x, this.y] = [focal_x ?? MIDDLE, focal_y ?? MIDDLE];
    this.mark.style.left = `${this.x / 10}%`;
    this.mark.style.top = `${this.y / 10}%`;
    this.dom.setAttribute('aria-label', this.t('figure.focal_at', { x: Math.round(this.x / 10), y: Math.round(this.y / 10) }));
  }

  open(isOpen) {
    this.dom.hidden = !isOpen;
    this.toggle.setAttribute('aria-pressed', String(isOpen));
    (isOpen ? this.dom : this.toggle).focus();
  }

  press(event) {
    if (event.detail === 0) {
      this.open(false);
      return;
    }
    const box = this.dom.getBoundingClientRect();
    this.move((event.clientX - box.left) / box.width * 1000, (event.clientY - box.top) / box.height * 1000);
  }

  key(event) {
    const step = event.shiftKey ? 10 : 50;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (by) {
      event.preventDefault();
      event.stopPropagation();
      this.move(this.x + by[0], this.y + by[1]);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.open(false);
    }
  }

  move(x, y) {
    this.choose(...[x, y].map(n => Math.round(Math.max(0, Math.min(1000, n)))));
  }
}
