// What is typed and not yet saved is kept in this browser (step-fields.js). On a shared computer it
// would stay readable after logging out: ask first, then wipe it.
const QUESTION =
  "U hebt tekst die nog niet is opgeslagen. Uitloggen wist die van deze computer. Toch uitloggen?";
let leaving = false;

function draftsOf(user) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(`regio:${user}:`));
  } catch {
    return []; // storage is off
  }
}

for (const form of document.querySelectorAll("form[data-logout]")) {
  form.addEventListener("submit", (event) => {
    const drafts = draftsOf(form.dataset.logout);
    if (!drafts.length) return;
    if (!confirm(QUESTION)) {
      event.preventDefault();
      return;
    }
    leaving = true;
    for (const key of drafts) localStorage.removeItem(key);
  });
}

// The page itself need not ask again, nor keep the text again.
window.addEventListener(
  "beforeunload",
  (event) => {
    if (leaving) event.stopImmediatePropagation();
  },
  { capture: true },
);
