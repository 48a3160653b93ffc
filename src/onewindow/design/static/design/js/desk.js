// The desk by keyboard: j/k walk the list, Enter opens, / searches, Ctrl+Enter sends the opinion.
const typing = (target) => target.closest("input, textarea, select, [contenteditable], dialog");

function links() {
  return [...document.querySelectorAll("[data-ow-list] .ow-rowlink")];
}

function walk(step) {
  const all = links();
  if (!all.length) return;
  const focused = all.indexOf(document.activeElement);
  const chosen = all.findIndex((link) => link.closest("[aria-current]"));
  const from = focused >= 0 ? focused : chosen;
  const next = all[Math.min(Math.max(from + step, 0), all.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form") || document.querySelector("form[data-ow-main]");
    const button = form?.querySelector("[data-ow-submit]") || form?.querySelector("[type=submit]");
    if (!button) return;
    event.preventDefault();
    button.click();
    return;
  }
  if (event.altKey || event.ctrlKey || event.metaKey || typing(event.target)) return;
  if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === "/") {
    const box = document.querySelector("[data-ow-quickfind]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }
});

// A phrase button puts its sentence into the opinion.
document.addEventListener("click", (event) => {
  const phrase = event.target.closest("[data-ow-phrase]");
  const field = phrase && document.getElementById(phrase.dataset.owPhrase);
  if (!field) return;
  event.preventDefault();
  const start = field.value && !/[\s。；，]$/.test(field.value) ? `${field.value}；` : field.value;
  field.value = start + phrase.textContent.trim();
  field.focus();
});
