// The desk works without this file. It adds passkeys, which no form can ask for, and a few niceties.
(() => {
  "use strict";

  const token = document.querySelector('meta[name="csrf"]')?.content ?? "";
  const knows = "credentials" in navigator && "PublicKeyCredential" in window;

  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withIds = list => (list ?? []).map(entry => ({ ...entry, id: bytes(entry.id) }));

  const creation = json => ({ ...json, challenge: bytes(json.challenge), user: { ...json.user, id: bytes(json.user.id) }, excludeCredentials: withIds(json.excludeCredentials) });
  const request = json => ({ ...json, challenge: bytes(json.challenge), allowCredentials: withIds(json.allowCredentials) });

  const answer = credential => {
    const response = credential.response;
    const json = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) {
      json.attestationObject = text(response.attestationObject);
      json.transports = response.getTransports?.() ?? [];
    } else {
      json.authenticatorData = text(response.authenticatorData);
      json.signature = text(response.signature);
      json.userHandle = response.userHandle ? text(response.userHandle) : null;
    }
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: json, clientExtensionResults: credential.getClientExtensionResults(), authenticatorAttachment: credential.authenticatorAttachment });
  };

  const ask = async form => {
    const fields = new FormData(form);
    for (const name of ["Password", "Code", "Credential", "Ceremony"]) fields.delete(name);
    const reply = await fetch(form.dataset.options, { method: "POST", headers: { RequestVerificationToken: token, Accept: "application/json" }, body: new URLSearchParams(fields) });
    const said = await reply.json();
    if (!reply.ok) throw new Error(said.message);
    const options = JSON.parse(said.options);
    const credential = form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: creation(options) })
      : await navigator.credentials.get({ publicKey: request(options) });
    form.elements.Ceremony.value = said.ceremony;
    form.elements.Credential.value = answer(credential);
  };

  // A refusal of ours is said as it is; what the browser throws says little to people.
  const say = (form, error) => {
    const line = form.querySelector("[data-trouble]");
    line.textContent = error instanceof DOMException || error instanceof TypeError ? line.dataset.trouble : error.message;
    line.hidden = false;
  };

  for (const form of knows ? document.querySelectorAll("form[data-passkey]") : []) {
    const part = form.querySelector("[data-passkey-part]");
    form.hidden = false;
    if (part) {
      part.hidden = false;
      const fold = form.querySelector("[data-password-part]");
      fold.open = fold.querySelector("[aria-invalid]") !== null;
    }
    form.addEventListener("submit", async event => {
      const press = event.submitter ?? form.querySelector("button");
      if (part && (!press.hasAttribute("data-passkey-press") || form.elements.Password.value)) return;
      event.preventDefault();
      press.disabled = true;
      try {
        await ask(form);
        form.submit();
      } catch (error) {
        say(form, error);
        press.disabled = false;
      }
    });
  }

  for (const zone of document.querySelectorAll("[data-zone]")) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";

  for (const press of document.querySelectorAll("[data-copy-press]")) {
    const field = press.parentElement.querySelector("[data-copy]");
    press.hidden = !navigator.clipboard;
    press.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      press.textContent = press.dataset.copied;
    });
  }
})();
