// A list in order works by its buttons alone. Here they move rows at once, rows can be dragged, and what the frame shows follows.
(() => {
  "use strict";

  for (const form of document.querySelectorAll("form[data-order]")) {
    const frame = document.getElementById(form.dataset.preview ?? "");

    const show = () => {
      if (!frame) return;
      const query = new URLSearchParams();
      for (const field of form.querySelectorAll("[data-preview-as]")) query.append(field.dataset.previewAs, field.value);
      frame.src = `${form.dataset.previewPath}?${query}`;
    };
    // A button's value names its row; the words before the rows name their places.
    const number = list => {
      const items = [...list.querySelectorAll(":scope > [data-order-item]")];
      items.forEach((item, place) => {
        for (const press of item.querySelectorAll("button[name=Act]")) press.value = press.value.replace(/\d+$/, place);
        const moves = item.querySelectorAll("[data-move]");
        moves[0].disabled = place === 0;
        moves[1].disabled = place === items.length - 1;
      });
      const places = list.places ??= items.map(item => item.querySelector("[data-order-place]")?.textContent ?? "");
      items.forEach((item, place) => {
        const word = item.querySelector("[data-order-place]");
        if (word) word.textContent = places[place] ?? "";
      });
    };

    form.addEventListener("click", event => {
      const press = event.target.closest("button[data-move]");
      if (!press) return;
      event.preventDefault();
      const item = press.closest("[data-order-item]");
      const list = item.parentElement;
      number(list);
      const other = press.dataset.move === "-1" ? item.previousElementSibling : item.nextElementSibling;
      if (!other) return;
      if (press.dataset.move === "-1") list.insertBefore(item, other);
      else list.insertBefore(other, item);
      number(list);
      // At the end of the list the button is dead: the other one takes the focus, so that the keyboard goes on.
      (press.disabled ? item.querySelector("[data-move]:not([disabled])") ?? press : press).focus();
      show();
    });

    let dragged = null;
    for (const item of form.querySelectorAll("[data-order-item]")) {
      item.draggable = true;
      number(item.parentElement);
      item.addEventListener("dragstart", event => {
        dragged = item;
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", "");
        item.classList.add("dragged");
      });
      item.addEventListener("dragover", event => {
        if (!dragged || dragged === item || dragged.parentElement !== item.parentElement) return;
        event.preventDefault();
        const box = item.getBoundingClientRect();
        item.parentElement.insertBefore(dragged, event.clientY < box.top + box.height / 2 ? item : item.nextElementSibling);
      });
      item.addEventListener("drop", event => event.preventDefault());
      item.addEventListener("dragend", () => {
        item.classList.remove("dragged");
        dragged = null;
        number(item.parentElement);
        show();
      });
    }
  }
})();
