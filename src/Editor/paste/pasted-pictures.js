const IN_TEXT = /(\ssrc\s*=\s*)(["'])\s*((?:data:image\/|blob:)[^"']*)\2/gi;
// An address that no server has (RFC 2606); it only names the picture until its file is uploaded.
const STAND_IN = 'https://pasted.invalid/';

/**
 * Takes pictures that are written into pasted HTML out of it.
 * @param {string} html @param {File[]} files that lay in the clipboard beside it
 * @returns {{html: string, pictures: Map<string, File | null>}} by the address that stands for each; null where it cannot be had
 */
export function takePictures(html, files) {
  const pictures = new Map();
  const loose = files.filter(f => f.type.startsWith('image/'));
  const lean = html.replace(IN_TEXT, (_, start, quote, address) => {
    const name = `${STAND_IN}${pictures.size + 1}`;
    pictures.set(name, address.startsWith('data:') ? fileOf(address, pictures.size + 1) : loose.shift() ?? null);
    return `${start}${quote}${name}${quote}`;
  });
  return { html: lean, pictures };
}

/** @param {string} address a data: address of a picture @param {number} number @returns {File | null} */
export function fileOf(address, number) {
  const [, type, isBase64, data] = /^data:(image\/[\w.+-]+)(?:;[\w-]+=[^;,]*)*(;base64)?,(.*)$/is.exec(address) ?? [];
  if (!type) {
    return null;
  }
  try {
    const bytes = isBase64 ? Uint8Array.from(atob(data.replace(/\s/g, '')), c => c.charCodeAt(0)) : new TextEncoder().encode(decodeURIComponent(data));
    return new File([bytes], `pasted-${number}.${type.split('/')[1].replace('jpeg', 'jpg').replace(/\W.*/, '')}`, { type });
  } catch {
    return null;
  }
}

/**
 * The blocks that came back, with each picture's upload begun.
 * @param {any[]} blocks @param {Map<string, File | null>} pictures @param {(block: string, file: File) => void} upload
 */
export function givePicturesBack(blocks, pictures, upload) {
  let lost = 0;
  const give = block => {
    if (block.figures) {
      return { ...block, figures: block.figures.map(give) };
    }
    if (typeof block.source !== 'string' || !block.source.startsWith(STAND_IN)) {
      return block;
    }
    const file = pictures.get(block.source);
    const { source, ...rest } = block;
    file ? upload(block.id, file) : lost++;
    return rest;
  };
  return { blocks: blocks.map(give), lost };
}
