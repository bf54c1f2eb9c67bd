// The step page saves each field when it is left. This module sees to it that nothing typed is lost:
// what is typed and not yet saved stands in this browser too, until the server has it.

const form = document.querySelector("[data-step-form]");
const announce = document.querySelector("[data-announce]");
const RETRY_EVERY = 10_000;
const KEEP_DAYS = 30;
const sent = new Map(); // field name → what was sent, to see what was typed since

const place = `regio:${form.dataset.user}:${form.getAttribute("action")}`;
const keyOf = (field) => `${place}:${field.dataset.field}`;
const inputOf = (field) => field.querySelector("textarea, input:not([type=hidden]), select");
const versionOf = (field) => field.querySelector("input[type=hidden]");
const fieldOf = (element) => element.closest?.("[data-field]");

function valuesOf(field) {
  const values = {};
  for (const input of field.querySelectorAll("textarea, select, input:not([type=hidden])")) {
    if (input.type === "radio") { if (input.checked) values[input.name] = input.value; }
    else values[input.name] = input.type === "checkbox" ? input.checked : input.value;
  }
  return values;
}

function setValues(field, values) {
  for (const input of field.querySelectorAll("textarea, select, input:not([type=hidden])")) {
    if (!(input.name in values)) continue;
    if (input.type === "radio") input.checked = input.value === values[input.name];
    else if (input.type === "checkbox") input.checked = values[input.name];
    else input.value = values[input.name];
  }
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function store(field) {
  const draft = { values: valuesOf(field), version: versionOf(field).value, at: Date.now() };
  try { localStorage.setItem(keyOf(field), JSON.stringify(draft)); } catch { /* storage is full or off */ }
}

function stored(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function forget(field) {
  try { localStorage.removeItem(keyOf(field)); } catch { /* storage is off */ }
}

function say(field, text, { late = false, html = null } = {}) {
  const status = field.querySelector("[data-status]");
  status.classList.toggle("is-late", late);
  status.classList.remove("is-saved");
  if (html === null) status.textContent = text;
  else status.innerHTML = html;
  announce.textContent = status.textContent;
}

function save(field) {
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

// --- typing ------------------------------------------------------------------------------------
form.addEventListener("input", (event) => {
  const field = fieldOf(event.target);
  if (!field) return;
  store(field);
  if (event.target.matches("textarea")) say(field, "Nog niet opgeslagen");
});

// Enter in a single-line field saves that field; the whole page is posted without JavaScript only.
form.addEventListener("submit", (event) => {
  if (event.submitter?.name === "los_op") return;
  event.preventDefault();
  const field = fieldOf(document.activeElement);
  if (field) save(field);
});

// --- saving ------------------------------------------------------------------------------------
document.body.addEventListener("htmx:beforeRequest", (event) => {
  const field = fieldOf(event.detail.elt);
  if (!field) return;
  sent.set(field.dataset.field, valuesOf(field));
  store(field);
  say(field, "Opslaan …");
});

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const field = fieldOf(event.detail.target);
  if (!field) return;
  const input = document.activeElement;
  const focused = fieldOf(input) === field && input.name
    ? { name: input.name, value: input.value, type: input.type, start: input.selectionStart, end: input.selectionEnd }
    : null;
  field.dataset.keep = JSON.stringify({ typed: valuesOf(field), focused });
  sent.set(`${field.dataset.field}:keep`, field.dataset.keep);
});

document.body.addEventListener("htmx:afterSettle", (event) => {
  const name = fieldOf(event.detail.elt)?.dataset.field;
  const field = name && form.querySelector(`[data-field="${CSS.escape(name)}"]`);
  if (!field || !sent.has(`${name}:keep`)) return;
  const { typed, focused } = JSON.parse(sent.get(`${name}:keep`));
  sent.delete(`${name}:keep`);
  const typedOn = !same(typed, sent.get(name));
  if (typedOn) setValues(field, typed);
  refocus(field, focused);
  grow(field);
  if (typedOn) { store(field); save(field); return; }
  if (field.querySelector(".is-saved")) forget(field);
  announce.textContent = field.querySelector("[role=alert], .error-text, [data-status]").textContent.trim();
});

function refocus(field, focused) {
  if (!focused) return;
  const inputs = [...field.querySelectorAll(`[name="${CSS.escape(focused.name)}"]`)];
  const input = inputs.find((i) => i.type !== "radio" || i.value === focused.value) ?? inputs[0];
  input?.focus({ preventScroll: true });
  if (input?.matches("textarea")) input.setSelectionRange(focused.start, focused.end);
}

// --- when saving fails -------------------------------------------------------------------------
const waiting = new Set();

function keep(field, text, html = null) {
  store(field);
  waiting.add(field.dataset.field);
  say(field, text, { late: true, html });
}

function retry() {
  for (const name of [...waiting]) {
    const field = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    waiting.delete(name);
    if (field) save(field);
  }
}

document.body.addEventListener("htmx:sendError", (event) => {
  const field = fieldOf(event.detail.elt);
  if (field) keep(field, "Geen verbinding. Uw tekst is bewaard in deze browser; Regio probeert het opnieuw.");
});

document.body.addEventListener("htmx:responseError", (event) => {
  const field = fieldOf(event.detail.elt);
  if (!field) return;
  if (event.detail.xhr.status === 401) keep(field, "", event.detail.xhr.responseText);
  else keep(field, `Opslaan lukte niet (fout ${event.detail.xhr.status}). Uw tekst is bewaard in deze browser.`);
});

window.addEventListener("online", retry);
window.addEventListener("focus", retry);
setInterval(retry, RETRY_EVERY);

window.addEventListener("beforeunload", (event) => {
  const input = document.activeElement;
  const field = input && fieldOf(input);
  if (field && input.matches("textarea") && input.value !== input.defaultValue) store(field);
  if (waiting.size) event.preventDefault();
});

// --- back on the page: what was typed and not saved --------------------------------------------
function restore() {
  const oldest = Date.now() - KEEP_DAYS * 24 * 3600 * 1000;
  for (const field of form.querySelectorAll("[data-field]")) {
    const draft = stored(keyOf(field));
    if (!draft) continue;
    if (draft.at < oldest || same(draft.values, valuesOf(field)) || inputOf(field).disabled) {
      forget(field);
      continue;
    }
    setValues(field, draft.values);
    versionOf(field).value = draft.version;
    say(field, "Hersteld uit deze browser; wordt opgeslagen");
    save(field);
  }
}

function grow(root) {
  for (const area of root.querySelectorAll("textarea[data-grow]")) {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }
}
form.addEventListener("input", (event) => { if (event.target.matches("[data-grow]")) grow(event.target.parentElement); });

document.documentElement.classList.add("with-script");
grow(form);
window.addEventListener("load", restore); // by then htmx listens
