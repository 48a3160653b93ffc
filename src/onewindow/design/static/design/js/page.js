// What every page does with scripts: no page needs them.
document.documentElement.classList.add("ow-js");

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-ow-focus]")?.focus();
});

// 长者模式 and the dark scheme change in place, so that nothing typed so far is lost.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-ow-look]");
  const button = event.submitter;
  if (!form || !button) return;
  event.preventDefault();
  const data = new FormData(form, button);
  data.set("in_place", "yes");
  const answer = await fetch(form.action, { method: "POST", body: data });
  if (!answer.ok) return window.location.reload();
  document.documentElement.setAttribute(`data-${button.name}`, button.value);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const changed = fresh.querySelector(`[data-ow-look] button[name="${button.name}"]`);
  const held = document.activeElement === button;
  for (const old of document.querySelectorAll(`[data-ow-look] button[name="${button.name}"]`)) {
    const copy = document.importNode(changed, true);
    const focused = old === button && held;
    old.replaceWith(copy);
    if (focused) copy.focus();
  }
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

// What is changed after it was sent is another request: Back, another word, send again.
for (const name of ["input", "change"]) {
  document.addEventListener(name, (event) => {
    const key = event.target.form?.elements.namedItem("idempotency_key");
    if (!key) return;
    const random = crypto.getRandomValues(new Uint8Array(16));
    key.value = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  });
}

// Sending twice by a double click is the commonest way to make two of one thing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.owSent) event.preventDefault();
  form.dataset.owSent = "yes";
  setTimeout(() => delete form.dataset.owSent, 4000);
});
