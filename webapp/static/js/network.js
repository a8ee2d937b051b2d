/* Draws the network where the server places it. Works on the page and in the file to take away. */
"use strict";

(() => {
  const place = document.getElementById("network");
  if (!place || !window.vis) return;
  const embedded = document.getElementById("network-data");
  const graph = { nodes: new Map(), edges: new Map(), ties: {}, sources: {}, offline: Boolean(embedded) };
  const shown = { nodes: new vis.DataSet(), edges: new vis.DataSet() };
  const CURVE = 0.22;
  const MOST_CURVED = 0.9;
  const FONT = 16;
  const READABLE = 11.5;
  const ALWAYS_NAMED = 8;
  const DENSE = 300;
  const NARROW = 600;
  let network, panel, theme;

  graph.tiesOf = (id) => Object.values(graph.ties)
    .filter((tie) => tie.iri === id || tie.parties.some((party) => party.iri === id))
    .sort((a, b) => (a.earliest || "9999").localeCompare(b.earliest || "9999"));

  function readTheme() {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(name).trim();
    const shapes = ["dot", "square", "diamond", "hexagon", "triangle"];
    theme = Object.fromEntries(shapes.map((shape) => [shape, read(`--node-${shape}`)]));
    Object.assign(theme, { isDark: matchMedia("(prefers-color-scheme: dark)").matches, line: read("--node-line"), ink: read("--ink"), paper: read("--paper"), accent: read("--accent"), face: read("--font-text") });
  }

  function node(one) {
    const tie = graph.ties[one.id];
    const background = one.isTie && tie ? colorOf(tie, theme.isDark) : theme[one.shape];
    return {
      id: one.id, label: one.label, shape: one.shape, size: one.size, x: one.x, y: one.y,
      borderWidth: 1.5,
      shapeProperties: { borderDashes: one.unnamed ? [4, 3] : false },
      color: { background, border: one.isTie ? background : theme.line, highlight: { background, border: theme.accent }, hover: { background, border: theme.accent } },
      font: { color: theme.ink, face: theme.face, size: FONT, strokeWidth: 4, strokeColor: theme.paper },
    };
  }

  /* Ties between the same two actors bend apart, whichever way each of them points. */
  function bends(edges) {
    const pairs = new Map();
    for (const edge of edges) {
      const key = [edge.from, edge.to].sort().join(" ");
      pairs.set(key, [...(pairs.get(key) || []), edge]);
    }
    return [...pairs.values()].flatMap((group) => group.map((edge, index) => {
      const step = Math.min(CURVE, MOST_CURVED / group.length);
      const bend = (index - (group.length - 1) / 2) * 2 * step * (edge.from < edge.to ? 1 : -1);
      return { ...edge, bend };
    }));
  }

  function edge(one) {
    const tie = graph.ties[one.tie];
    const [isDense, color] = [graph.edges.size > DENSE, colorOf(tie, theme.isDark)];
    const smooth = one.bend ? { enabled: true, type: one.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(one.bend) } : { enabled: false };
    return {
      id: one.id, from: one.from, to: one.to, arrows: one.arrows, smooth,
      color: { color, highlight: color, hover: color, opacity: isDense ? 0.6 : 1 },
      dashes: tie.dashes ? [8, 6] : false, width: isDense ? 1.25 : 2.5, selectionWidth: 2.5, hoverWidth: 1,
    };
  }

  function take(data) {
    Object.assign(graph.ties, data.ties);
    Object.assign(graph.sources, data.sources);
    data.nodes.forEach((one) => graph.nodes.has(one.id) || graph.nodes.set(one.id, one));
    data.edges.forEach((one) => graph.edges.has(one.id) || graph.edges.set(one.id, one));
  }

  function draw() {
    shown.nodes.update([...graph.nodes.values()].map(node));
    shown.edges.update(bends([...graph.edges.values()]).map(edge));
    letter();
    panel.nodes(graph.nodes.values());
  }

  /* As on a map: a name is never smaller than can be read, and the most connected actors keep theirs. */
  function letter() {
    const size = Math.max(FONT, READABLE / network.getScale());
    const symbols = [...graph.nodes.values()].map((one) => {
      const { x, y } = network.getPosition(one.id);
      return [x - one.size, y - one.size, x + one.size, y + one.size];
    });
    const taken = [];
    const changes = [];
    const order = [...graph.nodes.values()].filter((one) => one.label).sort((a, b) => b.degree - a.degree);
    for (const [rank, one] of order.entries()) {
      const { x, y } = network.getPosition(one.id);
      const lines = one.label.split("\n");
      const half = Math.max(...lines.map((line) => line.length)) * size * 0.25 + size * 0.1;
      const box = [x - half, y + one.size + 1, x + half, y + one.size + (lines.length + 0.3) * size];
      const free = [...taken, ...(rank < ALWAYS_NAMED ? [] : symbols)].every((other) => box[2] < other[0] || other[2] < box[0] || box[3] < other[1] || other[3] < box[1]);
      if (free) taken.push(box);
      changes.push({ id: one.id, label: free ? one.label : " ", font: { ...shown.nodes.get(one.id).font, size } });
    }
    shown.nodes.update(changes);
  }

  function missing(id) {
    const others = new Set();
    for (const one of graph.edges.values()) {
      if (one.from === id) others.add(one.to);
      if (one.to === id) others.add(one.from);
    }
    return graph.nodes.get(id).reach - others.size;
  }

  function select(id) {
    network.selectNodes([id]);
    panel.actor(graph.nodes.get(id), graph.nodes.get(id).isTie ? 0 : missing(id));
    if (graph.nodes.get(id).isTie) showTie(id);
  }

  function showTie(iri) {
    const edges = [...graph.edges.values()].filter((one) => one.tie === iri);
    network.setSelection({ nodes: graph.nodes.has(iri) ? [iri] : [], edges: edges.map((one) => one.id) });
    panel.ties([graph.ties[iri]], iri);
  }

  function showEdge(id) {
    const one = graph.edges.get(id);
    const ends = [one.from, one.to].map((end) => graph.nodes.get(end));
    if (ends.some((end) => end.isTie)) return showTie(one.tie);
    const beside = [...graph.edges.values()].filter((other) => [one.from, one.to].every((end) => end === other.from || end === other.to));
    const ties = [...new Set([one.tie, ...beside.map((other) => other.tie)])].map((iri) => graph.ties[iri]);
    panel.ties(ties, one.tie, ends);
  }

  function close() {
    network.unselectAll();
    panel.place.replaceChildren();
  }

  /* New actors stand on a ring around the one they belong to; the others stay where they are. */
  function onRing(centre, fresh) {
    const { x, y } = network.getPosition(centre);
    const radius = Math.max(190, fresh.length * 26);
    const start = Math.atan2(y, x) - Math.PI * (1 - 1 / Math.max(fresh.length, 1)) * 0.75;
    const step = (fresh.length > 6 ? 2 : 1.5) * Math.PI / Math.max(fresh.length, 1);
    fresh.forEach((one, index) => {
      one.x = Math.round(x + radius * Math.cos(start + index * step));
      one.y = Math.round(y + radius * Math.sin(start + index * step));
    });
  }

  function address(id) {
    const query = new URLSearchParams(place.dataset.query);
    for (const name of ["focus", "depth", "limit"]) query.delete(name);
    query.append("focus", id);
    query.append("lang", place.dataset.lang);
    return `${place.dataset.view}?${query}`;
  }

  /* A neighbourhood that has grown is still one address: all its centres. */
  function remember(id) {
    const query = new URLSearchParams(location.search);
    if (!query.has("focus") || query.getAll("focus").includes(id)) return;
    query.append("focus", id);
    history.replaceState(null, "", `?${query}`);
  }

  async function expand(id) {
    const answer = await fetch(address(id)).catch(() => null);
    if (!answer || !answer.ok) return panel.place.append(make("p", { role: "alert" }, graph.words.failed));
    const data = await answer.json();
    const fresh = data.nodes.filter((one) => !graph.nodes.has(one.id));
    onRing(id, fresh);
    for (const [known, at] of Object.entries(network.getPositions())) Object.assign(graph.nodes.get(known), at);
    take(data);
    draw();
    remember(id);
    select(id);
    panel.place.append(make("p", { class: "muted", role: "status" }, said(graph.words.added, { number: fresh.length })));
    network.fit({ nodes: [id, ...fresh.map((one) => one.id)], maxZoomLevel: 1, animation: false });
    letter();
  }

  /* On a phone the names at the edge need room beside the symbols. */
  function zoom(how) {
    if (how === "fit") network.fit({ animation: false, maxZoomLevel: 1.2 });
    const factor = { in: 1.3, out: 1 / 1.3, fit: place.clientWidth < NARROW ? 0.8 : 1 }[how];
    network.moveTo({ scale: network.getScale() * factor });
    letter();
  }

  function listen() {
    network.on("click", ({ nodes, edges }) => {
      if (nodes.length) select(nodes[0]);
      else if (edges.length) showEdge(edges[0]);
      else close();
    });
    let later = 0;
    network.on("zoom", () => { clearTimeout(later); later = setTimeout(letter, 80); });
    network.on("dragEnd", letter);
    for (const button of place.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => zoom(button.dataset.zoom));
    document.addEventListener("keydown", (event) => event.key === "Escape" && close());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readTheme(); draw(); });
  }

  function start(data) {
    graph.words = data.words;
    graph.base = data.base;
    place.hidden = false;
    document.getElementById("network-actors")?.setAttribute("hidden", "");
    readTheme();
    const on = { select, tie: showTie, close, expand: graph.offline ? null : expand };
    panel = new Panel(document.getElementById("network-panel"), document.getElementById("network-list"), graph, on);
    take(data);
    network = new vis.Network(document.getElementById("network-canvas"), shown, {
      physics: false, autoResize: true,
      layout: { improvedLayout: false },
      interaction: { hover: true, keyboard: false, navigationButtons: false, tooltipDelay: 1e6 },
    });
    draw();
    listen();
    zoom("fit");
    place.dataset.ready = "";
    window.accordiaNetwork = network;
  }

  function search(form) {
    const list = document.getElementById("network-found");
    let last = 0;
    form.q.addEventListener("input", async () => {
      const turn = ++last;
      const words = form.q.value.trim();
      const answer = words ? await fetch(`${form.dataset.search}?${new URLSearchParams({ q: words, format: "json", limit: 30 })}`).catch(() => null) : null;
      const found = answer && answer.ok ? (await answer.json()).results : [];
      const classes = form.dataset.classes.split(" ");
      if (turn !== last) return;
      list.replaceChildren(...found.filter((one) => classes.includes(one.class)).slice(0, 8).map((one) => make("li", {}, make("a", { href: `/network?focus=${encodeURIComponent(one.iri)}` }, make("bdi", {}, one.label)), " ", make("span", { class: "muted" }, one.classLabel))));
    });
  }

  async function load() {
    const query = place.dataset.query ? `${place.dataset.query}&` : "";
    const answer = await fetch(`${place.dataset.view}?${query}lang=${place.dataset.lang}`);
    if (answer.ok) start(await answer.json());
  }

  const form = document.querySelector("[data-search]");
  if (form) search(form);
  if (embedded) start(JSON.parse(embedded.textContent));
  else load();
})();
