// Puts a button beside each link that has a player: nothing is fetched from the other host before it is pressed.
for (const link of document.querySelectorAll("a[data-player]")) {
  const button = document.createElement("button");
  const note = document.createElement("span");
  button.type = "button";
  button.textContent = link.dataset.load;
  note.textContent = link.dataset.note;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = link.dataset.player;
    frame.title = link.textContent;
    frame.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    link.closest("figure").querySelector(":scope > img")?.remove();
    link.closest("figure").prepend(frame);
    play.remove();
    frame.focus();
  });
  const play = document.createElement("p");
  play.className = "play";
  play.append(button, " ", note);
  link.closest(".card").append(play);
}

// Asks the browser to keep what was read, and to look at the mirrors when this site cannot be reached.
const own = document.querySelector("script[data-worker]");
if (own && navigator.serviceWorker && document.querySelector("link[rel=canonical]")?.href.startsWith(location.origin + "/")) {
  const address = own.src.replace(/theme\/.*$/, "") + own.dataset.worker;
  const policy = window.trustedTypes?.createPolicy("worker", { createScriptURL: text => text });
  navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address).catch(() => {});
}

// Marks a page that is scrolled up, for the thin header. Small movements of a resting thumb do not count.
const root = document.documentElement;
let before = scrollY;
addEventListener("scroll", () => {
  const now = Math.max(0, scrollY);
  if (now === 0 || Math.abs(now - before) > 8) {
    root.classList.toggle("up", now > 0 && now < before && (now > 400 || root.classList.contains("up")));
    before = now;
  }
}, { passive: true });
