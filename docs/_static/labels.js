// furo gives its two drawers no name, the captions in the first no level, wide examples no way to
// be scrolled by keyboard, and the page of search results no heading.
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
  for (const box of document.querySelectorAll("pre, .table-wrapper, figure.relkit")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
});
