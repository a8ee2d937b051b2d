// Lays an editor over the query field. Without it the field does the same work.
"use strict";

(() => {
  const LONGEST_ADDRESS = 6000;
  const form = document.querySelector(".ask-form");
  const field = document.getElementById("query");

  const run = () => form.requestSubmit();

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === field) run();
  });

  // An address has a limit that a posted form has not.
  form.addEventListener("submit", () => {
    form.method = encodeURIComponent(field.value).length > LONGEST_ADDRESS ? "post" : "get";
  });

  document.querySelector(".ask-keys").hidden = false;
  if (typeof Yasqe !== "function") return;

  // Completions come from the graph itself, asked once, when first wanted.
  const iris = (pattern) => {
    const query = `SELECT DISTINCT ?x WHERE { ${pattern} FILTER(isIRI(?x)) }`;
    let found;
    const ask = async () => {
      const response = await fetch(`/sparql?${new URLSearchParams({ query, format: "json" })}`);
      if (!response.ok) return [];
      return (await response.json()).results.bindings.map((row) => row.x.value).sort();
    };
    return async (_editor, token) => {
      found ??= ask();
      const beginning = token?.autocompletionString || token?.string || "";
      return (await found).filter((iri) => iri.startsWith(beginning));
    };
  };
  const own = (name, get) =>
    Yasqe.forkAutocompleter(name, { name: `own-${name}`, get, persistenceId: null }, false);
  own("class", iris("[] a ?x"));
  own("property", iris("[] ?x []"));

  // Not as an option: there the list would be merged with the stock completers, which call outside.
  Yasqe.defaults.autocompleters = ["variables", "own-class", "own-property"];

  const holder = document.createElement("div");
  field.before(holder);
  const editor = new Yasqe(holder, {
    value: field.value,
    extraKeys: {
      ...Yasqe.defaults.extraKeys,
      "Ctrl-Enter": run,
      "Cmd-Enter": run,
      "Ctrl-S": false,
      Tab: false, // leaves the editor, as everywhere
      "Shift-Tab": false,
    },
    collapsePrefixesOnLoad: true,
    consumeShareLink: null,
    createShareableLink: null,
    editorHeight: "auto",
    persistenceId: null,
    resizeable: false,
    showQueryButton: false,
    viewportMargin: Infinity,
  });

  field.hidden = true;
  field.required = false;
  const input = editor.getInputField();
  input.setAttribute("aria-label", form.querySelector("label").textContent);
  if (field.hasAttribute("aria-describedby")) {
    input.setAttribute("aria-describedby", field.getAttribute("aria-describedby"));
  }
  editor.on("change", () => {
    field.value = editor.getValue();
  });

  const line = Number(form.dataset.errorLine);
  if (line) {
    editor.addLineClass(line - 1, "background", "fault");
    editor.setCursor(line - 1, Number(form.dataset.errorColumn) - 1);
    editor.focus();
  }
})();
