// A slider over the days of a list of choice: the list stays, the slider moves through it.
for (const form of document.querySelectorAll("form[data-days]")) {
  const list = form.elements.op;
  if (!list || list.options.length < 2) continue;
  const last = list.options.length - 1;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.className = "day-slider";
  slider.max = last;
  slider.setAttribute("aria-label", "Dag op de tijdlijn");
  // The list has the latest day first; time runs to the right.
  const follow = () => {
    slider.value = last - list.selectedIndex;
    slider.setAttribute("aria-valuetext", list.selectedOptions[0].text);
  };
  slider.addEventListener("input", () => {
    list.selectedIndex = last - slider.value;
    slider.setAttribute("aria-valuetext", list.selectedOptions[0].text);
  });
  slider.addEventListener("change", () => form.requestSubmit());
  list.addEventListener("change", follow);
  list.after(slider);
  follow();
}
