// The work list and one case side by side: a row opens beside the list where there is room,
// and is an ordinary link where there is not.
const roomy = window.matchMedia("(min-width: 1024px)");

function pane() {
  const detail = document.getElementById("detail");
  return detail && roomy.matches && window.htmx ? detail : null;
}

function open(link, byKeyboard) {
  const detail = pane();
  if (!detail) return false;
  document.querySelectorAll("[data-ow-list] tr[aria-current]").forEach((row) => row.removeAttribute("aria-current"));
  link.closest("tr").setAttribute("aria-current", "true");
  window.htmx.ajax("GET", link.href, { target: detail, swap: "innerHTML" }).then(() => {
    detail.scrollTop = 0;
    if (byKeyboard) detail.focus();
  });
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-dk-open]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (open(link, event.detail === 0)) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const field = event.target.closest("input, textarea, select");
  if (event.key === "Escape") {
    const link = document.querySelector("tr[aria-current] .ow-rowlink");
    if (link) link.focus();
  } else if (event.key === "e" && !field) {
    const opinion = document.querySelector("form[data-ow-main] textarea");
    if (!opinion) return;
    event.preventDefault();
    opinion.focus();
    opinion.scrollIntoView({ block: "center" });
  }
});

document.addEventListener("DOMContentLoaded", () => {
  const first = document.querySelector("[data-dk-open]");
  if (first) open(first, false);
});
