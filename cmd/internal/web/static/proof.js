// The auditor's browser works the record out itself: it fetches the tiles (C2SP tlog-tiles), hashes every entry, builds the tree and
// checks the signature with the key that was typed in. It believes nothing that the page says. Loaded after gremium.js.
'use strict';

const WIDTH = 256; // hashes in a full tile, entries in a full bundle
const HASH = 32;
const ED25519 = 1; // the algorithm byte of a signed note's key

const bytes = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
const utf8 = (text) => new TextEncoder().encode(text);
const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);
const sha256 = async (...parts) => {
  const joined = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  parts.reduce((at, p) => (joined.set(p, at), at + p.length), 0);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined));
};
const leafOf = (entry) => sha256(Uint8Array.of(0), entry);
const nodeOf = (left, right) => sha256(Uint8Array.of(1), left, right);

// tile is the path of a tile: its number in groups of three digits, and its width where it is not full.
function tile(kind, index, width) {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0').match(/\d{3}/g);
  const number = digits.map((d, i) => (i < digits.length - 1 ? `x${d}` : d)).join('/');
  return `tile/${kind}/${number}${width < WIDTH ? `.p/${width}` : ''}`;
}

// Tree keeps the roots of the full subtrees, largest first.
class Tree {
  constructor() { this.size = 0; this.peaks = []; }

  async add(leaf) {
    for (let n = this.size; n % 2 === 1; n = (n - 1) / 2) leaf = await nodeOf(this.peaks.pop(), leaf);
    this.peaks.push(leaf);
    this.size++;
  }

  async root() {
    if (!this.peaks.length) return sha256();
    let root = this.peaks.at(-1);
    for (let i = this.peaks.length - 2; i >= 0; i--) root = await nodeOf(this.peaks[i], root);
    return root;
  }
}

// checkpointOf takes a signed note apart.
function checkpointOf(text) {
  const end = text.lastIndexOf('\n\n');
  const [origin, size, root] = text.slice(0, end).split('\n');
  if (end < 0 || !/^\d+$/.test(size) || !root) throw new Error('checkpoint');
  const signatures = text.slice(end + 2).split('\n').filter(Boolean).map((line) => line.split(' '))
    .map(([, name, value]) => ({name, value: bytes(value)}));
  return {origin, size: Number(size), root: bytes(root), signed: utf8(text.slice(0, end + 1)), signatures};
}

// entriesOf takes a bundle apart: each entry stands behind its length in two bytes.
function entriesOf(bundle) {
  const out = [];
  for (let at = 0; at < bundle.length;) {
    const length = bundle[at] * 256 + bundle[at + 1];
    out.push(bundle.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return out;
}

// Check works one ledger out and says what it has found, step by step.
class Check {
  constructor(section) {
    this.section = section;
    this.words = section.dataset;
    this.running = false;
    one('[data-proof-start]', section).addEventListener('click', () => this.run());
  }

  async run() {
    if (this.running) return;
    this.running = true;
    delete this.words.proofDone;
    ['read', 'leaves', 'root', 'signature'].forEach((step) => this.show(step, 'none', ''));
    try {
      const checkpoint = await this.read();
      const root = await this.leaves(checkpoint);
      if (root) this.show('root', same(root, checkpoint.root) ? 'ok' : 'failed', '');
      await this.signature(checkpoint);
      this.say(this.all('ok') ? this.words.good : this.all('failed') === null ? this.words.partly : this.words.bad);
    } catch (fault) {
      this.say(fault.answer ?? this.words.fault);
    }
    this.running = false;
    this.words.proofDone = '';
  }

  // all tells whether every step came out so; null where none did.
  all(result) {
    const steps = [...this.section.querySelectorAll('[data-proof-step]')].map((step) => step.dataset.result === result);
    return steps.every(Boolean) || (steps.some(Boolean) ? false : null);
  }

  say(text) { one('[data-proof-say]', this.section).textContent = text; }

  show(step, result, figures) {
    const line = one(`[data-proof-step="${step}"]`, this.section);
    line.dataset.result = result;
    all('[data-when]', line).forEach((mark) => { mark.hidden = mark.dataset.when !== result; });
    one('.figs', line).textContent = [this.words[`is${result}`], figures].filter(Boolean).join(': ');
  }

  fill(name, values) { return this.words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]); }

  async fetch(path) {
    const answer = await fetch(this.words.proof + path, {headers: {'Accept-Language': document.documentElement.lang}});
    if (!answer.ok) throw Object.assign(new Error(path), {answer: await answer.text()});
    return new Uint8Array(await answer.arrayBuffer());
  }

  async read() {
    const checkpoint = checkpointOf(new TextDecoder().decode(await this.fetch('checkpoint')));
    const size = new Intl.NumberFormat(document.documentElement.lang).format(checkpoint.size);
    this.show('read', 'ok', this.fill('checkpoint', {origin: checkpoint.origin, size}));
    return checkpoint;
  }

  // leaves hashes every entry and compares it with the published hash. The answer is the root, nothing where an entry differs.
  async leaves({size}) {
    const tree = new Tree();
    for (let from = 0; from < size; from += WIDTH) {
      const width = Math.min(WIDTH, size - from);
      const [bundle, hashes] = await Promise.all([this.fetch(tile('entries', from / WIDTH, width)), this.fetch(tile('0', from / WIDTH, width))]);
      const leaves = await Promise.all(entriesOf(bundle).map(leafOf));
      const wrong = [...Array(width).keys()].find((i) => !leaves[i] || !same(leaves[i], hashes.subarray(i * HASH, (i + 1) * HASH)));
      if (wrong !== undefined) {
        this.show('leaves', 'failed', this.fill('entry', {seq: from + wrong}));
        return undefined;
      }
      for (const leaf of leaves) await tree.add(leaf);
      this.say(this.fill('progress', {done: from + width, size}));
    }
    this.show('leaves', 'ok', '');
    return tree.root();
  }

  // signature checks the checkpoint with the key that was typed in: name+hash+base64 of the algorithm and the public key.
  async signature(checkpoint) {
    const typed = one('[data-proof-key] input', this.section).value.trim();
    if (!typed) { this.show('signature', 'none', this.words.nokey); return; }
    const [, name, hash, encoded] = typed.match(/^([^+\s]+)\+([0-9a-f]{8})\+([0-9A-Za-z+/]+=*)$/) ?? [];
    let key;
    try {
      key = bytes(encoded ?? '!');
    } catch {
      key = [];
    }
    const id = (await sha256(utf8(`${name}\n`), Uint8Array.from(key))).slice(0, 4);
    if (key[0] !== ED25519 || key.length !== 1 + HASH || [...id].map((b) => b.toString(16).padStart(2, '0')).join('') !== hash) {
      this.show('signature', 'none', this.words.badkey);
      return;
    }
    const own = checkpoint.signatures.find((s) => s.name === name && same(s.value.subarray(0, 4), id));
    let verified = false;
    try {
      const publicKey = await crypto.subtle.importKey('raw', key.slice(1), {name: 'Ed25519'}, false, ['verify']);
      verified = Boolean(own) && await crypto.subtle.verify('Ed25519', publicKey, own.value.slice(4), checkpoint.signed);
    } catch {
      this.show('signature', 'none', this.words.nocurve);
      return;
    }
    this.show('signature', verified ? 'ok' : 'failed', own ? name : this.words.nosignature);
  }
}

all('[data-proof]').forEach((section) => {
  if (globalThis.crypto?.subtle) new Check(section);
  else one('[data-proof-say]', section).textContent = section.dataset.insecure;
});
