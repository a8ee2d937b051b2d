/* What stands beside the picture: actors, ties, the words that prove them. Data is only ever text. */
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const SHAPES = {
  dot: ["circle", { cx: 8, cy: 8, r: 6 }],
  square: ["rect", { x: 2.5, y: 2.5, width: 11, height: 11 }],
  diamond: ["path", { d: "M8 1l7 7-7 7-7-7z" }],
  hexagon: ["path", { d: "M4.5 2h7L15 8l-3.5 6h-7L1 8z" }],
};

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function drawn(box, className, name, attributes) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", box);
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const shape = svg.appendChild(document.createElementNS(SVG, name));
  for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
  return svg;
}

function shapeOf(node) {
  return drawn("0 0 16 16", `network-shape shape-${node.shape}`, ...(SHAPES[node.shape] || SHAPES.hexagon));
}

function lineOf(tie) {
  const dashes = tie.dashes ? { "stroke-dasharray": "6 4" } : {};
  const ends = { x1: 1, y1: 5, x2: 27, y2: 5, stroke: tie.color, "stroke-width": 3 };
  const line = drawn("0 0 28 10", "network-line", "line", { ...ends, ...dashes });
  line.dataset.class = tie.class;
  return line;
}

function colorOf(tie, isDark) {
  return isDark ? tie.darkColor : tie.color;
}

function said(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/* The panel. `on` holds what happens: select(id), tie(id), expand(id), close(). */
class Panel {
  constructor(place, list, graph, on) {
    Object.assign(this, { place, list, graph, on, words: graph.words });
  }

  link(path, label, language) {
    const name = make("bdi", language ? { lang: language } : {}, label);
    if (this.graph.offline) return path ? make("a", { href: this.graph.base + path.slice(1), rel: "noopener" }, name) : name;
    return path ? make("a", { href: path }, name) : name;
  }

  top(title) {
    const close = make("button", { type: "button", class: "panel-close", "aria-label": this.words.close }, "×");
    close.addEventListener("click", () => this.on.close());
    return make("div", { class: "panel-top" }, title, close);
  }

  show(...children) {
    this.place.replaceChildren(...children);
    this.place.focus({ preventScroll: true });
    this.place.parentElement.scrollTop = 0;
  }

  actor(node, missing) {
    const ties = this.graph.tiesOf(node.id);
    const sorts = [node.classLabel, ...node.sorts];
    if (node.unnamedNote) sorts.push(this.words.unnamed);
    const actions = make("p", { class: "panel-actions" });
    if (missing > 0 && this.on.expand) actions.append(this.button(said(this.words.more, { number: missing }), () => this.on.expand(node.id)));
    if (!this.graph.offline && !node.isTie) actions.append(make("a", { class: "button quiet", href: `/network?focus=${encodeURIComponent(node.id)}` }, this.words.focus));
    if (node.path) actions.append(this.link(node.path, this.words.page));
    this.show(
      this.top(make("h2", {}, make("bdi", {}, node.name))),
      make("p", { class: "muted" }, sorts.join(" · ")),
      make("p", {}, said(this.words.ties, { number: node.degree })),
      actions,
      make("ul", { class: "network-nodes panel-ties" }, ...ties.map((tie) => make("li", {}, this.tieButton(tie)))),
    );
  }

  button(label, action) {
    const button = make("button", { type: "button", class: "button quiet" }, label);
    button.addEventListener("click", action);
    return button;
  }

  tieButton(tie) {
    const button = make("button", { type: "button", "data-tie": tie.iri }, lineOf(tie), make("span", {}, make("bdi", {}, tie.label)));
    button.addEventListener("click", () => this.on.tie(tie.iri));
    return button;
  }

  ties(ties, chosen, ends) {
    const title = ends ? said(this.words.between, { one: ends[0].name, other: ends[1].name }) : ties[0].classLabel;
    this.show(this.top(make("h2", {}, make("bdi", {}, title))), ...ties.map((tie) => this.tie(tie, tie.iri === chosen)));
  }

  tie(tie, isChosen) {
    const tags = make("p", { class: "panel-tags" }, lineOf(tie), [tie.classLabel, ...tie.kinds].join(" · "));
    for (const scheme of ["stances", "statuses"])
      for (const one of tie[scheme]) tags.append(make("span", { class: `badge ${scheme === "stances" ? "stance" : "status"}-${one.slug}` }, one.label));
    tags.append(make("span", {}, tie.date || this.words.undated));
    if (tie.dateWords) for (const text of tie.dateWords.texts) tags.append(make("q", { class: "date-words", lang: tie.dateWords.language }, `${tie.dateWords.marks[0]}${text}${tie.dateWords.marks[1]}`));
    const parties = make("p", { class: "panel-tags" });
    for (const party of tie.parties) {
      const named = this.link(party.path, party.label);
      parties.append(party.role ? make("span", {}, `${party.role} : `, named) : named);
    }
    return make(
      "article", { class: "panel-tie", "aria-current": String(isChosen) },
      make("h3", {}, this.link(tie.path, tie.label)), tags, parties,
      ...(tie.themes.length ? [make("p", { class: "panel-tags" }, tie.themes.join(", "))] : []),
      ...tie.evidence.map((one) => this.proof(one)),
    );
  }

  proof(one) {
    const source = this.graph.sources[one.source];
    const caption = make("figcaption", {});
    if (one.stance) caption.append(make("span", { class: `badge stance-${one.stance.slug}` }, one.stance.label));
    if (one.proves) caption.append(make("span", {}, one.proves));
    caption.append(make("span", {}, this.link(source.path, source.label, source.language), one.row ? `, ${said(this.words.row, { number: one.row })}` : ""));
    const figure = make("figure", { class: "quote", "data-stance": one.stance ? one.stance.slug : "asserted" });
    const quote = make("q", {}, make("bdi", {}, one.quote));
    if (one.language) quote.setAttribute("lang", one.language);
    if (one.quote) figure.append(make("blockquote", {}, make("p", {}, one.marks[0], quote, one.marks[1])));
    figure.append(caption);
    return figure;
  }

  nodes(nodes) {
    const byDegree = [...nodes].filter((node) => !node.isTie).sort((a, b) => b.degree - a.degree || a.name.localeCompare(b.name));
    const items = byDegree.map((node) => {
      const button = make("button", { type: "button", "data-node": node.id }, shapeOf(node), make("bdi", {}, node.name), make("span", { class: "muted" }, String(node.degree)));
      button.addEventListener("click", () => this.on.select(node.id));
      return make("li", {}, button);
    });
    this.list.replaceChildren(make("h2", {}, this.words.actors), make("ul", { class: "network-nodes" }, ...items));
  }
}
