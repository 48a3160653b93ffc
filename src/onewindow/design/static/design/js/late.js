// What is changed while an answer is on its way is not in that answer: where the answer brings the
// field anew, it is changed there again. Otherwise a slow line takes back what was just chosen.
const changed = new Map();
const sentAt = new WeakMap();
let clock = 0;

function note(event) {
  const field = event.target;
  if (field.id && field.type !== "file" && field.matches("input, select, textarea")) {
    changed.set(field.id, { field, at: ++clock });
  }
}

function differs(fresh, old) {
  if (/^(checkbox|radio)$/.test(old.type)) return fresh.checked !== old.checked;
  if (old.type === "select-one") return fresh.value !== old.value && [...fresh.options].some((each) => each.value === old.value);
  return fresh.value !== old.value;
}

document.addEventListener("input", note, true);
document.addEventListener("change", note, true);
document.addEventListener("htmx:beforeSend", (event) => sentAt.set(event.detail.xhr, ++clock));

document.addEventListener("htmx:afterRequest", (event) => {
  const sent = sentAt.get(event.detail.xhr);
  for (const [id, { field, at }] of [...changed]) {
    if (field.isConnected) continue;
    changed.delete(id);
    const fresh = document.getElementById(id);
    if (at < sent || fresh?.type !== field.type || !differs(fresh, field)) continue;
    if (/^(checkbox|radio)$/.test(field.type)) fresh.checked = field.checked;
    else fresh.value = field.value;
    // When this request is over: what waited for it in a replaced part is dropped by htmx.
    queueMicrotask(() => fresh.dispatchEvent(new Event("change", { bubbles: true })));
  }
});
