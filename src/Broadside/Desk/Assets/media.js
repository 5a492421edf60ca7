// A picture's pages work with their number fields alone. Here a click on the picture fills in the focal point, and a
// rectangle drawn on it what stays when it is cut.
(() => {
  "use strict";

  const sheet = document.querySelector("[data-sheet]");
  const focus = document.querySelector("[data-focus-form]");
  if (!sheet || !focus) return;
  const crop = document.querySelector("[data-crop-form]");
  const [across, down] = focus.querySelectorAll("input[type=number]");
  const [upright, level] = sheet.querySelectorAll("line");
  const cut = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  upright.parentNode.append(cut);
  sheet.classList.add("live");

  const within = (value, most = 1) => Math.min(most, Math.max(0, value));
  const place = event => {
    const box = sheet.getBoundingClientRect();
    return { x: within((event.clientX - box.left) / box.width), y: within((event.clientY - box.top) / box.height) };
  };
  const show = () => {
    const [x, y] = [across.value * 10, down.value * 10];
    for (const end of ["x1", "x2"]) upright.setAttribute(end, x);
    for (const end of ["y1", "y2"]) level.setAttribute(end, y);
    if (crop) {
      const [left, top, width, height] = ["CutLeft", "CutTop", "CutWidth", "CutHeight"].map(name => crop.elements[name].value * 10);
      for (const [name, value] of Object.entries({ x: left, y: top, width, height })) cut.setAttribute(name, value);
      cut.classList.toggle("whole", width >= 1000 && height >= 1000);
    }
  };

  let from = null;
  sheet.addEventListener("pointerdown", event => {
    from = place(event);
    sheet.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  sheet.addEventListener("pointermove", event => {
    if (!from || !crop) return;
    const to = place(event);
    const [width, height] = [Math.abs(to.x - from.x), Math.abs(to.y - from.y)];
    if (width < 0.03 || height < 0.03) return;
    const [left, top] = [Math.round(Math.min(from.x, to.x) * 100), Math.round(Math.min(from.y, to.y) * 100)];
    crop.elements.CutLeft.value = left;
    crop.elements.CutTop.value = top;
    crop.elements.CutWidth.value = within(Math.round(width * 100), 100 - left);
    crop.elements.CutHeight.value = within(Math.round(height * 100), 100 - top);
    show();
  });
  sheet.addEventListener("pointerup", event => {
    if (!from) return;
    const to = place(event);
    if (Math.hypot(to.x - from.x, to.y - from.y) < 0.03) {
      across.value = Math.round(to.x * 100);
      down.value = Math.round(to.y * 100);
    }
    from = null;
    show();
  });
  for (const form of [focus, crop]) form?.addEventListener("input", show);
  show();
})();
