// The page reads without this too; it adds sorting by a click on a head, and the filter.
(() => {
  "use strict";

  const worstFirst = ["Unhealthy", "Critical", "Unreachable", "Warning", "Unknown", "Unsupported", "Information", "Healthy"];
  const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const orders = {
    text: (a, b) => words.compare(a, b),
    number: (a, b) => Number(a) - Number(b),
    status: (a, b) => worstFirst.indexOf(a) - worstFirst.indexOf(b),
  };

  function sort(table, head) {
    const descends = head.getAttribute("aria-sort") === "ascending";
    const column = head.cellIndex;
    const order = orders[head.dataset.order];
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, row => ({ row, key: row.cells[column].textContent.trim() }));

    // What is not known stands last, whichever way it is sorted.
    const isKnown = item => item.key !== "–";
    const known = rows.filter(isKnown).sort((a, b) => order(a.key, b.key) * (descends ? -1 : 1));
    const sorted = document.createDocumentFragment();
    known.concat(rows.filter(item => !isKnown(item))).forEach(item => sorted.append(item.row));
    body.append(sorted);
    table.querySelectorAll("th[aria-sort]").forEach(other => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", descends ? "descending" : "ascending");
  }

  function makeSortable(table) {
    table.querySelectorAll("th[data-order]").forEach(head => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, head));
      head.append(button);
    });
  }

  function makeFilter(box) {
    const input = box.querySelector("input");
    const output = box.querySelector("output");
    const body = document.getElementById(input.getAttribute("aria-controls")).tBodies[0];
    const rows = Array.from(body.rows, row => ({ row, text: Array.from(row.cells, cell => cell.textContent).join(" ").toLowerCase() }));
    const show = () => {
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach(item => {
        item.row.hidden = !wanted.every(word => item.text.includes(word));
        shown += item.row.hidden ? 0 : 1;
      });
      output.textContent = wanted.length ? `${shown} of ${rows.length} rows` : "";
    };
    input.addEventListener("input", show);
    box.hidden = false;
  }

  document.querySelectorAll("table.sortable").forEach(makeSortable);
  document.querySelectorAll(".filter").forEach(makeFilter);
})();
