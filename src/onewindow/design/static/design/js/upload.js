// The list under a file input, drag and drop, and progress while the form is sent.
const UNITS = ["B", "KB", "MB"];

function readable(bytes) {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit ? size.toFixed(1) : size} ${UNITS[unit]}`;
}

function row(file, box, input) {
  const limit = Number(input.dataset.maxBytes || 0);
  const isLarge = limit && file.size > limit;
  const item = document.createElement("li");
  item.className = "ow-upload__item";
  const name = document.createElement("b");
  name.textContent = file.name;
  const size = document.createElement("small");
  size.className = isLarge ? "ow-bad" : "";
  size.textContent = readable(file.size);
  if (isLarge) size.textContent += ` · ${box.dataset.tooLarge} ${readable(limit)}`;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "ow-plain";
  remove.textContent = box.dataset.remove;
  remove.setAttribute("aria-label", `${box.dataset.remove} ${file.name}`);
  remove.addEventListener("click", () => {
    take([...input.files].filter((other) => other !== file), input);
    input.focus();
  });
  item.append(name, remove, size);
  return item;
}

function take(files, input) {
  const taken = new DataTransfer();
  for (const file of files) taken.items.add(file);
  input.files = taken.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function show(box) {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector(".ow-upload__list");
  list.replaceChildren(...[...input.files].map((file) => row(file, box, input)), ...waiting(box, input));
}

// A file that was only chosen looks like one that was sent.
function waiting(box, input) {
  const usual = (each) => each.type === "submit" && !each.hasAttribute("formaction") && each.tabIndex >= 0;
  const button = input.form && [...input.form.elements].find(usual);
  if (!button || !input.files.length) return [];
  const label = button.cloneNode(true);
  label.querySelectorAll(".visually-hidden, svg").forEach((part) => part.remove());
  const line = document.createElement("li");
  line.className = "ow-bad";
  line.textContent = `${box.dataset.waits}“${label.textContent.trim()}”`;
  return [line];
}

let sent = null;

// Buttons with an address of their own do something else than send the files of their form.
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && !event.submitter?.hasAttribute("formaction")) sent = event.target;
});

window.addEventListener("pageshow", () => { sent = null; });

window.addEventListener("beforeunload", (event) => {
  const inputs = [...document.querySelectorAll("[data-ow-upload] input[type=file]")];
  if (inputs.some((input) => input.form && input.files.length && input.form !== sent)) event.preventDefault();
  sent = null;
});

document.addEventListener("change", (event) => {
  const box = event.target.closest("[data-ow-upload]");
  if (box && event.target.type === "file") show(box);
});

for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const box = event.target.closest?.("[data-ow-upload]");
    if (!box) return;
    event.preventDefault();
    box.classList.toggle("ow-upload--over", name === "dragenter" || name === "dragover");
    if (name !== "drop" || !event.dataTransfer.files.length) return;
    const input = box.querySelector("input[type=file]");
    const dropped = [...event.dataTransfer.files];
    take(input.multiple ? [...input.files, ...dropped] : dropped.slice(0, 1), input);
  });
}

// The browser alone shows nothing while a form with large files is on its way.
document.addEventListener("submit", (event) => {
  const lists = event.target.querySelectorAll("[data-ow-upload] .ow-upload__item");
  for (const item of lists) item.append(document.createElement("progress"));
  for (const bar of event.target.querySelectorAll("[data-ow-upload] progress")) {
    bar.setAttribute("aria-label", bar.closest("li").querySelector("b").textContent);
  }
});

// A form sent by htmx knows how far it is.
document.addEventListener("htmx:xhr:progress", (event) => {
  if (!event.detail.lengthComputable) return;
  for (const bar of event.target.querySelectorAll("[data-ow-upload] progress")) {
    bar.max = event.detail.total;
    bar.value = event.detail.loaded;
  }
});
