const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. Attributes that are functions are listeners; `true` and `false` set an attribute or leave it out.
 * @param {string} tag
 * @param {Record<string, any> | null} [attrs]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any}
 */
export function h(tag, attrs, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs ?? {})) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.filter(c => c !== null && c !== undefined && c !== false));
  return element;
}

/** A drawn sign of 20 by 20; its meaning stands in the button's name. @param {string} path */
export function icon(path) {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({ viewBox: '0 0 20 20', 'aria-hidden': 'true', class: 'ed-icon' })) {
    svg.setAttribute(name, value);
  }
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}

/** Puts a box below (or, where there is no room, above) a place on the screen. @param {HTMLElement} box @param {{left: number, top: number, bottom: number}} at */
export function placeAt(box, at) {
  const { width, height } = box.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, window.innerWidth - width - 8));
  const below = at.bottom + 6;
  const top = below + height > window.innerHeight - 8 && at.top - height - 6 > 8 ? at.top - height - 6 : below;
  box.style.left = `${left}px`;
  box.style.top = `${Math.max(8, top)}px`;
}

/** A text area as high as its text. @param {HTMLTextAreaElement} area */
export function grow(area) {
  if (!CSS.supports('field-sizing', 'content')) {
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }
}

let last = 0;
/** An id that no other element of the page has. */
export const newDomId = () => `ed-${++last}`;
