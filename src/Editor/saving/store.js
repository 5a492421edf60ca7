const NAME = 'broadside';

/**
 * What this browser keeps: the unsaved text of each article and tab, and files whose upload is not finished. Where the
 * browser allows no database the page goes on without.
 */
export class Store {
  /** @param {IDBDatabase} db */
  constructor(db) {
    this.db = db;
  }

  /** @returns {Promise<Store>} */
  static open() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => ['copies', 'bases', 'files'].forEach(name => request.result.createObjectStore(name));
      request.onsuccess = () => resolve(new Store(request.result));
      request.onerror = request.onblocked = () => reject(request.error);
    });
  }

  /** The copies of one tab. What the server had last is large and changes seldom, so it is written apart. */
  copiesOf(article, tab) {
    const key = `${article}/${tab}`;
    let based = -1;
    return {
      keep: async ({ base, ...copy }) => {
        const isNew = based !== copy.revision;
        await this.#write(isNew ? ['copies', 'bases'] : ['copies'], t => {
          t.objectStore('copies').put({ article, tab, ...copy }, key);
          isNew && t.objectStore('bases').put(base, key);
        });
        based = copy.revision;
      },
      drop: async () => {
        based = -1;
        await this.drop(article, tab);
      },
    };
  }

  drop(article, tab) {
    return this.#write(['copies', 'bases'], t => {
      t.objectStore('copies').delete(`${article}/${tab}`);
      t.objectStore('bases').delete(`${article}/${tab}`);
    });
  }

  /** Copies of an article left by tabs, newest first. */
  async left(article) {
    const t = this.db.transaction(['copies', 'bases']);
    const range = IDBKeyRange.bound(`${article}/`, `${article}/\uffff`);
    const [copies, keys] = await Promise.all([done(t.objectStore('copies').getAll(range)), done(t.objectStore('copies').getAllKeys(range))]);
    const bases = await Promise.all(keys.map(key => done(t.objectStore('bases').get(key))));
    return copies.map((copy, i) => ({ ...copy, base: bases[i] })).sort((a, b) => b.at - a.at);
  }

  filesOf(article) {
    return {
      keep: (block, file) => this.#write(['files'], t => t.objectStore('files').put({ article, block, file, at: Date.now() }, `${article}/${block}`)),
      drop: block => this.#write(['files'], t => t.objectStore('files').delete(`${article}/${block}`)),
      left: () => done(this.db.transaction('files').objectStore('files').getAll(IDBKeyRange.bound(`${article}/`, `${article}/\uffff`))),
    };
  }

  #write(stores, act) {
    return new Promise((resolve, reject) => {
      const t = this.db.transaction(stores, 'readwrite');
      act(t);
      t.oncomplete = () => resolve();
      t.onerror = t.onabort = () => reject(t.error);
    });
  }
}

/** For browsers that keep nothing. */
export const noStore = {
  copiesOf: () => ({ keep: () => Promise.reject(new Error('no database')), drop: async () => {} }),
  drop: async () => {},
  left: async () => [],
  filesOf: () => ({ keep: async () => {}, drop: async () => {}, left: async () => [] }),
};

const done = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
