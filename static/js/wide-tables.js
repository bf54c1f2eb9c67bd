// A table that is wider than its place can be scrolled with the keyboard as well.
const name = (wrap) => {
  const title =
    wrap.querySelector("caption") ?? wrap.closest("section, .card")?.querySelector("h1, h2, h3");
  return title ? `Tabel: ${title.textContent.trim()}` : "Tabel";
};

const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const wrap = target.closest(".table-wrap");
    if (!wrap) continue;
    const wide = wrap.scrollWidth > wrap.clientWidth;
    if (wide) {
      wrap.tabIndex = 0;
      wrap.setAttribute("role", "region");
      wrap.setAttribute("aria-label", name(wrap));
    } else {
      for (const attribute of ["tabindex", "role", "aria-label"]) wrap.removeAttribute(attribute);
    }
  }
});

const start = (root) => {
  for (const wrap of root.querySelectorAll(".table-wrap")) {
    watch.observe(wrap);
    if (wrap.firstElementChild) watch.observe(wrap.firstElementChild);
  }
};

start(document);
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
