// furo gives its two drawers no name, the captions in the first no level, wide examples no way to
// be scrolled by keyboard, and the page of search results no heading. And phones get the rows of
// wide tables one below the other, each cell beside its head: see relkit.css.
const WIDE = 3; // columns from which on a table does not fit a phone
document.addEventListener("DOMContentLoaded", () => {
  const named = { ".sidebar-drawer": "Site", ".toc-drawer": "This page" };
  for (const [selector, name] of Object.entries(named)) {
    document.querySelector(selector)?.setAttribute("aria-label", name);
  }
  const main = document.querySelector("[role=main]");
  const back = document.querySelector(".back-to-top"); // it lies outside of every landmark
  if (main && back) main.prepend(back);
  for (const caption of document.querySelectorAll(".caption[role=heading]")) {
    caption.setAttribute("aria-level", "2");
  }
  if (!document.querySelector("h1")) {
    const heading = document.createElement("h1");
    heading.textContent = document.title.split(" - ")[0];
    document.querySelector("[role=main]")?.prepend(heading);
  }
  for (const table of document.querySelectorAll("table.docutils")) {
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    if (heads.length < WIDE) continue;
    table.classList.add("stacked");
    table.setAttribute("role", "table"); // what is shown as blocks is still read as a table
    for (const row of table.querySelectorAll("tr")) row.setAttribute("role", "row");
    for (const head of table.querySelectorAll("th")) head.setAttribute("role", "columnheader");
    for (const cell of table.querySelectorAll("td")) {
      cell.setAttribute("role", "cell");
      cell.dataset.head = heads[cell.cellIndex];
      cell.classList.toggle("blank", !cell.textContent.trim());
    }
  }
  for (const box of document.querySelectorAll("pre, .table-wrapper, figure.relkit")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
});
