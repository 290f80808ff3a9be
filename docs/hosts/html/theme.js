// The smallest switch that a page can have: an attribute of the root element.
document.getElementById("theme").onclick = function () {
  var root = document.documentElement;
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
};
