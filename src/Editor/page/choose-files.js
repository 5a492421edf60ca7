import { h } from './dom.js';

/** Asks the writer for files. @param {string} accept @param {boolean} many @returns {Promise<File[]>} */
export function chooseFiles(accept, many) {
  return new Promise(resolve => {
    const input = h('input', { type: 'file', accept, multiple: many, class: 'ed-unseen', tabindex: '-1', 'aria-hidden': 'true' });
    const done = files => {
      input.remove();
      resolve(files);
    };
    input.addEventListener('change', () => done([...input.files]));
    input.addEventListener('cancel', () => done([]));
    document.body.append(input);
    input.click();
  });
}
