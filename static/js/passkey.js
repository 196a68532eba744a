// form[data-passkey="get|create"]: asks the browser for a passkey and sends its answer with the form. Without script,
// or without passkeys in this browser, the form stays hidden and the page's other ways are used.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list = []) => list.map((each) => ({ ...each, id: bytes(each.id) }));

/** The challenge and what else the server says, as the browser wants it. */
async function optionsFor(form) {
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  const answer = await fetch(form.dataset.options, { method: "POST", body });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const options = await answer.json();
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  if (options.excludeCredentials) options.excludeCredentials = known(options.excludeCredentials);
  if (options.allowCredentials) options.allowCredentials = known(options.allowCredentials);
  return options;
}

/** What the browser made or signed, as JSON. */
function answerOf(credential) {
  const { response } = credential;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) said[name] = text(response[name]);
  }
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said });
}

async function complete(form) {
  const fault = form.querySelector("[data-passkey-fault]");
  fault.hidden = true;
  try {
    const publicKey = await optionsFor(form);
    const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
    form.elements.answer.value = answerOf(credential);
    form.submit();
  } catch {
    fault.hidden = false; // cancelled, timed out, or refused by the device: the words are the same
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    document.querySelector("[data-passkey-missing]")?.remove();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation(); // it is not sent yet: it may be pressed again
      if (form.checkValidity()) complete(form);
      else form.submit(); // no passkey is made for a form that the server will refuse
    });
  }
}
