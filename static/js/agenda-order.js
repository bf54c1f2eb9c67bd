// The order of an agenda: dragging and the keyboard, as an addition to the arrows. Each move presses
// a button of the form, so that the server hears the same as without this.
const form = () => document.querySelector("[data-order]");
const lines = () => [...form().querySelectorAll("[data-key]")];
let dragged = null;
let pressed = "";

function showHandles() {
  const isSorted = lines().length > 1;
  for (const handle of form().querySelectorAll("[data-handle]")) handle.hidden = !isSorted;
  document.querySelector("[data-drag-hint]").hidden = !isSorted;
}

function send(line, place) {
  const button = line.querySelector("[data-up]");
  button.value = `${line.dataset.key}:${place}`;
  button.disabled = false;
  button.click();
}

document.addEventListener("pointerdown", (event) => {
  const line = event.target.closest("[data-handle]")?.closest("[data-key]");
  if (line) line.draggable = true;
});

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-key]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
  dragged.from = lines().indexOf(dragged);
  dragged.classList.add("is-dragged");
});

document.addEventListener("dragover", (event) => {
  const over = event.target.closest?.("[data-key]");
  if (!dragged || !over) return;
  event.preventDefault();
  if (over === dragged) return;
  const { top, height } = over.getBoundingClientRect();
  over[event.clientY < top + height / 2 ? "before" : "after"](dragged);
});

document.addEventListener("drop", (event) => {
  if (dragged) event.preventDefault();
});

document.addEventListener("dragend", () => {
  if (!dragged) return;
  const line = dragged;
  dragged = null;
  line.classList.remove("is-dragged");
  line.draggable = false;
  const place = lines().indexOf(line);
  if (place !== line.from) send(line, place + 1);
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const line = document.activeElement?.closest?.("[data-key]");
  if (!line) return;
  event.preventDefault();
  line.querySelector(event.key === "ArrowUp" ? "[data-up]" : "[data-down]").click();
});

document.addEventListener("click", (event) => {
  const line = event.target.closest?.("[data-up], [data-down]")?.closest("[data-key]");
  if (line) pressed = line.dataset.key;
});

// The list comes back whole: whoever pressed an arrow stays with that item.
document.addEventListener("htmx:afterSettle", () => {
  showHandles();
  if (document.activeElement && document.activeElement !== document.body) return;
  const line = form().querySelector(`[data-key="${pressed}"]`);
  line?.querySelector("button:not(:disabled)")?.focus();
});

showHandles();
