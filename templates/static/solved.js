// "Did this solve it?": the panel answers in its place, without the page being loaded again.

const part = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("[data-solved]");

async function send(form, submitter) {
  const fields = new URLSearchParams(new FormData(form));
  if (submitter?.name) fields.append(submitter.name, submitter.value);
  const response = await fetch(form.action, {
    method: "POST",
    body: fields,
    headers: { "X-Firstline-Part": "solved" },
  });
  return response.ok ? part(await response.text()) : null;
}

export function install({ announce }) {
  document.querySelector("main").addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-vote]")) return;
    event.preventDefault();
    const button = event.submitter;
    let answer = null;
    try {
      answer = await send(form, button);
    } catch {
      // The form as it stands says what went wrong better than a script could.
    }
    if (!answer) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: button?.name ?? "", value: button?.value ?? "" });
      form.append(field);
      form.submit();
      return;
    }
    document.querySelector("[data-solved]").replaceWith(answer);
    const panel = answer.querySelector("[data-panel]");
    panel?.focus({ preventScroll: true });
    announce(answer.querySelector("[data-announce]")?.textContent ?? "");
  });
}
