"""The directive ``.. sockscope::``: a run of Sockscope as an element ``<sock-scope>`` in HTML, and as its content in every other format.

Knows the attributes of the element and what they may be; the element's script does the rest. Its options are checked here, so that a
mistyped one is an error of the build and not a frame that shows something else.
"""

from html import escape
from urllib.parse import urlsplit

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

__version__ = "0.1.0"


class sockscope(nodes.General, nodes.Element):
    """One element; its children stand in for it where there are no scripts."""


def one_of(*values):
    return lambda argument: directives.choice(argument, values)


def text(argument):
    return directives.unchanged_required(argument).strip()


class SockscopeDirective(SphinxDirective):
    """``.. sockscope:: SCENARIO``, where a share link in the option ``src`` may take the scenario's place."""

    optional_arguments = 1
    has_content = True
    option_spec = {
        "src": text,
        "step": directives.nonnegative_int,
        "autorun": directives.flag,
        "speed": one_of("0.5", "1", "2", "4", "10"),
        "view": one_of("full", "stage", "pipe", "bench"),
        "controls": one_of("full", "steps", "none"),
        "readonly": directives.flag,
        "bridge": directives.flag,
        "theme": one_of("auto", "light", "dark"),
        "lang": one_of("en", "zh-hans"),
        "height": directives.positive_int,
        "loading": one_of("lazy", "click", "eager"),
        "label": text,
        "name": directives.unchanged,
        "class": directives.class_option,
    }

    def run(self):
        if bool(self.arguments) == ("src" in self.options):
            raise self.error("sockscope wants either a scenario, such as lesson-5, or the option src")
        node = sockscope()
        node["attributes"] = [("scenario", name) for name in self.arguments]
        for option, value in self.options.items():
            if option not in ("name", "class"):
                node["attributes"].append((option, "" if value is None else str(value)))
        node["classes"] += self.options.get("class", [])
        self.set_source_info(node)
        self.add_name(node)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


def visit_html(translator, node):
    attributes = dict(node["attributes"])
    # The choice was made in lower case; the tag of the language has capitals.
    if attributes.get("lang") == "zh-hans":
        attributes["lang"] = "zh-Hans"
    if node["ids"]:
        attributes["id"] = node["ids"][0]
    if node["classes"]:
        attributes["class"] = " ".join(node["classes"])
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    translator.body.append(f"<sock-scope{written}>\n")


def depart_html(translator, node):
    translator.body.append("</sock-scope>\n")


def pass_through(translator, node):
    """The content is all there is to print."""


def add_script(app, pagename, templatename, context, doctree):
    """The script goes into pages that have an element, and only into those."""
    if doctree is None or next(doctree.findall(sockscope), None) is None:
        return
    base = app.config.sockscope_base
    if not urlsplit(base).scheme and not base.startswith("/"):
        base = context["pathto"](base, resource=True)
    script = f"{base.rstrip('/')}/sockscope-embed.js"
    # Written as it is: a file of its own folder, which Sphinx need not know.
    context["metatags"] = context.get("metatags", "") + f'\n<script defer src="{escape(script)}"></script>'


def setup(app):
    app.add_config_value("sockscope_base", "sockscope/", "html", types=[str])
    plain = (pass_through, pass_through)
    app.add_node(sockscope, html=(visit_html, depart_html), latex=plain, text=plain, man=plain, texinfo=plain, epub=plain)
    app.add_directive("sockscope", SockscopeDirective)
    app.connect("html-page-context", add_script)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
