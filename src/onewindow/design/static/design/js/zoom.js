// Zooms large drawings. Without scripts they stand at full size between scroll bars.
const SCALES = [0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];

function makeZoom(root) {
  const view = root.querySelector("[data-ow-zoom-view]");
  const said = root.querySelector("[data-ow-zoom-said]");
  const drawings = [...view.querySelectorAll(".ow-flow-drawing")].map((drawing) => ({
    drawing,
    width: Number(drawing.getAttribute("width")),
    height: Number(drawing.getAttribute("height")),
  }));
  let scale = 1;

  function show(next) {
    const across = (view.scrollLeft + view.clientWidth / 2) / view.scrollWidth;
    const down = (view.scrollTop + view.clientHeight / 2) / view.scrollHeight;
    scale = Math.min(Math.max(next, SCALES[0]), SCALES.at(-1));
    for (const { drawing, width, height } of drawings) {
      drawing.setAttribute("width", width * scale);
      drawing.setAttribute("height", height * scale);
    }
    view.classList.toggle("is-zoomed", scale > 1);
    said.textContent = `${Math.round(scale * 100)}%`;
    view.scrollLeft = across * view.scrollWidth - view.clientWidth / 2;
    view.scrollTop = down * view.scrollHeight - view.clientHeight / 2;
  }

  function step(by) {
    if (by > 0) show(SCALES.find((each) => each > scale + 0.001) ?? SCALES.at(-1));
    else show(SCALES.findLast((each) => each < scale - 0.001) ?? SCALES[0]);
  }

  function fit() {
    const seen = drawings.find(({ drawing }) => drawing.getClientRects().length);
    const { paddingLeft, paddingRight } = getComputedStyle(view);
    show((view.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)) / seen.width);
  }

  root.addEventListener("click", (event) => {
    const by = event.target.closest("[data-ow-zoom-by]")?.dataset.owZoomBy;
    if (by === "fit") fit();
    else if (by === "0") show(1);
    else if (by) step(Number(by));
  });
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") step(1);
    else if (event.key === "-") step(-1);
    else if (event.key === "0") show(1);
    else return;
    event.preventDefault();
  });
  for (const tools of root.querySelectorAll("[data-ow-zoom-tools]")) tools.hidden = false;
}

document.querySelectorAll("[data-ow-zoom]").forEach(makeZoom);

for (const button of document.querySelectorAll("[data-ow-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
