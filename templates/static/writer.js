// The board by keys: they work while a row has the focus, and only then.

/** What stands in a row and can have the focus at once. */
const handle = (row) => row?.querySelector("summary") ?? row?.querySelector("a");

export function install() {
  const board = document.querySelector("[data-board]");
  const rows = () => [...board.querySelectorAll("[data-row]")];
  board.querySelector("[data-keys]").hidden = rows().length === 0;

  const does = {
    j: (row, all) => handle(all[all.indexOf(row) + 1])?.focus(),
    k: (row, all) => handle(all[all.indexOf(row) - 1])?.focus(),
    o: (row) => row.querySelector("[data-open]")?.click(),
    a: (row) => row.querySelector("[data-act]")?.click(),
  };
  does.x = (row) => row.querySelector("[data-choose]")?.click();
  does.ArrowDown = does.j;
  does.ArrowUp = does.k;

  board.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input:not([data-choose]), textarea, select");
    if (typing || !Object.hasOwn(does, event.key)) return;
    event.preventDefault();
    does[event.key](row, rows());
    document.activeElement.scrollIntoView({ block: "nearest" });
  });

  const said = board.querySelector("[data-chosen]");
  const tell = () => {
    const chosen = board.querySelectorAll("[data-choose]:checked").length;
    said.textContent = chosen === 0 ? "" : `${chosen} chosen`;
  };
  if (!said) return;
  board.addEventListener("change", tell);
  tell();
}
