def _chunks(text, hyphens):
    # Words and the spaces between them; a word may be parted behind a hyphen between letters.
    chunks = []
    for at, char in enumerate(text):
        last = chunks[-1] if chunks else ""
        same = last and last[-1].isspace() == char.isspace()
        if same and hyphens and last[-1] == "-" and char.isalpha() and last.rstrip("-")[-2:].isalpha() and len(last) > 2:
            same = False
        if same:
            chunks[-1] += char
        else:
            chunks.append(char)
    return chunks


class TextWrapper:
    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=" [...]"):
        self.width, self.initial_indent, self.subsequent_indent = width, initial_indent, subsequent_indent
        self.expand_tabs, self.replace_whitespace, self.tabsize = expand_tabs, replace_whitespace, tabsize
        self.break_long_words, self.drop_whitespace, self.break_on_hyphens = break_long_words, drop_whitespace, break_on_hyphens
        self.max_lines, self.placeholder = max_lines, placeholder

    def wrap(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = "".join(" " if char in "\t\n\x0b\x0c\r" else char for char in text)
        if self.width <= 0:
            raise ValueError(f"invalid width {self.width!r} (must be > 0)")
        chunks = _chunks(text, self.break_on_hyphens)
        lines = []
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and not chunks[0].strip():
                del chunks[0]
            line, size = [], 0
            while chunks and size + len(chunks[0]) <= width:
                size += len(chunks[0])
                line.append(chunks.pop(0))
            if chunks and len(chunks[0]) > width:
                if self.break_long_words:
                    room = max(width, 1) - size
                    line.append(chunks[0][:room])
                    chunks[0] = chunks[0][room:]
                elif not line:
                    line.append(chunks.pop(0))
            if self.drop_whitespace and line and not line[-1].strip():
                size -= len(line.pop())
            if not line:
                continue
            last = self.max_lines is not None and len(lines) + 1 >= self.max_lines
            if last and "".join(chunks).strip():
                while line:
                    if line[-1].strip() and len("".join(line)) + len(self.placeholder) <= width:
                        return lines + [indent + "".join(line) + self.placeholder]
                    line.pop()
                if lines and len(lines[-1].rstrip()) + len(self.placeholder) <= self.width:
                    lines[-1] = lines[-1].rstrip() + self.placeholder
                    return lines
                return lines + [indent + self.placeholder.lstrip()]
            lines.append(indent + "".join(line))
        return lines

    def fill(self, text):
        return "\n".join(self.wrap(text))


def wrap(text, width=70, **options):
    return TextWrapper(width=width, **options).wrap(text)


def fill(text, width=70, **options):
    return TextWrapper(width=width, **options).fill(text)


def shorten(text, width, **options):
    return TextWrapper(width=width, max_lines=1, **options).fill(" ".join(text.strip().split()))


def dedent(text):
    lines = [line if line.strip() else "" for line in text.split("\n")]
    margin = None
    for line in lines:
        if line:
            indent = line[:len(line) - len(line.lstrip())]
            if margin is None:
                margin = indent
            while not indent.startswith(margin):
                margin = margin[:-1]
    return "\n".join(line[len(margin):] if line else line for line in lines)


def indent(text, prefix, predicate=str.strip):
    return "".join(prefix + line if predicate(line) else line for line in text.splitlines(True))
