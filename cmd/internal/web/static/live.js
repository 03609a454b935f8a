// A page that follows a meeting: the server says that what there is to see has changed, and the page is fetched anew and put in the
// place of what is shown, part by part. Loaded after gremium.js, whose helpers it uses. Words come from the page.
'use strict';

const FIELDS = 'input:not([type=hidden]), textarea, select';

// Live keeps parts (data-live) up to date. What somebody has chosen or typed and not sent stays.
class Live {
  constructor(at) {
    this.at = at;
    this.texts = new WeakMap(); // part → its text as the server sent it
    all('[data-live]').forEach((part) => this.texts.set(part, plain(part)));
    this.running = false;
    this.late = false;
  }

  start() {
    const stream = new EventSource(`${this.at.dataset.events}?stand=${this.at.dataset.mark}`);
    stream.addEventListener('stand', () => this.refresh());
    stream.addEventListener('ende', (event) => { // for good: the server says why
      stream.close();
      this.state(event.data);
    });
    stream.onopen = () => this.state('on');
    stream.onerror = () => this.state('off');
    addEventListener('pagehide', () => stream.close());
    addEventListener('pageshow', (event) => { if (event.persisted) location.reload(); });
  }

  state(now) { all('[data-live-state]').forEach((line) => { line.hidden = line.dataset.liveState !== now; }); }

  async refresh() {
    if (this.running) { this.late = true; return; }
    this.running = true;
    do {
      this.late = false;
      try {
        const answer = await fetch(this.at.dataset.page);
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        this.show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
        awake();
      } catch { this.state('off'); }
    } while (this.late);
    this.running = false;
  }

  show(page) {
    all('[data-live-list]').forEach((list) => {
      const fresh = one(`[data-live-list="${list.dataset.liveList}"]`, page);
      if (fresh) this.merge(list, fresh);
    });
    const [say, said] = [one('[data-live-say]'), one('[data-live-say]', page)];
    if (said && say.textContent !== said.textContent) say.textContent = said.textContent;
    document.title = page.title;
    if (!one('[data-events]', page)) this.state(''); // nothing changes here any more
  }

  // merge puts the parts of a fresh list in the place of those shown. A part that is the same stays as it is, with its focus.
  merge(list, fresh) {
    const shown = new Map([...list.children].map((part) => [part.dataset.live, part]));
    let place = list.firstElementChild;
    [...fresh.children].forEach((next) => {
      const have = shown.get(next.dataset.live);
      shown.delete(next.dataset.live);
      if (have && ('liveKeep' in have.dataset || this.texts.get(have) === plain(next))) {
        if (have === place) place = place.nextElementSibling;
        else list.insertBefore(have, place);
        return;
      }
      this.texts.set(next, plain(next));
      const part = document.adoptNode(next);
      if (have) {
        if (have === place) place = place.nextElementSibling;
        carry(have, part);
      } else list.insertBefore(part, place);
      wireDrafts(part);
    });
    shown.forEach((part) => { if (!('liveKeep' in part.dataset)) part.remove(); });
  }
}

// plain is a part's text without what every answer draws anew.
function plain(part) {
  const copy = part.cloneNode(true);
  all('input[name=befehl]', copy).forEach((input) => input.setAttribute('value', ''));
  all('form', copy).forEach((form) => form.removeAttribute('data-sent'));
  all('[data-draft]', copy).forEach((at) => { // what is kept while it is typed is no news
    at.removeAttribute('data-version');
    all('textarea, .status', at.closest('form')).forEach((element) => { element.textContent = ''; });
    all('.status', at.closest('form')).forEach((element) => { element.className = 'status'; });
  });
  return copy.outerHTML;
}

// carry puts a part in the place of another, with what was chosen or typed there and not sent, and with the focus.
function carry(old, part) {
  const focus = old.contains(document.activeElement) ? document.activeElement : null;
  const twin = (field, button) => all(button ? 'button, a' : FIELDS, part).find((x) => x.name === field.name && x.form?.action === field.form?.action
    && (!/^(radio|checkbox)$/.test(field.type) && !button || x.value === field.value));
  const touched = all(FIELDS, old).filter((f) => (/^(radio|checkbox)$/.test(f.type) ? f.checked !== f.defaultChecked : f.value !== (f.defaultValue ?? '')));
  old.replaceWith(part);
  touched.forEach((field) => {
    const to = twin(field, false);
    if (!to) return;
    if (/^(radio|checkbox)$/.test(field.type)) to.checked = field.checked;
    else to.value = field.value;
  });
  if (focus) (focus.matches(FIELDS) ? twin(focus, false) : twin(focus, true))?.focus();
}

const followed = one('[data-events]');
if (followed && 'EventSource' in window) new Live(followed).start();
