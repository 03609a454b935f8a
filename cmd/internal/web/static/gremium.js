// Gremium: what a page gains with a script. Without it every page works; nothing here decides anything.
// Words come from the page (templates, attributes), so that this file speaks no language.
'use strict';

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const RUBRIC = '[data-criterion=""]'; // a criterion with levels, not a group of other fields
const one = (selector, root = document) => root.querySelector(selector);

// ---- barred buttons, focus, forms ------------------------------------------------------------------------------------

function wireButtons() {
  document.addEventListener('click', (event) => {
    const barred = event.target.closest('[aria-disabled="true"]');
    if (barred) {
      event.preventDefault();
      document.getElementById(barred.getAttribute('aria-describedby'))?.focus();
    }
    const opener = event.target.closest('[data-open]');
    if (opener) document.getElementById(opener.dataset.open)?.showModal();
  });
  // A form is sent once. The server answers a repeated command with the first answer, so this only spares the reader a wait.
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post') return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
  });
  addEventListener('pageshow', () => all('form[data-sent]').forEach((form) => delete form.dataset.sent));
  all('[data-script]').forEach((element) => { element.hidden = false; });
  one('[data-focus]')?.focus();
}

// ---- the rubric: which level owes a justification ----------------------------------------------------------------------

function wireOwed() {
  all('[data-owed]').forEach((criterion) => {
    const owed = criterion.dataset.owed.split(' ');
    const note = one('[data-owed-now]', criterion);
    const text = one('textarea', criterion);
    const show = () => {
      const chosen = one('input:checked', criterion);
      const now = chosen !== null && owed.includes(chosen.value);
      note.hidden = !now;
      text.setAttribute('aria-required', String(now));
    };
    criterion.addEventListener('change', show);
    show();
  });
}

// ---- the bar below a form: what is missing -------------------------------------------------------------------------------

// missing gives for each thing that is missing the words and the place: levels and justifications of a rubric, or those of the
// fields that the page named when it was made.
function missing(form, named) {
  const rubric = all(RUBRIC, form);
  if (rubric.length === 0) return named.filter(({ href }) => !filled(one(href, form)));
  return rubric.flatMap((criterion) => {
    const text = `${one('legend .n', criterion).textContent}\u00a0${one('legend .name', criterion).textContent}`;
    if (!one('input:checked', criterion)) return [{ text, href: `#${criterion.id}` }];
    const reason = one('textarea', criterion);
    if (one('[data-owed-now]', criterion)?.hidden !== false || reason.value.trim()) return [];
    return [{ text: `${text}: ${one('.lab > span', criterion).firstChild.textContent.trim()}`, href: `#${reason.id}` }];
  });
}

function filled(target) {
  return target !== null && (target.matches('input, select, textarea') ? target.value.trim() !== '' : one('input:checked', target) !== null);
}

function wireBar() {
  all('form .actbar').forEach((bar) => {
    const form = bar.closest('form');
    const named = all('.status a', bar).map((link) => ({ text: link.textContent, href: link.getAttribute('href') }));
    const parts = all('[data-criterion]', form);
    const show = () => {
      const open = missing(form, named);
      const places = new Set(open.map(({ href }) => one(href, form)?.closest('[data-criterion]')));
      const words = one(`template[data-kind=${open.length > 0 ? 'some' : 'none'}]`, bar).content.cloneNode(true);
      const count = one('b', words);
      count.textContent = count.textContent.replace('#', String(parts.length - places.size));
      open.forEach(({ text, href }, i) => {
        const link = document.createElement('a');
        link.href = href;
        link.textContent = text;
        words.lastElementChild.append(i > 0 ? ', ' : '', link);
      });
      one('.status', bar).replaceChildren(words);
    };
    form.addEventListener('input', show);
    form.addEventListener('change', show);
  });
}

