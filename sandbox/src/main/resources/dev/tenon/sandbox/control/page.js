// Asks the sandbox once a second and shows what it says. Texts go in as text, never as markup.
"use strict";

const $ = (selector, within = document) => within.querySelector(selector);
const cards = new Map();
const rows = new Map();
const ROWS = 25;

async function ask(method, path, body) {
  const answer = await fetch("/_sandbox" + path, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) {
    throw new Error(said.error);
  }
  return said;
}

function tell(text) {
  $("#news").textContent = text;
}

async function act(what, done) {
  try {
    await what();
    tell(done);
  } catch (problem) {
    tell("That did not work: " + problem.message);
  }
  refresh();
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) {
    made.textContent = text;
  }
  if (className) {
    made.className = className;
  }
  return made;
}

function card(vendor) {
  const article = $("#vendor").content.cloneNode(true).firstElementChild;
  const path = "/" + encodeURIComponent(vendor.name);
  const title = vendor.title;
  article.dataset.name = vendor.name;
  $("h3", article).textContent = title;
  $("h3", article).id = "vendor-" + vendor.name;
  article.setAttribute("aria-labelledby", "vendor-" + vendor.name);
  $(".buttons", article).setAttribute("aria-label", title);
  const doings = {
    toggle: () => article.classList.contains("stopped")
      ? act(() => ask("POST", path + "/start"), title + " answers again.")
      : act(() => ask("POST", path + "/stop"), title + " is stopped: every request is answered 503."),
    slow: () => act(() => ask("POST", path + "/faults", { type: "Latency", delay: "3s" }), title + " answers 3 s late."),
    fail: () => act(() => ask("POST", path + "/faults", { type: "Status", status: 500, times: 10 }), title + " answers the next 10 requests with 500."),
    clear: () => act(() => ask("DELETE", path + "/faults"), title + " has no faults any more."),
    forget: () => act(() => ask("POST", path + "/forget"), title + " counts from nothing."),
  };
  for (const button of article.querySelectorAll("[data-do]")) {
    button.addEventListener("click", doings[button.dataset.do]);
  }
  $("#vendors").append(article);
  return article;
}

function show(vendor) {
  if (!cards.has(vendor.name)) {
    cards.set(vendor.name, card(vendor));
  }
  const article = cards.get(vendor.name);
  const set = (name, text) => {
    const place = $(`[data-is="${name}"]`, article);
    if (place.textContent !== String(text)) {
      place.textContent = text;
    }
    return place;
  };
  const faulty = vendor.answers && vendor.faults.length > 0;
  article.classList.toggle("stopped", !vendor.answers);
  article.classList.toggle("faulty", faulty);
  set("state", vendor.answers ? (faulty ? "misbehaves" : "answers") : "stopped (" + vendor.stopped + ")");
  set("uri", vendor.uri);
  for (const count of ["received", "applied", "keys", "keysRepeated", "keysAppliedTwice"]) {
    set(count, vendor.counts[count].toLocaleString("en"));
  }
  set("keysAppliedTwice", vendor.counts.keysAppliedTwice.toLocaleString("en")).classList.toggle("alarm", vendor.counts.keysAppliedTwice > 0);
  const toggle = $('[data-do="toggle"]', article);
  toggle.textContent = vendor.answers ? "Stop" : "Start";
  facts(vendor, $('[data-is="facts"]', article));
}

function facts(vendor, list) {
  const lines = [];
  const add = (label, ...parts) => lines.push([label, parts]);
  for (const collection of vendor.collections) {
    add(collection.name, collection.records.toLocaleString("en") + (collection.records === 1 ? " record" : " records")
      + ", " + collection.received.toLocaleString("en") + (collection.received === 1 ? " request" : " requests")
      + ", " + collection.applied.toLocaleString("en") + (collection.applied === 1 ? " change" : " changes")
      + (collection.dropped ? ", " + collection.dropped.toLocaleString("en") + " dropped" : ""));
  }
  for (const limit of vendor.limits) {
    add("limit " + limit.name, ["meter", limit.used, limit.capacity], limit.used + " of " + limit.capacity
      + (limit.refused ? ", " + limit.refused + " refused" : ""));
  }
  for (const [status, count] of Object.entries(vendor.statuses)) {
    if (status === "none" || Number(status) >= 400) {
      add(status === "none" ? "no answer" : "answered " + status, count.toLocaleString("en") + (count === 1 ? " time" : " times"));
    }
  }
  for (const [grant, count] of Object.entries(vendor.tokenRequests)) {
    add("tokens", count + " asked for by " + grant);
  }
  for (const fault of vendor.faults) {
    add("fault", fault.summary + " (struck " + fault.struck + ")");
  }
  for (const webhook of vendor.webhooks) {
    add("events " + webhook.name, webhook.url
      ? webhook.acknowledged + " of " + webhook.sent + " taken" + (webhook.pending ? ", " + webhook.pending + " pending" : "") + (webhook.gaveUp ? ", " + webhook.gaveUp + " given up" : "")
      : "no receiver yet");
    if (webhook.url) {
      lines[lines.length - 1][1].push(["send", webhook.name]);
    }
  }
  const seen = JSON.stringify(lines);
  if (list.dataset.seen === seen) {
    return; // as it was: nothing is touched, so that a focused button stays
  }
  const focused = document.activeElement && list.contains(document.activeElement) ? document.activeElement.dataset.send : undefined;
  list.dataset.seen = seen;
  list.replaceChildren(...lines.map(([label, parts]) => {
    const item = element("li");
    item.append(element("span", label, "label"));
    for (const part of parts) {
      item.append(Array.isArray(part) ? (part[0] === "meter" ? meter(label, part) : sender(vendor, part[1])) : element("span", part));
    }
    return item;
  }));
  if (focused) {
    const again = [...list.querySelectorAll("[data-send]")].find((button) => button.dataset.send === focused);
    if (again) {
      again.focus();
    }
  }
}

