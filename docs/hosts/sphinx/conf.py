"""Pages with frames: the smallest project that uses the extension."""

project = "Pages with frames"
copyright = "its authors"
version = "1"
extensions = ["sphinx_sockscope"]
html_theme = "furo"
html_favicon = "icon.svg"
# The folder of the built site that holds the files of dist/.
sockscope_base = "sockscope/"
