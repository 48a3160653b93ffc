// Arrow keys walk through the suggestions below a search box; Escape puts them away.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest("[data-ow-suggest]");
  if (!form) return;
  const box = form.querySelector(".ow-suggest");
  const input = form.querySelector("input[type=search]");
  const stops = [input, ...box.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  if (event.key === "Escape" && box.childElementCount) {
    event.preventDefault();
    box.replaceChildren();
    input.focus();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && at >= 0 && stops.length > 1) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    stops[(at + step + stops.length) % stops.length].focus();
  }
});

document.addEventListener("focusout", (event) => {
  const form = event.target.closest("[data-ow-suggest]");
  const box = form?.querySelector(".ow-suggest:not(.ow-suggest--static)");
  if (!box) return;
  setTimeout(() => {
    if (!form.contains(document.activeElement)) box.replaceChildren();
  }, 150);
});