// ---- drafts ------------------------------------------------------------------------------------------------------------

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
    this.versions = new Map(); // criterion → version, where it was saved since
    this.words = Object.fromEntries(all('template', at).map((t) => [t.dataset.kind, t]));
    this.spoken = one('[data-spoken]', form);
    this.spokenAt = 0;
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
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.flush(); });
    this.form.addEventListener('submit', () => {
      clearTimeout(this.timer);
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
      localStorage.setItem(this.place(criterion), JSON.stringify({ ...draft, version: this.versionOf(criterion) }));
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
      if (draft.value === shown.value && draft.reason === shown.reason) { // it has arrived
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

function wireDrafts() {
  all('[data-draft]').forEach((at) => new Drafts(at.closest('form'), at).start());
}

// ---- replay: the slider ------------------------------------------------------------------------------------------------

class Replay {
  constructor(form) {
    this.form = form;
    this.range = one('input[type=range]', form);
    this.number = one('input[name=at]', form);
    this.timer = 0;
    this.request = null;
  }

  start() {
    this.range.addEventListener('input', () => {
      this.number.value = this.range.value;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.go(this.address(this.range.value)), 150);
    });
  }

  address(at) {
    const fields = new URLSearchParams(new FormData(this.form));
    fields.set('at', at);
    return `${this.form.getAttribute('action')}?${fields}`;
  }

  // go fetches the page of another entry and puts its parts in the place of those shown.
  async go(address) {
    this.request?.abort();
    this.request = new AbortController();
    let text;
    try {
      const answer = await fetch(address, { signal: this.request.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      text = await answer.text();
    } catch (error) {
      if (error.name !== 'AbortError') location.assign(address);
      return;
    }
    const page = new DOMParser().parseFromString(text, 'text/html');
    all('[data-replay-part]').forEach((part) => {
      const fresh = one(`[data-replay-part="${part.dataset.replayPart}"]`, page);
      if (fresh) part.replaceWith(document.adoptNode(fresh));
    });
    const range = one('[data-replay] input[type=range]', page);
    this.range.value = range.value;
    this.number.value = range.value;
    this.range.setAttribute('aria-valuetext', range.getAttribute('aria-valuetext'));
    document.title = page.title;
    history.replaceState(null, '', address);
  }
}

function wireReplay() {
  const form = one('[data-replay]');
  if (!form) return null;
  const replay = new Replay(form);
  replay.start();
  return replay;
}

// ---- keys --------------------------------------------------------------------------------------------------------------

const LETTERS = 'keys without letters';

function lettersOn() {
  try { return localStorage.getItem(LETTERS) === null; } catch { return true; }
}

function wireKeys(replay) {
  const choice = document.getElementById('keys-letters');
  if (choice) {
    choice.checked = lettersOn();
    choice.addEventListener('change', () => {
      try {
        if (choice.checked) localStorage.removeItem(LETTERS);
        else localStorage.setItem(LETTERS, 'yes');
      } catch { /* the choice then holds for this page */ }
    });
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey && event.key === 'Enter') press(event, () => one('.btn.primary:not([aria-disabled=true])')?.click());
    if (event.ctrlKey || event.altKey || event.metaKey || one('dialog[open]')) return;
    const at = document.activeElement;
    if (event.key === 'Escape' && at !== document.body) at.blur();
    if (at.matches('textarea, select, input:not([type=radio], [type=checkbox])')) return;
    const act = action(event.key, replay, choice ? choice.checked : lettersOn());
    if (act) press(event, act);
  });
}

function press(event, act) {
  event.preventDefault();
  act();
}

function action(key, replay, letters) {
  if (replay && ['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) return () => step(key, replay);
  if (!letters) return null;
  if (/^[0-9]$/.test(key) && one(RUBRIC)) return () => level(key);
  return {
    x: one(RUBRIC) && (() => choose(one('.none input', current()))),
    j: () => move(1),
    k: () => move(-1),
    n: one('.queue') && (() => proposal(1)),
    p: one('.queue') && (() => proposal(-1)),
    b: one(RUBRIC) && (() => one('textarea', current()).focus()),
    '/': one('[role=search] input') && (() => one('[role=search] input').focus()),
    '?': () => document.getElementById('keys').showModal(),
  }[key];
}

function step(key, replay) {
  const link = { ArrowLeft: 'prev', ArrowRight: 'next' }[key];
  if (link) {
    const to = one(`[data-replay] a[rel=${link}]`);
    if (to) replay.go(to.getAttribute('href'));
    return;
  }
  replay.go(replay.address(key === 'Home' ? replay.range.min : replay.range.max));
}

// current is the criterion that has the focus, or the first that is not done.
function current() {
  const criteria = all(RUBRIC);
  return document.activeElement.closest(RUBRIC)
    ?? criteria.find((criterion) => !one('input:checked', criterion)) ?? criteria[0];
}

function level(digit) {
  const inputs = all('input[type=radio]', current());
  const plain = inputs.filter((input) => !input.closest('.none'));
  const figures = plain.every((input) => /^[0-9]$/.test(input.value));
  choose(figures ? plain.find((input) => input.value === digit) : plain[Number(digit) - 1]);
}

function choose(input) {
  if (!input) return;
  input.focus();
  input.checked = true;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

function move(by) {
  const criteria = all(RUBRIC);
  if (criteria.length > 0) {
    const from = document.activeElement.closest(RUBRIC);
    const to = criteria[from ? criteria.indexOf(from) + by : 0];
    if (to) (one('input:checked', to) ?? one('input', to)).focus();
    return;
  }
  const rows = all('main tbody th a, main .entries a, main .tasks a');
  const from = rows.indexOf(document.activeElement);
  rows[from < 0 ? 0 : from + by]?.focus();
}

function proposal(by) {
  const links = all('.queue a');
  const from = links.findIndex((link) => link.hasAttribute('aria-current'));
  links[from + by]?.click();
}

wireButtons();
wireOwed();
wireBar();
wireDrafts();
wireKeys(wireReplay());
