// Copying what a person is to run.

/** Copies where the page is not served over HTTPS, too, as within many companies. */
export async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("copying is not allowed");
}

/** Copies a text that also has a form with links, for programs that take one. */
export async function copyRich(text, html) {
  if (!navigator.clipboard?.write || typeof ClipboardItem === "undefined") return copy(text);
  const as = (type, content) => new Blob([content], { type });
  const item = { "text/plain": as("text/plain", text), "text/html": as("text/html", html) };
  return navigator.clipboard.write([new ClipboardItem(item)]);
}

/** Puts a button beside a block of code that copies it. */
export function copyButton(block, announce) {
  const frame = document.createElement("div");
  frame.className = "code";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  block.replaceWith(frame);
  frame.append(block, button);
  button.addEventListener("click", async () => {
    let said = "Copied";
    try {
      await copy(block.textContent.replace(/\n$/, ""));
    } catch {
      said = "Not copied";
    }
    button.textContent = said;
    announce(said);
    setTimeout(() => {
      button.textContent = "Copy";
    }, 2000);
  });
}
