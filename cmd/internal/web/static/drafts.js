// What is typed is kept as it is typed: on the server, or on this device while there is no connection. Loaded after gremium.js,
// whose helpers it uses. Words come from the page.
'use strict';

const REST = 800; // ms without typing before a draft is sent
const RETRY = 15000; // ms between attempts without a connection
const HUSH = 30000; // ms between two announcements of the same good news

// Drafts keeps what is typed, part by part. A part is a criterion with its level and justification, or (data-criterion="section")
// any group of fields, which is kept as a query.
class Drafts {
  constructor(form, at) {
    this.form = form;
    this.url = at.dataset.draft;
    this.key = at.dataset.key;
    this.version = at.dataset.version; // of all parts when the page was made
    this.sent = at.dataset.sent; // the command by which the form has arrived last
    this.versions = new Map(); // criterion → version, where it was saved since
    this.words = Object.fromEntries(all('template', at).map((t) => [t.dataset.kind, t]));
    this.spoken = one('[data-spoken]', form);
    this.spokenAt = 0;
    this.sending = undefined; // the command that is being sent with the form
    this.waiting = new Map(); // criterion → true while something of it is not saved
    this.timer = 0;
    this.running = null;
  }

  start() {
    all('[data-criterion]', this.form).forEach((criterion) => {
      criterion.addEventListener('input', () => this.changed(criterion));
      this.restore(criterion);
    });
    addEventListener('online', () => this.send());
    addEventListener('pagehide', () => this.flush());
    addEventListener('pageshow', () => { this.sending = undefined; });
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.flush(); });
    this.form.addEventListener('submit', () => {
      clearTimeout(this.timer);
      this.sending = one('input[name=befehl]', this.form)?.value;
      for (const criterion of this.waiting.keys()) this.keepHere(criterion, this.value(criterion)); // in case it does not arrive
      this.waiting.clear();
    });
  }

  versionOf(criterion) { return this.versions.get(criterion) ?? this.version; }

  value(criterion) {
    if (criterion.dataset.criterion === 'section') {
      const fields = new URLSearchParams();
      all('input, select, textarea', criterion).forEach((field) => {
        if (field.name && (field.checked || !/^(radio|checkbox)$/.test(field.type))) fields.append(field.name, field.value);
      });
      return { criterion: criterion.id, value: fields.toString(), reason: '' };
    }
    return {
      criterion: criterion.id,
      value: one('input:checked', criterion)?.value ?? '',
      reason: one('textarea', criterion).value,
    };
  }

  put(criterion, draft) {
    if (criterion.dataset.criterion === 'section') {
      const fields = new URLSearchParams(draft.value);
      const next = {};
      all('input, select, textarea', criterion).forEach((field) => {
        const values = fields.getAll(field.name);
        if (/^(radio|checkbox)$/.test(field.type)) field.checked = values.includes(field.value);
        else {
          next[field.name] = (next[field.name] ?? -1) + 1;
          field.value = values[next[field.name]] ?? '';
        }
      });
      return;
    }
    const level = all('input[type=radio]', criterion).find((input) => input.value === draft.value);
    if (level) level.checked = true;
    else all('input[type=radio]', criterion).forEach((input) => { input.checked = false; });
    one('textarea', criterion).value = draft.reason;
    criterion.dispatchEvent(new Event('change', { bubbles: true }));
  }

  changed(criterion) {
    this.waiting.set(criterion, true);
    this.say(criterion, 'busy');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), REST);
  }

  // send saves what waits, one criterion after the other.
  send() {
    this.running ??= this.sendAll().finally(() => { this.running = null; });
    return this.running;
  }

  async sendAll() {
    for (const criterion of [...this.waiting.keys()]) {
      this.waiting.delete(criterion);
      const done = await this.save(criterion, this.value(criterion));
      if (!done) return;
    }
    if (this.waiting.size > 0) await this.sendAll();
  }

  async save(criterion, draft) {
    let answer;
    try {
      answer = await fetch(this.url, { method: 'POST', body: new URLSearchParams({ ...draft, version: this.versionOf(criterion) }) });
    } catch {
      this.later(criterion, draft);
      return false;
    }
    const said = await answer.json().catch(() => ({})); // a page instead of an answer: somebody else took the request
    if (answer.ok) awake();
    if (answer.ok && said.version) {
      this.versions.set(criterion, said.version);
      this.forget(criterion);
      if (!this.waiting.has(criterion)) this.say(criterion, 'good', { time: said.time });
    } else if (answer.status === 409) {
      this.clash(criterion, said);
    } else if (answer.status >= 500) {
      this.later(criterion, draft);
      return false;
    } else {
      this.keepHere(criterion, draft);
      this.say(criterion, 'fault', { reason: said.reason });
    }
    return true;
  }

  // later keeps the draft on this device until it can be sent.
  later(criterion, draft) {
    this.waiting.set(criterion, true);
    if (this.keepHere(criterion, draft)) this.say(criterion, 'care');
    else this.say(criterion, 'fault');
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), RETRY);
  }

  keepHere(criterion, draft) {
    try {
      localStorage.setItem(this.place(criterion), JSON.stringify({ ...draft, version: this.versionOf(criterion), sent: this.sending }));
      return true;
    } catch {
      return false;
    }
  }

  restore(criterion) {
    try {
      const kept = localStorage.getItem(this.place(criterion));
      if (!kept) return;
      const draft = JSON.parse(kept);
      const shown = this.value(criterion);
      if ((draft.value === shown.value && draft.reason === shown.reason) || (draft.sent && draft.sent === this.sent)) { // it has arrived
        this.forget(criterion);
        return;
      }
      this.versions.set(criterion, draft.version ?? this.version);
      this.put(criterion, draft);
      this.changed(criterion);
    } catch { /* the device keeps nothing: then there is nothing to restore */ }
  }

  forget(criterion) {
    try { localStorage.removeItem(this.place(criterion)); } catch { /* as above */ }
  }

  place(criterion) { return `draft ${this.key} ${criterion.id}`; }

  // flush sends what waits while the page is being left.
  flush() {
    for (const criterion of this.waiting.keys()) {
      const draft = this.value(criterion);
      this.keepHere(criterion, draft);
      fetch(this.url, { method: 'POST', keepalive: true, body: new URLSearchParams({ ...draft, version: this.versionOf(criterion) }) })
        .then(async (answer) => {
          if (!answer.ok) return;
          this.forget(criterion);
          const said = await answer.json();
          this.versions.set(criterion, said.version);
          if (!this.waiting.has(criterion)) this.say(criterion, 'good', { time: said.time });
        })
        .catch(() => {});
    }
    this.waiting.clear();
  }

  // clash shows both values; the reader decides which one stands.
  clash(criterion, there) {
    one('.box', criterion)?.remove();
    const box = this.words.clash.content.cloneNode(true).firstElementChild;
    one('[data-slot=reason]', box).textContent = there.reason;
    one('[data-keep]', box).addEventListener('click', () => {
      this.versions.set(criterion, there.version);
      box.remove();
      this.changed(criterion);
    });
    one('[data-take]', box).addEventListener('click', () => {
      this.versions.set(criterion, there.version);
      this.put(criterion, there.draft);
      this.forget(criterion);
      box.remove();
      this.say(criterion, 'good', { time: there.time });
    });
    one('.inner', criterion).prepend(box);
    this.say(criterion, 'idle', {}, '');
  }

  say(criterion, kind, slots = {}, className = kind) {
    const status = one('.inner > .status', criterion);
    const words = this.words[kind].content.cloneNode(true);
    for (const [slot, text] of Object.entries(slots)) {
      const place = one(`[data-slot=${slot}]`, words);
      if (place) place.textContent = text ?? '';
    }
    status.className = `status ${className}`;
    status.replaceChildren(words);
    const worse = kind === 'care' || kind === 'fault';
    if (worse || (kind === 'good' && Date.now() - this.spokenAt > HUSH)) {
      this.spokenAt = Date.now();
      this.spoken.textContent = status.textContent;
    }
  }
}

function wireDrafts(root = document) {
  all('[data-draft]', root).forEach((at) => new Drafts(at.closest('form'), at).start());
}

wireDrafts();
