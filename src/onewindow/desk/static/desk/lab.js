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
  // Several steps by key are one choice, and whoever moved the slider goes on from it.
  let pause;
  slider.addEventListener("change", () => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      select.selectedIndex = Number(slider.value);
      sessionStorage.setItem("lab-paths", location.pathname);
      form.requestSubmit();
    }, 500);
  });
  form.querySelector("label").htmlFor = slider.id;
  select.hidden = true;
  form.querySelector("button").hidden = true;
  select.after(slider, said);
  if (sessionStorage.getItem("lab-paths") === location.pathname) {
    sessionStorage.removeItem("lab-paths");
    // The address leads to the map, and going there takes the focus away.
    addEventListener("load", () => setTimeout(() => slider.focus({ preventScroll: true })));
  }
});

// A map wider than the screen shows by a shadow on which side it goes on, and says nothing where it fits.
document.querySelectorAll("[data-lab-pan]").forEach((frame) => {
  const inside = frame.querySelector("[tabindex]");
  const hint = frame.previousElementSibling;
  const tell = () => {
    const rest = inside.scrollWidth - inside.clientWidth;
    frame.classList.toggle("dk-labmap__frame--before", inside.scrollLeft > 2);
    frame.classList.toggle("dk-labmap__frame--after", inside.scrollLeft < rest - 2);
    hint.hidden = rest <= 2;
    hint.classList.toggle("dk-labmap__hint--on", rest > 2);
  };
  inside.addEventListener("scroll", tell, { passive: true });
  new ResizeObserver(tell).observe(inside);
});
