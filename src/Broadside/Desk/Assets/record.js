// The record is reviewed by forms alone. Here a press decides without loading the page anew, keys do what buttons do, and words can be selected.
(() => {
  "use strict";

  const page = document.querySelector("[data-record]");
  if (!page) return;
  const token = document.querySelector('meta[name="csrf"]')?.content ?? "";
  const here = `/desk/articles/${page.dataset.article}/record`;
  const forms = page.querySelector("[data-forms]");
  const status = page.querySelector("[data-said]");
  const keysOn = page.querySelector("[data-keys]");
  const cards = () => [...page.querySelectorAll("[data-card]")];
  const isOpen = card => card.dataset.state === "open";
  const say = text => { status.textContent = ""; status.textContent = text; };
  let current = null;
  let since = performance.now();
  let pending = 0;
  let asked = Promise.resolve();
  // What is selected goes as soon as a button is pressed: it is kept for as long as the bar is open.
  let chosen = null;

  // Where the reviewer is.

  const show = (card, moves = true) => {
    current?.removeAttribute("aria-current");
    for (const mark of page.querySelectorAll("mark.current")) mark.classList.remove("current");
    current = card;
    since = performance.now();
    if (!card) return;
    card.setAttribute("aria-current", "true");
    const marks = page.querySelectorAll(`mark[data-of~="${CSS.escape(card.dataset.card)}"]`);
    for (const mark of marks) mark.classList.add("current");
    if (moves) {
      card.focus({ preventScroll: true });
      (card.closest(".record-row") ?? card).scrollIntoView({ block: "nearest", behavior: "instant" });
      card.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  };
  const step = by => {
    const all = cards().filter(isOpen);
    if (all.length === 0) {
      say(page.dataset.all);
      return;
    }
    const from = current ? all.findIndex(c => c === current) : -1;
    if (from >= 0 || !current) {
      show(all[Math.max(0, Math.min(all.length - 1, from + by))]);
      return;
    }
    // The card is decided: on to the next one after its place, or back to the last before it.
    const after = all.filter(c => current.compareDocumentPosition(c) & Node.DOCUMENT_POSITION_FOLLOWING);
    show(by > 0 ? after[0] ?? all[0] : all.findLast(c => !after.includes(c)) ?? all[0]);
  };

  // Deciding.

  const send = async (address, body) => {
    try {
      const reply = await fetch(address, { method: "POST", headers: { RequestVerificationToken: token, Accept: "application/json" }, body, redirect: "error" });
      return { isDone: reply.ok, said: await reply.json() };
    } catch {
      return { isDone: false, said: { message: page.dataset.failed } };
    }
  };
  const mark = (card, state) => {
    card.dataset.state = state;
    card.querySelector("[data-card-state]").textContent = state === "open" ? "" : state === "kept" ? page.dataset.kept : page.dataset.gone;
    card.querySelector("[data-decide]")?.toggleAttribute("hidden", state !== "open");
    for (const words of page.querySelectorAll(`mark[data-of~="${CSS.escape(card.dataset.card)}"]`)) {
      const others = words.dataset.of.split(" ").map(id => document.getElementById(`s-${id}`)).filter(Boolean);
      words.className = others.some(isOpen) ? "open" : others.some(c => c.dataset.state === "kept") ? "kept" : "";
    }
  };
  // Deciding of one may decide others: the server says what is open still.
  const count = said => {
    const bar = page.querySelector("progress");
    if (!bar || said.total === undefined) return;
    bar.max = said.total;
    bar.value = said.decided;
    page.querySelector("[data-progress-text]").textContent = page.dataset.progress.replace("{n}", said.decided).replace("{total}", said.total);
    const open = new Set(said.open);
    const closed = cards().filter(card => isOpen(card) && !open.has(card.dataset.card));
    for (const card of closed) mark(card, "kept");
    if (closed.includes(current)) step(1);
    // Who was named by a refused card alone has a card of his own now.
    if (pending === 0 && !cards().some(isOpen) && open.size > 0) location.reload();
  };
  const decide = (card, act, more = {}) => {
    const body = new URLSearchParams({ Ids: card.querySelector("[name=Ids]").value, Act: act, Ms: Math.round(performance.now() - since), ...more });
    mark(card, act === "reject" ? "rejected" : "kept");
    step(1);
    say(act === "reject" ? page.dataset.rejected : page.dataset.accepted);
    // One after the other: a person who is accepted is known when their words are.
    pending++;
    asked = asked.then(async () => {
      const { isDone, said } = await send(here, body);
      pending--;
      if (isDone) {
        count(said);
        return;
      }
      mark(card, "open");
      show(card);
      fault(card, said.message);
    });
  };
  const fault = (card, message) => {
    let line = card.querySelector(":scope > .error");
    if (!line) {
      line = document.createElement("p");
      line.className = "error";
      card.append(line);
    }
    line.textContent = message;
    say(message);
  };

  // Forms: one of each kind, moved to where it is wanted.

  const home = element => forms.append(element);
  const close = () => {
    for (const element of page.querySelectorAll(".record-cards [data-form], .record-cards [data-bar], .record-cards [data-merge-form]")) home(element);
  };
  const open = (kind, host, values, more) => {
    close();
    const form = forms.querySelector(`[data-form="${kind}"]`);
    form.reset();
    form.querySelector("[data-fault]").hidden = true;
    for (const [name, value] of Object.entries({ Ids: "", Block: "", Start: "", End: "", Words: "", Act: "new", ...more, ...values })) {
      const control = form.elements[name];
      if (!control || value === null) continue;
      if (control.type === "checkbox") control.checked = value === true;
      else control.value = value;
    }
    host.append(form);
    const first = form.querySelector(".field input, .field select");
    first.focus();
    form.scrollIntoView({ block: "nearest", behavior: "instant" });
  };
  const edit = card => open(card.dataset.kind, card, JSON.parse(card.dataset.fields), { Ids: card.querySelector("[name=Ids]").value, Act: "edit" });

  page.addEventListener("submit", async event => {
    const form = event.target;
    if (form.matches("[data-decide]")) {
      event.preventDefault();
      decide(form.closest("[data-card]"), event.submitter?.value ?? "accept");
      return;
    }
    if (!form.matches("[data-form]")) return;
    event.preventDefault();
    const card = form.closest("[data-card]");
    const press = event.submitter;
    if (press) press.disabled = true;
    const body = new URLSearchParams(new FormData(form));
    body.set("Ms", Math.round(performance.now() - since));
    await asked;
    const { isDone, said } = await send(form.getAttribute("action"), body);
    if (press) press.disabled = false;
    if (!isDone) {
      const line = form.querySelector("[data-fault]");
      line.textContent = said.message;
      line.hidden = false;
      const control = form.elements[said.field];
      control?.closest("details")?.setAttribute("open", "");
      if (said.code === "new_actor") form.querySelector("[name$=NewAs]")?.closest("details")?.setAttribute("open", "");
      (said.code === "new_actor" ? form.querySelector("[name$=NewAs]") : control)?.focus();
      return;
    }
    if (!card) {
      location.hash = `b-${body.get("Block")}`;
      location.reload();
      return;
    }
    close();
    mark(card, "kept");
    count(said);
    say(page.dataset.accepted);
    step(1);
  });

  // New, from what is selected.

  const selected = () => {
    const selection = getSelection();
    const block = selection?.rangeCount ? selection.getRangeAt(0).startContainer.parentElement?.closest("[data-block]") : null;
    if (!block || selection.isCollapsed || !block.contains(selection.getRangeAt(0).endContainer)) return null;
    const range = selection.getRangeAt(0);
    const before = document.createRange();
    before.selectNodeContents(block);
    before.setEnd(range.startContainer, range.startOffset);
    const text = range.toString();
    const start = before.toString().length + (text.length - text.trimStart().length);
    const words = text.trim();
    return words ? { host: block.parentElement.querySelector("[data-cards]"), Block: block.dataset.block, Start: start, End: start + words.length, Words: words } : null;
  };
  const offer = () => {
    chosen = selected();
    if (!chosen) {
      say(page.dataset.select);
      return;
    }
    close();
    const bar = forms.querySelector("[data-bar]");
    chosen.host.prepend(bar);
    bar.querySelector("button").focus();
  };
  const begin = kind => {
    const { host, ...place } = chosen;
    const values = { quote: {}, event: { EventLabel: place.Words.slice(0, 140) }, actor: { ActorName: place.Words }, role: { RoleTitle: place.Words }, source: { SourceTitle: place.Words } }[kind];
    open(kind, host, values, place);
  };
  // With a mouse the bar comes by itself; with the keyboard by N.
  document.addEventListener("pointerup", event => {
    if (event.target instanceof Element && event.target.closest("[data-block]")) setTimeout(() => selected() && offerQuietly());
  });
  const offerQuietly = () => {
    chosen = selected();
    close();
    chosen.host.prepend(forms.querySelector("[data-bar]"));
  };

  // The same happening, told before.

  const merge = card => {
    const select = forms.querySelector("#merge-into") ?? page.querySelector("#merge-into");
    if (card.dataset.kind !== "event" || select.options.length === 0) {
      say(page.dataset.merge);
      return;
    }
    close();
    const form = select.closest("[data-merge-form]");
    card.append(form);
    select.focus();
  };

  page.addEventListener("click", event => {
    const target = event.target;
    const card = target.closest("[data-card]");
    if (target.closest("[data-close]")) {
      close();
      current?.focus();
    } else if (target.closest("[data-new]")) {
      begin(target.closest("[data-new]").dataset.new);
    } else if (target.closest("[data-merge-press]")) {
      const into = page.querySelector("#merge-into").value;
      close();
      decide(card, "merge", { Into: into });
    } else if (target.closest("[data-edit]") && card && isOpen(card) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      show(card, false);
      edit(card);
    } else if (target.closest("mark") && getSelection().isCollapsed) {
      const of = target.closest("mark").dataset.of.split(" ").map(id => document.getElementById(`s-${id}`)).filter(Boolean);
      show(of.find(isOpen) ?? of[0]);
    } else if (card && card !== current) {
      show(card, false);
    }
  });
  page.addEventListener("focusin", event => {
    const card = event.target.closest("[data-card]");
    if (card && card !== current) show(card, false);
  });

  // Keys.

  const keys = {
    j: () => step(1), k: () => step(-1), n: offer,
    a: () => current && isOpen(current) && decide(current, "accept"),
    x: () => current && isOpen(current) && decide(current, "reject"),
    e: () => current && (isOpen(current) ? edit(current) : current.querySelector("a[href]")?.click()),
    w: () => current?.querySelector(".why")?.toggleAttribute("open"),
    m: () => current && isOpen(current) && merge(current),
  };
  page.querySelector("[data-keys-part]").hidden = false;
  keysOn.checked = localStorage.getItem("record-keys") !== "off";
  keysOn.addEventListener("change", () => localStorage.setItem("record-keys", keysOn.checked ? "on" : "off"));
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && page.querySelector(".record-cards [data-form], .record-cards [data-bar], .record-cards [data-merge-form]")) {
      close();
      current?.focus();
      return;
    }
    if (!keysOn.checked || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    const run = keys[event.key.toLowerCase()];
    if (!run) return;
    event.preventDefault();
    run();
  });

  // Names as they are typed.

  const list = document.getElementById("actors");
  let looking = 0;
  page.addEventListener("input", event => {
    if (event.target.getAttribute("list") !== "actors") return;
    clearTimeout(looking);
    looking = setTimeout(async () => {
      const typed = event.target.value.split(";").pop().trim();
      if (typed.length < 2) return;
      const before = event.target.value.slice(0, event.target.value.length - event.target.value.split(";").pop().length);
      const reply = await fetch(`/desk/record/actors/find?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } }).catch(() => null);
      if (!reply?.ok) return;
      list.replaceChildren(...(await reply.json()).map(actor => {
        const option = document.createElement("option");
        option.value = `${before}${before ? " " : ""}${actor.name}`;
        option.label = actor.says;
        return option;
      }));
    }, 150);
  });

  const first = document.getElementById(location.hash.slice(1));
  show(first?.matches("[data-card]") ? first : cards().find(isOpen) ?? null, first?.matches("[data-card]") ?? false);
})();
