// Pages only: no docs, no blog, nothing that asks another machine for something.
export default {
  title: "Pages with frames",
  url: "https://docs.example",
  baseUrl: "/",
  favicon: "icon.svg",
  onBrokenLinks: "throw",
  // static/sockscope holds the files of dist/.
  scripts: [{ src: "/sockscope/sockscope-embed.js", defer: true }],
  presets: [["classic", { docs: false, blog: false }]],
  themeConfig: { colorMode: { respectPrefersColorScheme: false }, navbar: { title: "Pages with frames" } },
};
