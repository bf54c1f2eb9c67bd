// A map that one can come nearer to: by buttons, keys, mouse and fingers. Without this it stands
// still, and every gemeente is a link all the same. With it a gemeente shows its card at once.
const MOST = 16;
const STEP = 1.5;
const WIDTH = 760;
const SLACK = 4;
const CARD = "gemeente";

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

function start(figure) {
  const svg = figure.querySelector("[data-map-drawing]");
  const names = figure.querySelector("[data-map-names]");
  const detail = names.dataset.mapScales.split(" ").map(Number);
  const whole = svg.viewBox.baseVal;
  const base = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  const buttons = Object.fromEntries(
    [...figure.querySelectorAll("[data-zoom]")].map((button) => [button.dataset.zoom, button]),
  );
  const rings = figure.querySelectorAll("[data-map-focus]");
  const fingers = new Map();
  let view = { ...base };
  let travelled = 0;

  const zoom = () => base.width / view.width;

  function show() {
    view.x = clamp(view.x, base.x, base.x + base.width - view.width);
    view.y = clamp(view.y, base.y, base.y + base.height - view.height);
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
    const near = (zoom() * svg.clientWidth) / WIDTH;
    svg.dataset.detail = detail.filter((from) => near >= from).length;
    names.setAttribute("font-size", names.dataset.mapNames / near);
    for (const hatch of svg.querySelectorAll("pattern")) {
      hatch.setAttribute("patternTransform", `scale(${names.dataset.mapHatch / near})`);
    }
    figure.classList.toggle("is-near", zoom() > 1);
    buttons.out.disabled = buttons.whole.disabled = zoom() <= 1;
    buttons.in.disabled = zoom() >= MOST;
  }

  // The point of the drawing at a place of the screen; the middle without one.
  function under(event) {
    const frame = svg.getBoundingClientRect();
    const share = event
      ? [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height]
      : [0.5, 0.5];
    return { share, x: view.x + share[0] * view.width, y: view.y + share[1] * view.height };
  }

  function zoomBy(factor, event) {
    const { share, x, y } = under(event);
    const width = clamp(view.width / factor, base.width / MOST, base.width);
    const height = (width / base.width) * base.height;
    view = { x: x - share[0] * width, y: y - share[1] * height, width, height };
    show();
  }

  function move(right, down) {
    view.x += right * view.width;
    view.y += down * view.height;
    show();
  }

  function back() {
    view = { ...base };
    show();
  }

  const KEYS = {
    "+": () => zoomBy(STEP),
    "=": () => zoomBy(STEP),
    "-": () => zoomBy(1 / STEP),
    0: back,
    ArrowLeft: () => move(-0.15, 0),
    ArrowRight: () => move(0.15, 0),
    ArrowUp: () => move(0, -0.15),
    ArrowDown: () => move(0, 0.15),
  };

  figure.addEventListener("keydown", (event) => {
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow") && zoom() <= 1) return;
    event.preventDefault();
    act();
  });

  buttons.in.addEventListener("click", () => zoomBy(STEP));
  buttons.out.addEventListener("click", () => zoomBy(1 / STEP));
  buttons.whole.addEventListener("click", back);

  svg.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomBy(event.deltaY < 0 ? 1.2 : 1 / 1.2, event);
    },
    { passive: false },
  );

  const spread = () => {
    const [one, other] = [...fingers.values()];
    return Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
  };

  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    fingers.set(event.pointerId, event);
    travelled = 0;
  });

  svg.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const apart = fingers.size === 2 ? spread() : 0;
    fingers.set(event.pointerId, event);
    if (apart) {
      travelled = SLACK + 1;
      zoomBy(spread() / apart, event);
      return;
    }
    if (zoom() <= 1) return;
    const [right, down] = [event.clientX - before.clientX, event.clientY - before.clientY];
    travelled += Math.hypot(right, down);
    if (travelled <= SLACK) return;
    svg.setPointerCapture(event.pointerId);
    figure.classList.add("is-held");
    move(-right / svg.clientWidth, -down / svg.clientHeight);
  });

  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      figure.classList.remove("is-held");
    });
  }

  svg.addEventListener("dragstart", (event) => event.preventDefault());

  svg.addEventListener(
    "click",
    (event) => {
      if (travelled <= SLACK) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );

  // Who walks through the gemeenten with the Tab key sees the one that has the focus, and its outline
  // over the borders that are drawn later than it.
  svg.addEventListener("focusout", () => {
    for (const ring of rings) ring.removeAttribute("d");
  });

  svg.addEventListener("focusin", (event) => {
    const link = event.target.closest("a");
    if (!link?.matches(":focus-visible")) return;
    const outline = link.querySelector("path").getAttribute("d");
    for (const ring of rings) ring.setAttribute("d", outline);
    if (zoom() <= 1) return;
    const box = link.getBBox();
    view.x = box.x + box.width / 2 - view.width / 2;
    view.y = box.y + box.height / 2 - view.height / 2;
    show();
  });

  svg.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || !document.getElementById(CARD) || !window.htmx) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const address = link.getAttribute("href");
    svg.querySelector("[aria-current]")?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    history.replaceState(history.state, "", address);
    const field = document.querySelector("form[data-days] [name=gemeente]");
    if (field) field.value = new URL(address, location).searchParams.get(CARD);
    htmx.ajax("GET", address.split("#")[0], { target: `#${CARD}`, swap: "outerHTML" });
  });

  for (const extra of figure.querySelectorAll("[data-map-tools], [data-map-hint]")) {
    extra.hidden = false;
  }
  new ResizeObserver(show).observe(svg);
}

for (const figure of document.querySelectorAll("[data-map]")) start(figure);
