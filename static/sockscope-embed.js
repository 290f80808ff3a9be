// <sock-scope>: a Sockscope in a page of documentation, in a frame of its own. A classic script, because documentation tools
// inject scripts as such. Everything it may be told is an attribute; what is inside the element shows where scripts do not run.
(function () {
  "use strict";
  if (customElements.get("sock-scope")) return;

  var base = new URL("./", document.currentScript.src);
  // These go to the page as they are; `theme`, `height`, `loading` and `label` are settled here.
  var PASSED = ["scenario", "src", "step", "autorun", "speed", "lang", "view", "readonly", "controls", "bridge"];
  var LIGHT = /\b(light|rust)\b/;
  var DARK = /\b(coal|navy|ayu|dark|slate)\b/;
  var STYLE =
    ":host{display:block;position:relative;margin:1rem 0}:host([hidden]){display:none}" +
    "iframe{display:block;width:100%;border:1px solid #8886;border-radius:8px;background:transparent}" +
    "button{font:inherit;padding:.6em 1.2em;border:1px solid currentColor;border-radius:8px;background:none;color:inherit;cursor:pointer;min-height:44px}" +
    "@media print{iframe,button{display:none}.fallback{display:block!important}}";

  // mdBook sets classes; Sphinx themes, Docusaurus and MkDocs set attributes; some do so on <html>, some on <body>.
  function hostTheme() {
    var said = [document.documentElement, document.body].map(function (element) {
      return [element.dataset.theme, element.dataset.mdColorScheme, element.className].join(" ");
    }).join(" ");
    if (DARK.test(said)) return "dark";
    if (LIGHT.test(said) || /\bdefault\b/.test(document.body.dataset.mdColorScheme || "")) return "light";
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  class SockScope extends HTMLElement {
    static get observedAttributes() {
      return PASSED.concat("theme", "height", "loading", "label");
    }

    constructor() {
      super();
      var root = this.attachShadow({ mode: "open" });
      // A <style> element would be refused where the host's Content-Security-Policy allows no inline styles.
      var sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      root.innerHTML = '<div class="fallback"><slot></slot></div>';
      this.fallback = root.lastChild;
      this.heard = this.heard.bind(this);
      this.look = this.look.bind(this);
    }

    connectedCallback() {
      addEventListener("message", this.heard);
      this.themes = new MutationObserver(this.look);
      var watched = { attributes: true, attributeFilter: ["class", "data-theme", "data-md-color-scheme"] };
      this.themes.observe(document.documentElement, watched);
      this.themes.observe(document.body, watched);
      this.scheme = matchMedia("(prefers-color-scheme: dark)");
      this.scheme.addEventListener("change", this.look);
      this.wait();
    }

    disconnectedCallback() {
      removeEventListener("message", this.heard);
      this.themes.disconnect();
      this.scheme.removeEventListener("change", this.look);
      this.clear();
    }

    attributeChangedCallback(name, before, now) {
      if (before === now || !this.isConnected || !this.themes) return;
      if (name === "theme") this.look();
      else if (name === "step" && this.frame) this.step(now);
      else if (name === "height" && this.frame) this.measure(+now);
      else this.wait();
    }

    // Loads nothing until somebody can see it, or has asked for it.
    wait() {
      this.clear();
      var loading = this.getAttribute("loading") || "lazy";
      if (loading === "click") {
        var button = (this.button = document.createElement("button"));
        button.textContent = this.getAttribute("label") || "Run this in Sockscope";
        button.onclick = this.open.bind(this, true);
        this.shadowRoot.append(button);
      } else if (loading === "eager") this.open();
      else {
        var self = this;
        this.seen = new IntersectionObserver(function (entries) {
          if (entries.some(function (entry) { return entry.isIntersecting; })) self.open();
        }, { rootMargin: "400px" });
        this.seen.observe(this);
      }
    }

    clear() {
      if (this.seen) this.seen.disconnect();
      if (this.button) this.button.remove();
      if (this.frame) this.frame.remove();
      this.seen = this.button = this.frame = null;
      this.fallback.style.display = "";
    }

    open(focus) {
      this.clear();
      var url = new URL("index.html", base);
      url.searchParams.set("embed", "1");
      url.searchParams.set("host", location.origin);
      url.searchParams.set("theme", this.colours());
      PASSED.forEach(function (name) {
        if (this.hasAttribute(name)) url.searchParams.set(name, this.getAttribute(name));
      }, this);
      // A whole share link carries its state behind the hash.
      var src = this.getAttribute("src") || "";
      if (src.indexOf("#") >= 0) {
        url.searchParams.delete("src");
        url.hash = src.slice(src.indexOf("#"));
      }
      var frame = (this.frame = document.createElement("iframe"));
      frame.title = this.getAttribute("label") || "Sockscope: two programs and the bytes between them";
      frame.allow = "clipboard-write; loopback-network";
      this.resizes = this.since = 0;
      this.measure(+this.getAttribute("height") || 480);
      frame.src = url.href;
      this.fallback.style.display = "none";
      this.shadowRoot.append(frame);
      if (focus) frame.focus();
    }

    measure(height) {
      if (height > 0 && isFinite(height)) this.frame.style.height = Math.ceil(height) + "px";
    }

    colours() {
      var wanted = this.getAttribute("theme");
      return wanted === "light" || wanted === "dark" ? wanted : hostTheme();
    }

    look() {
      this.tell("theme", this.colours());
    }

    tell(type, value) {
      if (this.frame && this.frame.contentWindow) {
        this.frame.contentWindow.postMessage({ sockscope: 1, type: type, value: value }, base.protocol === "file:" ? "*" : base.origin);
      }
    }

    // Goes to a step, counted from 0: step(3). React assigns an attribute for which there is a property of its name.
    get step() { return function (number) { this.tell("step", +number); }; }
    set step(number) { this.setAttribute("step", number); }
    // Runs from the start.
    run() { this.tell("run"); }
    // Shows another scenario or share link.
    set(name, value) { this.setAttribute(name, value); }

    heard(event) {
      var said = event.data;
      if (!this.frame || event.source !== this.frame.contentWindow || !said || said.sockscope !== 1) return;
      if (base.protocol !== "file:" && event.origin !== base.origin) return;
      if (said.type === "height") {
        // A page whose height depends on the frame's would grow for ever: more than 20 changes in 2 seconds are such a loop.
        var now = Date.now();
        if (now - this.since > 2000) { this.since = now; this.resizes = 0; }
        if (!this.hasAttribute("height") && ++this.resizes <= 20) this.measure(said.value);
      } else if (said.type === "ready" || said.type === "step" || said.type === "finished") {
        this.dispatchEvent(new CustomEvent(said.type, { detail: said.value, bubbles: true }));
      }
    }
  }

  customElements.define("sock-scope", SockScope);
})();
