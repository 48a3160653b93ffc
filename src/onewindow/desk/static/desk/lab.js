// The choice of how many paths a map shows becomes a slider that draws anew when it is let go.
document.querySelectorAll("[data-lab-paths]").forEach((form) => {
  const select = form.querySelector("select");
  const values = [...select.options].map((option) => option.value);
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = "0";
  slider.max = String(values.length - 1);
  slider.value = String(select.selectedIndex);
  slider.id = "paths-slider";
  const said = document.createElement("output");
  said.htmlFor = slider.id;
  const tell = () => {
    said.textContent = `${values[slider.value]}%`;
    slider.setAttribute("aria-valuetext", said.textContent);
  };
  tell();
  slider.addEventListener("input", tell);
  slider.addEventListener("change", () => {
    select.selectedIndex = Number(slider.value);
    form.requestSubmit();
  });
  form.querySelector("label").htmlFor = slider.id;
  select.hidden = true;
  form.querySelector("button").hidden = true;
  select.after(slider, said);
});
