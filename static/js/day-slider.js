// A slider over the days of a list of choice: the list stays, the slider moves through it. Who moves
// it by keys may take more than one step before the page follows, and has the focus back on it there.
const NAME = "tijdlijn";
const PATIENCE = 600;

for (const form of document.querySelectorAll("form[data-days]")) {
  const list = form.elements.op;
  if (!list || list.options.length < 2) continue;
  const last = list.options.length - 1;
  const slider = document.createElement("input");
  let isByKey = false;
  let waiting;
  slider.type = "range";
  slider.id = NAME;
  slider.className = "day-slider";
  slider.max = last;
  slider.setAttribute("aria-label", "Dag op de tijdlijn");
  // The list has the latest day first; time runs to the right.
  const follow = () => {
    slider.value = last - list.selectedIndex;
    slider.setAttribute("aria-valuetext", list.selectedOptions[0].text);
  };
  const send = () => {
    clearTimeout(waiting);
    form.action = `#${NAME}`;
    form.requestSubmit();
  };
  slider.addEventListener("keydown", () => {
    isByKey = true;
  });
  slider.addEventListener("pointerdown", () => {
    isByKey = false;
  });
  slider.addEventListener("input", () => {
    list.selectedIndex = last - slider.value;
    slider.setAttribute("aria-valuetext", list.selectedOptions[0].text);
  });
  slider.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(send, isByKey ? PATIENCE : 0);
  });
  list.addEventListener("change", follow);
  list.after(slider);
  follow();
  if (location.hash === `#${NAME}`) slider.focus();
}
