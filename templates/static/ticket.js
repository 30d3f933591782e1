// The form to write to the desk: what is promised shows as soon as the two facts are chosen, the
// commands can be copied, and "Back" comes to what was written.

/** Shows of a form what is promised for the two facts that are chosen. */
export function showPromise(form) {
  const promise = form.querySelector("[data-promise]");
  function show() {
    const chosen = ["affects", "work"].map((name) => form.elements[name].value).join(" ");
    for (const one of promise.children) one.hidden = one.dataset.case !== chosen;
  }
  form.addEventListener("change", show);
  addEventListener("pageshow", show);
  show();
  form.querySelector("[data-troubles]")?.focus();
}

export function install({ copyButton, announce }) {
  const form = document.querySelector("[data-ticket]");
  showPromise(form);

  for (const block of form.querySelectorAll("pre")) {
    copyButton(block, announce);
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
  }

  // The browser's "Back" from the review asks for the draft that was sent, not for an empty form.
  form.addEventListener("submit", () => {
    history.replaceState(null, "", `/help?draft=${encodeURIComponent(form.elements.key.value)}`);
  });
}
