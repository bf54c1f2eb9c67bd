// The step page saves each field when it is left. This module sees to it that nothing typed is lost:
// what is typed and not yet saved stands in this browser too, until the server has it. Without
// htmx it stays out of the way, and the page is posted as a whole.

const form = document.querySelector("[data-step-form]");
const announce = document.querySelector("[data-announce]");
const RETRY_EVERY = 10_000;
const KEEP_DAYS = 30;
const FOCUSABLE = "a, button, input:not([type=hidden]), select, textarea, summary";
const WHY = "Schrijf erbij waarom deze stap niet van toepassing is.";
const sent = new Map(); // field name → {values, version} of the last request
const swapping = new Map(); // field name → what stood there when the answer came
const waiting = new Set(); // names of fields to try again

const place = `regio:${form.dataset.user}:${form.getAttribute("action")}`;
const keyOf = (field) => `${place}:${field.dataset.field}`;
const inputsOf = (field) => [...field.querySelectorAll("textarea, select, input:not([type=hidden])")];
const versionOf = (field) => field.querySelector("input[type=hidden]");
const fieldOf = (element) => element?.closest?.("[data-field]");
const named = (name) => form.querySelector(`[data-field="${CSS.escape(name)}"]`);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function valuesOf(field) {
  const values = {};
  for (const input of inputsOf(field)) {
    if (input.type === "radio") { if (input.checked) values[input.name] = input.value; }
    else values[input.name] = input.type === "checkbox" ? input.checked : input.value;
  }
  return values;
}

function setValues(field, values) {
  for (const input of inputsOf(field)) {
    if (input.type === "radio") input.checked = input.value === values[input.name];
    else if (!(input.name in values)) continue;
    else if (input.type === "checkbox") input.checked = values[input.name];
    else input.value = values[input.name];
  }
}

// --- what is typed and not saved stays in this browser -------------------------------------------
// In a conflict the draft keeps the version that the text was based on: restored after a reload it
// is a conflict again, and no silent choice.
function store(field) {
  const inConflict = field.querySelector(".conflict");
  const version = (inConflict && sent.get(field.dataset.field)?.version) || versionOf(field).value;
  try {
    localStorage.setItem(keyOf(field), JSON.stringify({ values: valuesOf(field), version, at: Date.now() }));
    return true;
  } catch {
    return false; // storage is full or off
  }
}

function draftAt(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function forget(key) {
  try { localStorage.removeItem(key); } catch { /* storage is off */ }
}

function say(field, text, { late = false, html = null } = {}) {
  const status = field.querySelector("[data-status]");
  if (!status) return;
  status.classList.toggle("is-late", late);
  status.classList.remove("is-saved");
  if (html === null) status.textContent = text;
  else status.innerHTML = html;
  announce.textContent = status.textContent;
}

const save = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));

function grow(root) {
  for (const area of root.querySelectorAll("textarea[data-grow]")) {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  }
}

// --- typing --------------------------------------------------------------------------------------
function onInput(event) {
  const field = fieldOf(event.target);
  if (!field) return;
  store(field);
  if (event.target.matches("textarea")) {
    grow(field);
    say(field, "Nog niet opgeslagen");
  }
}

// Enter in a single-line field saves that field; the buttons of a conflict go their own way.
function onSubmit(event) {
  if (event.submitter?.name === "los_op") return;
  event.preventDefault();
  const field = fieldOf(document.activeElement);
  if (field) save(field);
}

// --- saving --------------------------------------------------------------------------------------
function beforeRequest(event) {
  const field = fieldOf(event.detail.elt);
  if (!field) return;
  store(field);
  const reason = field.querySelector(".reason input");
  if (reason && !reason.value.trim() && field.querySelector('input[value="nvt"]')?.checked) {
    event.preventDefault();
    say(field, WHY);
    reason.focus();
    return;
  }
  sent.set(field.dataset.field, { values: valuesOf(field), version: versionOf(field).value });
  say(field, "Opslaan …");
}

// Answers replace the field and parts of the page: remember what has the focus, and where in it.
function focusIn(root) {
  const active = document.activeElement;
  if (!root?.contains(active) || active === document.body) return null;
  const index = [...root.querySelectorAll(FOCUSABLE)].indexOf(active);
  return { index, tag: active.tagName, start: active.selectionStart, end: active.selectionEnd };
}

function refocus(root, focus) {
  if (!focus || !root || document.activeElement !== document.body) return;
  const candidates = [...root.querySelectorAll(FOCUSABLE)];
  const element = candidates[focus.index]?.tagName === focus.tag
    ? candidates[focus.index]
    : candidates.find((candidate) => candidate.tagName === focus.tag) ?? candidates[0];
  element?.focus({ preventScroll: true });
  if (element?.matches("textarea")) element.setSelectionRange(focus.start, focus.end);
}

const PARTS = ["steps-nav", "others", "parties"];
let focusOfParts = {};

