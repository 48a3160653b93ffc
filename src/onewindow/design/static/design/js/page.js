// What every page does with scripts: no page needs them.
document.documentElement.classList.add("ow-js");

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-ow-focus]")?.focus();
});

// 长者模式 and the dark scheme change at once; the server still keeps the choice.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-ow-look]");
  const button = event.submitter;
  if (!form || !button) return;
  event.preventDefault();
  const data = new FormData(form);
  data.set(button.name, button.value);
  const answer = await fetch(form.action, { method: "POST", body: data, redirect: "manual" });
  if (answer.type !== "opaqueredirect" && !answer.ok) return form.submit();
  window.location.reload();
});

// A long page of errors: the link of the summary moves the keyboard into the field.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".ow-errors a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: "center" });
  field.focus();
});

// Sending twice by a double click is the commonest way to make two of one thing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.owSent) event.preventDefault();
  form.dataset.owSent = "yes";
  setTimeout(() => delete form.dataset.owSent, 4000);
});
