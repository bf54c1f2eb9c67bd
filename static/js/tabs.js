// A row of tabs that is wider than the screen scrolls: bring the current one into view.
for (const tab of document.querySelectorAll(".tabs [aria-current], .steps [aria-current]")) {
  const row = tab.closest(".tabs ul, .steps");
  row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
}