function beforeSwap(event) {
  const field = fieldOf(event.detail.target);
  if (!field) return;
  swapping.set(field.dataset.field, { typed: valuesOf(field), focus: focusIn(field) });
  focusOfParts = Object.fromEntries(PARTS.map((id) => [id, focusIn(document.getElementById(id))]));
}

function afterSettle(event) {
  for (const [id, focus] of Object.entries(focusOfParts)) refocus(document.getElementById(id), focus);
  const name = fieldOf(event.detail.elt)?.dataset.field;
  const before = name && swapping.get(name);
  const field = name && named(name);
  if (!before || !field) return;
  swapping.delete(name);
  const isHeld = field.querySelector(".conflict, .error-text, .is-merging, .notice");
  const isTypedOn = !same(before.typed, sent.get(name)?.values);
  if (isTypedOn) setValues(field, before.typed);
  refocus(field, before.focus);
  grow(field);
  if (isTypedOn) {
    store(field);
    if (!isHeld) { save(field); return; }
  } else if (field.querySelector(".is-saved")) {
    forget(keyOf(field));
  }
  const isElsewhere = fieldOf(document.activeElement) && !field.contains(document.activeElement);
  if (!isElsewhere) field.querySelector(".conflict")?.scrollIntoView({ block: "nearest" });
  const news = field.querySelector("[role=alert], .error-text, [data-status]");
  announce.textContent = news?.textContent.trim() ?? "";
}

// --- when saving fails ---------------------------------------------------------------------------
function keep(field, why, { again = true, html = null } = {}) {
  const kept = store(field)
    ? "Uw tekst is bewaard in deze browser"
    : "Deze browser kan uw tekst niet bewaren: kopieer hem voor u de pagina sluit";
  if (again) waiting.add(field.dataset.field);
  say(field, `${why} ${kept}${again ? "; Regio probeert het opnieuw." : "."}`, { late: true, html });
}

function retry() {
  for (const name of [...waiting]) {
    waiting.delete(name);
    const field = named(name);
    if (field) save(field);
  }
}

function sendError(event) {
  const field = fieldOf(event.detail.elt);
  if (field) keep(field, "Geen verbinding.");
}

function responseError(event) {
  const field = fieldOf(event.detail.elt);
  if (!field) return;
  const { status, responseText } = event.detail.xhr;
  if (status === 401) keep(field, "", { html: responseText });
  else if (status >= 500) keep(field, "Opslaan lukte niet.");
  else keep(field, "Opslaan mag niet meer: ververs de pagina om te zien waarom.", { again: false });
}

// The way to sign in leads back here, where the text is restored: no need to ask before leaving.
let isSigningIn = false;
function onClick(event) {
  if (!event.target.closest("[data-status] a")) return;
  isSigningIn = true;
  setTimeout(() => { isSigningIn = false; }, 1000);
}

function beforeUnload(event) {
  const field = fieldOf(document.activeElement);
  const input = document.activeElement;
  if (field && input.matches("textarea") && input.value !== input.defaultValue) store(field);
  if (waiting.size && !isSigningIn) event.preventDefault();
}

// --- back on the page: what was typed and not saved ----------------------------------------------
function restore() {
  const restored = [];
  const oldest = Date.now() - KEEP_DAYS * 24 * 3600 * 1000;
  for (const key of keysHere()) {
    const draft = draftAt(key);
    const field = named(key.slice(place.length + 1));
    const isWritable = field && versionOf(field) && !versionOf(field).disabled;
    if (!draft || draft.at < oldest) forget(key);
    else if (!isWritable) show(key, draft);
    else if (same(draft.values, valuesOf(field))) forget(key);
    else {
      setValues(field, draft.values);
      versionOf(field).value = draft.version;
      say(field, "Hersteld uit deze browser; wordt opgeslagen");
      save(field);
      restored.push(field);
    }
  }
  restored[0]?.scrollIntoView({ block: "center" });
}

function keysHere() {
  try { return Object.keys(localStorage).filter((key) => key.startsWith(`${place}:`)); } catch { return []; }
}

// The field is not there to be written any more (handed in, closed): show the text, to copy.
function show(key, draft) {
  const text = Object.values(draft.values).filter((value) => typeof value === "string").join(" ").trim();
  if (!text) { forget(key); return; }
  const box = document.querySelector("template[data-unsaved]").content.cloneNode(true).firstElementChild;
  box.querySelector("[data-text]").textContent = text;
  box.querySelector("button").addEventListener("click", () => { forget(key); box.remove(); });
  form.before(box);
}

if (window.htmx) {
  document.documentElement.classList.add("with-script");
  form.addEventListener("input", onInput);
  form.addEventListener("submit", onSubmit);
  form.addEventListener("click", onClick);
  for (const [name, listener] of Object.entries({ beforeRequest, beforeSwap, afterSettle, sendError, responseError })) {
    document.body.addEventListener(`htmx:${name}`, listener);
  }
  window.addEventListener("online", retry);
  window.addEventListener("focus", retry);
  window.addEventListener("beforeunload", beforeUnload);
  setInterval(retry, RETRY_EVERY);
  window.addEventListener("load", restore); // by then htmx listens
}
grow(form);
