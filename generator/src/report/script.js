"use strict";
// Filters, steps from finding to finding, and the connection between a block and what it became.
// The page can be read without any of this. Nothing here makes markup out of text.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (id) => document.getElementById(id);
  const groups = all(".group");
  const pages = all("article.page");
  const inputs = { page: one("by-page"), rule: one("by-rule"), outcome: one("by-outcome") };
  const outcomes = {
    fact: ".block.fact",
    finding: ".finding",
    ignored: ".block.ignored",
    outside: "",
  };
  // The blocks of which each part of an operation was made.
  const made = new Map();
  for (const block of all(".block[data-to]")) {
    for (const id of block.dataset.to.split(" ")) {
      made.set(id, [...(made.get(id) ?? []), block]);
    }
  }
  let stops = [];
  let at = -1;

  const state = () => {
    const params = new URLSearchParams();
    for (const [name, input] of Object.entries(inputs)) {
      if (input.value) params.set(name, input.value);
    }
    return params;
  };

  const fits = (group, { rule, outcome }) => {
    if (rule && !all(".finding[data-rule]", group).some((found) => found.dataset.rule === rule)) {
      return false;
    }
    if (outcome === "outside") return group.classList.contains("outside");
    return !outcome || group.querySelector(outcomes[outcome]) !== null;
  };

  const apply = () => {
    const { page, rule, outcome } = Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [name, input.value]),
    );
    let shown = 0;
    for (const group of groups) {
      const own = group.closest("article.page");
      group.hidden = !((!page || own.id === page) && fits(group, { rule, outcome }));
      if (!group.hidden) shown += 1;
    }
    for (const own of pages) own.hidden = !own.querySelector(".group:not([hidden])");
    const filtered = Boolean(page || rule || outcome);
    for (const types of all(".types")) types.hidden = filtered;
    for (const api of all("section.api")) {
      api.hidden = filtered && !api.querySelector("article.page:not([hidden])");
    }
    for (const found of all("aside.finding")) {
      found.classList.toggle("other", Boolean(rule) && found.dataset.rule !== rule);
    }
    document.body.dataset.outcome = outcome;
    one("clear").hidden = !filtered;
    one("nothing").hidden = shown > 0;
    one("shown").textContent = filtered ? `${shown} of ${groups.length} sections` : "";
    const wanted = outcome === "fact" || outcome === "ignored" ? outcomes[outcome] : "aside.finding";
    stops = all(wanted).filter((stop) => !stop.closest("[hidden]") && !stop.matches(".other"));
    at = -1;
    position();
  };

  const position = () => {
    const place = at < 0 ? "" : `${at + 1} / `;
    one("position").textContent = stops.length ? `${place}${stops.length}` : "none";
  };

  // The address shows what is shown, so that it can be passed on.
  const remember = () => {
    const text = state().toString();
    history.replaceState(null, "", text ? `#?${text}` : "#top");
    one("pages").scrollIntoView();
  };

  const clear = () => {
    for (const input of Object.values(inputs)) input.value = "";
    apply();
  };

  const reveal = (element) => {
    if (element.closest("[hidden]")) clear();
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (around.tagName === "DETAILS") around.open = true;
    }
  };

  const light = (elements) => {
    for (const lit of all(".lit")) lit.classList.remove("lit");
    for (const element of elements) element.classList.add("lit");
  };

  // The block and all its targets, or the target and all its blocks.
  const partners = (element) => {
    const block = element.closest(".block[data-to]");
    if (block) return [block, ...block.dataset.to.split(" ").map(one).filter(Boolean)];
    const part = element.closest(".op [id], .op[id]");
    return part ? [part, ...(made.get(part.id) ?? [])] : [];
  };

  const follow = () => {
    const hash = location.hash.slice(1);
    if (hash.startsWith("?")) {
      const params = new URLSearchParams(hash.slice(1));
      for (const [name, input] of Object.entries(inputs)) {
        input.value = params.get(name) ?? "";
        if (input.selectedIndex < 0) input.value = "";
      }
      apply();
      one("pages").scrollIntoView();
      return;
    }
    const target = hash && one(hash);
    if (!target) return;
    if (target.popover) {
      target.showPopover();
      return;
    }
    reveal(target);
    target.scrollIntoView({ block: target.matches(".l, .page, .api > h2, #top") ? "start" : "center" });
    light(partners(target));
    const found = stops.indexOf(target);
    if (found >= 0) at = found;
    position();
  };

  const step = (by) => {
    if (!stops.length) return;
    if (at < 0) {
      // From where the reader is.
      const line = window.innerHeight / 2;
      const below = stops.findIndex((stop) => stop.getBoundingClientRect().top > line);
      const next = below < 0 ? 0 : below;
      at = by > 0 ? next : (next - 1 + stops.length) % stops.length;
    } else {
      at = (at + by + stops.length) % stops.length;
    }
    const stop = stops[at];
    for (const old of all(".current")) old.classList.remove("current");
    stop.classList.add("current");
    stop.scrollIntoView({ block: "center" });
    stop.focus({ preventScroll: true });
    if (!inputs.page.value && !inputs.rule.value && !inputs.outcome.value) {
      history.replaceState(null, "", `#${stop.id}`);
    }
    position();
  };

  for (const input of Object.values(inputs)) {
    input.addEventListener("change", () => {
      apply();
      remember();
    });
  }
  one("clear").addEventListener("click", () => {
    clear();
    remember();
  });
  one("next").addEventListener("click", () => step(1));
  one("previous").addEventListener("click", () => step(-1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea, [popover]")) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "Escape") light([]);
    else return;
    event.preventDefault();
  });
  const main = one("pages");
  main.addEventListener("mouseover", (event) => {
    const own = partners(event.target);
    for (const near of all(".near")) near.classList.remove("near");
    for (const element of own) element.classList.add("near");
  });
  main.addEventListener("click", (event) => {
    if (event.target.closest("a, button") || String(getSelection())) return;
    const own = partners(event.target);
    light(own);
    if (own[1]) own[1].scrollIntoView({ block: "nearest" });
  });
  window.addEventListener("hashchange", follow);
  one("filters").hidden = false;
  for (const link of all("a.only")) link.hidden = false;
  apply();
  follow();
})();
