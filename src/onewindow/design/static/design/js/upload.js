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

function row(file, limit) {
  const item = document.createElement("li");
  item.className = "ow-upload__item";
  const name = document.createElement("b");
  name.textContent = file.name;
  const size = document.createElement("small");
  size.textContent = readable(file.size);
  item.append(document.createElement("span"), name, size);
  if (limit && file.size > limit) {
    size.className = "ow-bad";
    size.textContent += ` > ${readable(limit)}`;
  }
  return item;
}

function show(box) {
  const input = box.querySelector("input[type=file]");
  const limit = Number(input.dataset.maxBytes || 0);
  const list = box.querySelector(".ow-upload__list");
  list.replaceChildren(...[...input.files].map((file) => row(file, limit)));
}

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
    const taken = new DataTransfer();
    const files = [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1);
    for (const file of files) taken.items.add(file);
    input.files = taken.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
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
