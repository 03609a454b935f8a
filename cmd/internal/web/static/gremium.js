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
  one('.masthead nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  one('.masthead nav')?.addEventListener('focusin', (event) => event.target.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
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
  const others = named.filter(({ href }) => { const at = one(href, form); return at && !at.closest(RUBRIC) && !filled(at); });
  return rubric.flatMap((criterion) => {
    const text = `${one('legend .n', criterion).textContent}\u00a0${one('legend .name', criterion).textContent}`;
    if (!one('input:checked', criterion)) return [{ text, href: `#${criterion.id}` }];
    const reason = one('textarea', criterion);
    if (one('[data-owed-now]', criterion)?.hidden !== false || reason.value.trim()) return [];
    return [{ text: `${text}: ${one('.lab > span', criterion).firstChild.textContent.trim()}`, href: `#${reason.id}` }];
  }).concat(others);
}

function filled(target) {
  return target !== null && (target.matches('input, select, textarea') ? target.value.trim() !== '' : one('input:checked', target) !== null);
}

function entered(section) {
  return all('input, select, textarea', section).some((f) => (f.matches('[type=checkbox], [type=radio]') ? f.checked : f.value.trim() !== ''));
}

function wireBar() {
  all('form .actbar').forEach((bar) => {
    const form = bar.closest('form');
    const named = all('.status a', bar).map((link) => ({ text: link.textContent, href: link.getAttribute('href') }));
    const parts = all('[data-criterion]:not([data-free])', form); // of the others nothing is owed
    const show = () => {
      const open = missing(form, named);
      const places = new Set(open.map(({ href }) => one(href, form)?.closest('[data-criterion]')));
      const words = one(`template[data-kind=${open.length > 0 ? 'some' : 'none'}]`, bar).content.cloneNode(true);
      const count = one('b', words);
      const done = parts.filter((p) => !places.has(p) && (p.dataset.criterion !== 'section' || entered(p)));
      count.textContent = count.textContent.replace('#', String(done.length));
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

// ---- replay: the slider ------------------------------------------------------------------------------------------------

class Replay {
  constructor(form) {
    this.form = form;
    this.range = one('input[type=range]', form);
    this.number = one('input[name=eintrag]', form);
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
    fields.set('eintrag', at);
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
    replaceParts(page);
    const range = one('[data-replay] input[type=range]', page);
    this.range.value = range.value;
    this.number.value = range.value;
    this.range.setAttribute('aria-valuetext', range.getAttribute('aria-valuetext'));
    document.title = page.title;
    history.replaceState(null, '', address);
  }
}

// replaceParts puts the parts of another page in the place of those shown.
function replaceParts(page) {
  all('[data-replay-part]').forEach((part) => {
    const fresh = one(`[data-replay-part="${part.dataset.replayPart}"]`, page);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  });
}

// wireHandles lets the two sliders of a difference fill their fields, and shows the difference between where they stand.
function wireHandles() {
  const form = one('form[data-handles]');
  if (!form) return;
  let timer = 0;
  let request = null;
  const show = async () => {
    const address = `${form.getAttribute('action')}?${new URLSearchParams(new FormData(form))}`;
    request?.abort();
    request = new AbortController();
    try {
      const answer = await fetch(address, { signal: request.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      replaceParts(page);
      all('[data-handle]', form).forEach((range) => {
        range.setAttribute('aria-valuetext', one(`#${range.id}`, page).getAttribute('aria-valuetext'));
      });
      history.replaceState(null, '', address);
    } catch (error) {
      if (error.name !== 'AbortError') location.assign(address);
    }
  };
  all('[data-handle]', form).forEach((range) => {
    range.addEventListener('input', () => {
      one(`#${range.dataset.handle}`).value = range.value;
      clearTimeout(timer);
      timer = setTimeout(show, 150);
    });
  });
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

// ---- the end of a session -------------------------------------------------------------------------------------------------

const NOTICE = 300; // s before the end of a session in which it is announced
let awake = () => {}; // called whenever the server has heard of us

// idle announces the end of a session five minutes before, and extends it with one press.
function idle(box, seconds) {
  const [soon, over] = [one('[data-idle-soon]', box), one('[data-idle-over]', box)];
  const timers = [];
  const again = () => {
    timers.splice(0).forEach(clearTimeout);
    soon.hidden = over.hidden = true;
    timers.push(setTimeout(() => { soon.hidden = false; }, (seconds - NOTICE) * 1000));
    timers.push(setTimeout(() => { soon.hidden = true; over.hidden = false; }, seconds * 1000));
  };
  one('[data-idle-stay]', box).onclick = async () => {
    const answer = await fetch(box.dataset.stay).catch(() => null);
    if (answer && answer.status === 204) again();
  };
  awake = again;
  again();
}

function wireIdle() {
  const box = one('[data-idle]');
  if (box) idle(box, Number(box.dataset.idle));
}

// ---- the end of a deadline ------------------------------------------------------------------------------------------------

// A deadline that passes while the page is open is told; what is taken then is for the server to say.
function wireDue() {
  all('[data-ends]').forEach((due) => {
    const wait = Date.parse(due.dataset.ends) - Date.now();
    if (!(wait > 0 && wait < 2 ** 31)) return;
    setTimeout(() => {
      one('[data-over]', due).hidden = false;
      one('[data-over-spoken]', due).textContent = one('[data-over]', due).textContent;
    }, wait);
  });
}

wireButtons();
wireOwed();
wireBar();
wireIdle();
wireDue();
wireHandles();
wireKeys(wireReplay());
