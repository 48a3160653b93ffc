// Shows the diagram that was uploaded, with the viewer of bpmn.io; what we read stands above it.
const place = document.querySelector("[data-ow-diagram]");
const xml = document.querySelector("textarea[name=diagram]")?.value;

async function show() {
  const told = place.textContent.trim();
  place.replaceChildren();
  const viewer = new BpmnJS({ container: place });
  try {
    const { warnings } = await viewer.importXML(xml);
    const canvas = viewer.get("canvas");
    canvas.zoom("fit-viewport", "auto");
    place.dataset.owDiagram = "shown";
    place.dataset.owWarnings = String(warnings.length);
    document.querySelector("[data-ow-diagram-said]").hidden = false;
  } catch (error) {
    const said = document.createElement("p");
    said.className = "ow-sub";
    said.textContent = place.dataset.owFailed || told;
    place.replaceChildren(said);
    place.dataset.owDiagram = "failed";
  }
}

if (place && xml) show();