function meter(label, [, used, capacity]) {
  const made = element("meter");
  made.max = capacity;
  made.high = capacity * 0.8;
  made.optimum = 0;
  made.value = used;
  made.setAttribute("aria-label", label);
  return made;
}

function sender(vendor, name) {
  const button = element("button", "Send one");
  button.type = "button";
  button.dataset.send = name;
  button.setAttribute("aria-label", "Send one event " + name);
  button.addEventListener("click", () => act(
    () => ask("POST", "/" + encodeURIComponent(vendor.name) + "/webhooks/" + encodeURIComponent(name) + "/send"),
    "An event " + name + " is on its way."));
  return button;
}

function row(request) {
  const line = element("tr");
  line.append(element("td", new Date(request.at).toLocaleTimeString("en-GB")));
  line.append(element("td", request.vendor));
  const what = element("td");
  const details = element("details");
  const title = element("summary");
  title.append(element("code", request.method + " " + (request.path || "/") + (request.query ? "?" + request.query : "")));
  const headers = request.headers.map(([name, value]) => name + ": " + value).join("\n");
  details.append(title, element("pre", headers + (request.body ? "\n\n" + request.body : "")));
  what.append(details);
  line.append(what);
  line.append(element("td", request.status ? String(request.status) : "none", request.status >= 200 && request.status < 400 ? "" : "no"));
  line.append(element("td", request.replayed ? "earlier answer given again" : request.applied ? (request.resource || "yes") : "none" + (request.fault ? " (" + request.fault + ")" : "")));
  const key = element("td");
  key.append(element("code", request.key || "–"));
  line.append(key);
  return line;
}

function showRequests(requests) {
  const body = $("#rows");
  const ids = new Set(requests.map((request) => request.vendor + " " + request.number + " " + request.at));
  for (const [id, line] of rows) {
    if (!ids.has(id)) {
      line.remove();
      rows.delete(id);
    }
  }
  // oldest first, each new one to the top, so that an opened one stays open
  for (const request of [...requests].reverse()) {
    const id = request.vendor + " " + request.number + " " + request.at;
    if (!rows.has(id)) {
      rows.set(id, row(request));
      body.prepend(rows.get(id));
    }
  }
  $("#none").hidden = rows.size > 0;
}

let asking = false;

async function refresh() {
  if (asking) {
    return;
  }
  asking = true;
  try {
    const [state, requests] = await Promise.all([ask("GET", ""), ask("GET", "/received?limit=" + ROWS)]);
    state.vendors.forEach(show);
    showRequests(requests);
    const answering = state.vendors.filter((vendor) => vendor.answers).length;
    const received = state.vendors.reduce((sum, vendor) => sum + vendor.counts.received, 0);
    $("#summary").textContent = `${answering} of ${state.vendors.length} vendors answer · ${received.toLocaleString("en")} requests received`;
    $("#offline").hidden = true;
  } catch {
    $("#offline").hidden = false;
  } finally {
    asking = false;
  }
}

for (const button of document.querySelectorAll("[data-all]")) {
  const word = button.dataset.all;
  const done = { stop: "All vendors are stopped.", start: "All vendors answer.", reset: "Everything is as it was at the start." }[word];
  button.addEventListener("click", () => act(() => ask("POST", "/" + word), done));
}
refresh();
setInterval(() => document.hidden || refresh(), 1000);
document.addEventListener("visibilitychange", () => document.hidden || refresh());
