/* Offers what the letters in a search field may mean (ARIA 1.2: a combobox with a list). */
"use strict";

(() => {
  const SHOWN = 8;
  const PAUSE = 80;

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  /* The letters that were typed stand out, where they stand in the name as they were typed. */
  function lettered(name, words) {
    const at = name.toLocaleLowerCase().indexOf(words.toLocaleLowerCase());
    if (at < 0) return make("bdi", {}, name);
    const end = at + words.length;
    return make("bdi", {}, name.slice(0, at), make("mark", {}, name.slice(at, end)), name.slice(end));
  }

  function complete(place) {
    const input = place.querySelector("input");
    const list = make("ul", { id: `${input.id}-list`, role: "listbox", "aria-label": place.dataset.named });
    let [turn, later, chosen, options] = [0, 0, -1, []];

    function show(open) {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) choose(-1);
    }

    function choose(index) {
      chosen = index;
      options.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
      if (index < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", options[index].id);
      options[index].scrollIntoView({ block: "nearest" });
    }

    function option(one, index, words) {
      const as = one.match === one.label ? [] : [make("small", { class: "as" }, lettered(one.match, words))];
      const item = make("li", { id: `${list.id}-${index}`, role: "option", "aria-selected": "false" }, lettered(one.label, words), ...as, make("small", {}, make("bdi", {}, one.about)));
      item.dataset.path = one.path || "";
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () => go(item, one.label));
      return item;
    }

    function go(item, label) {
      if (item.dataset.path) return location.assign(item.dataset.path);
      input.value = label;
      input.form.requestSubmit();
    }

    async function ask() {
      const own = ++turn;
      const words = input.value.trim();
      const query = new URLSearchParams({ q: words, format: "json", limit: SHOWN, lang: document.documentElement.lang });
      const answer = words ? await fetch(`${place.dataset.complete}?${query}`).catch(() => null) : null;
      const found = answer && answer.ok ? (await answer.json()).results : [];
      if (own !== turn) return;
      options = found.map((one, index) => option(one, index, words));
      list.replaceChildren(...options);
      choose(-1);
      show(options.length > 0 && document.activeElement === input);
    }

    function key(event) {
      if (event.key === "Escape" && !list.hidden) show(false);
      else if (event.key === "Enter" && chosen >= 0) options[chosen].click();
      else if (options.length && ["ArrowDown", "ArrowUp"].includes(event.key)) {
        show(true);
        const step = event.key === "ArrowDown" ? 1 : -1;
        choose((chosen + 1 + step + options.length + 1) % (options.length + 1) - 1);
      } else return;
      event.preventDefault();
    }

    place.append(list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id })) input.setAttribute(name, value);
    show(false);
    input.addEventListener("input", () => { clearTimeout(later); later = setTimeout(ask, PAUSE); });
    input.addEventListener("keydown", key);
    input.addEventListener("blur", () => show(false));
  }

  for (const place of document.querySelectorAll("[data-complete]")) complete(place);
})();
