// A form that saves itself after each change and is sent by its buttons as well: one at a time,
// because what comes second must know what the first one stored.
const leaving = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-dk-autosave]")) return;
  leaving.add(form);
  if (!form.classList.contains("htmx-request")) return;
  event.preventDefault();
  const button = event.submitter;
  form.addEventListener("htmx:afterRequest", () => setTimeout(() => form.requestSubmit(button)), { once: true });
}, true);

// A change just before the button was pressed goes along with it.
document.addEventListener("htmx:confirm", (event) => {
  if (leaving.has(event.target)) event.preventDefault();
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("[data-dk-autosave]").forEach((form) => leaving.delete(form));
});
