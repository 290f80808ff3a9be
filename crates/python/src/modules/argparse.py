import sys

SUPPRESS = "==SUPPRESS=="
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, PARSER, REMAINDER = "?", "*", "+", "A...", "..."
_WIDTH, _HELP_AT_MOST = 78, 24
_FLAGS = {"store_true": True, "store_false": False}


class ArgumentTypeError(Exception):
    pass


class ArgumentError(Exception):
    def __init__(self, argument, message):
        self.argument_name, self.message = _title(argument), message

    def __str__(self):
        return f"argument {self.argument_name}: {self.message}" if self.argument_name else self.message


class HelpFormatter:
    raw_text = raw_description = adds_defaults = False


class RawDescriptionHelpFormatter(HelpFormatter):
    raw_description = True


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    raw_text = True


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    adds_defaults = True


class Namespace:
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        return f"Namespace({', '.join(f'{k}={v!r}' for k, v in self.__dict__.items())})"

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    __hash__ = None

    def __contains__(self, key):
        return key in self.__dict__


class Action:
    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None, required=False, help=None, metavar=None):
        self.option_strings, self.dest, self.nargs, self.const, self.default = list(option_strings), dest, nargs, const, default
        self.type, self.choices, self.required, self.help, self.metavar = type, choices, required, help, metavar

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(".__call__() not defined")

    def _shown(self):
        """What stands for its values."""
        if self.nargs == 0:
            return ""
        name = self.metavar
        if name is None:
            name = "{" + ",".join(map(str, self.choices)) + "}" if self.choices is not None else self.dest.upper() if self.option_strings else self.dest
        first, *rest = name if isinstance(name, tuple) else (name,)
        second = rest[0] if rest else first
        if isinstance(self.nargs, int):
            return " ".join(name if isinstance(name, tuple) else [name] * self.nargs)
        forms = {"?": f"[{first}]", "*": f"[{first} ...]", "+": f"{first} [{second} ...]", "...": "...", "A...": f"{first} ..."}
        return forms.get(self.nargs, first)


def _title(action):
    if action is None:
        return None
    if action.option_strings:
        return "/".join(action.option_strings)
    if action.metavar not in (None, SUPPRESS):
        return action.metavar
    if action.dest not in (None, SUPPRESS):
        return action.dest
    return "{" + ",".join(action.choices) + "}" if action.choices else None


class _Kept(Action):
    """The actions that are asked for by name."""

    def __init__(self, kind, option_strings, dest, version=None, **options):
        if kind in _FLAGS:
            options.setdefault("default", not _FLAGS[kind])
            options["const"] = _FLAGS[kind]
        if kind in ("help", "version"):
            options["default"] = SUPPRESS
            options.setdefault("help", "show program's version number and exit")
        super().__init__(option_strings, dest, **options)
        self.kind, self.version = kind, version
        if kind not in ("store", "append", "extend"):
            self.nargs = 0

    def __call__(self, parser, namespace, values, option_string=None):
        if self.kind == "help":
            parser.print_help()
            parser.exit()
        if self.kind == "version":
            sys.stdout.write((self.version or "").replace("%(prog)s", parser.prog) + "\n")
            parser.exit()
        before = getattr(namespace, self.dest, None)
        if self.kind == "count":
            values = (before or 0) + 1
        elif self.kind in ("store_const", "store_true", "store_false"):
            values = self.const
        elif self.kind in ("append", "append_const"):
            values = list(before or []) + [self.const if self.kind == "append_const" else values]
        elif self.kind == "extend":
            values = list(before or []) + list(values)
        setattr(namespace, self.dest, values)


class BooleanOptionalAction(Action):
    def __init__(self, option_strings, dest, default=None, help=None, **options):
        both = []
        for name in option_strings:
            both += [name, "--no-" + name[2:]] if name.startswith("--") else [name]
        if help is not None and default is not None and default is not SUPPRESS:
            help += " (default: %(default)s)"
        super().__init__(both, dest, nargs=0, default=default, help=help, **options)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, not option_string.startswith("--no-"))


class _SubParsers(Action):
    def __init__(self, parser, dest=SUPPRESS, title=None, description=None, prog=None, parser_class=None, required=False, help=None, metavar=None,
                 **options):
        super().__init__([], dest, PARSER, choices={}, required=required, help=help, metavar=metavar)
        self._prog = prog or " ".join([parser.prog] + [action._shown() for action in parser._actions if not action.option_strings])
        self._class, self._listed = parser_class or type(parser), []

    def add_parser(self, name, *, help=None, aliases=(), **options):
        options.setdefault("prog", f"{self._prog} {name}")
        made = self._class(**options)
        for each in (name, *aliases):
            self.choices[each] = made
        if help is not None:
            shown = f"{name} ({', '.join(aliases)})" if aliases else name
            self._listed.append((shown, help))
        return made

    def __call__(self, parser, namespace, values, option_string=None):
        name, *rest = values
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        inner, extras = self.choices[name].parse_known_args(rest)
        for key, value in vars(inner).items():
            setattr(namespace, key, value)
        namespace.__dict__.setdefault("_extras", []).extend(extras)


class _Group:
    def __init__(self, parser, title=None, description=None, exclusive=False, required=False):
        self._parser, self.title, self.description, self._exclusive, self.required = parser, title, description, exclusive, required
        self._actions = []

    def add_argument(self, *names, **options):
        action = self._parser._made(names, options)
        self._actions.append(action)
        if self._exclusive:
            self._parser._place(action)
        return action

    def add_mutually_exclusive_group(self, required=False):
        return self._parser.add_mutually_exclusive_group(required=required)


class ArgumentParser:
    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=HelpFormatter, prefix_chars="-",
                 argument_default=None, add_help=True, allow_abbrev=True, **options):
        self.prog = prog or sys.argv[0].split("/")[-1]
        self.usage, self.description, self.epilog, self._form = usage, description, epilog, formatter_class
        self._actions, self._defaults, self._exclusive, self._abbrev = [], {}, [], allow_abbrev
        self._argument_default = argument_default
        self._positionals, self._options = _Group(self, "positional arguments"), _Group(self, "options")
        self._groups = [self._positionals, self._options]
        if add_help:
            self.add_argument("-h", "--help", action="help", help="show this help message and exit")
        for parent in parents:
            for action in parent._actions:
                self._actions.append(action)
                self._place(action)
            self._defaults.update(parent._defaults)

    def _place(self, action):
        (self._options if action.option_strings else self._positionals)._actions.append(action)

    def _made(self, names, options):
        dest = options.pop("dest", None)
        flags = [name for name in names if name.startswith("-")]
        if flags:
            long = [name for name in flags if name.startswith("--")]
            dest = dest or (long or flags)[0].lstrip("-").replace("-", "_")
        else:
            dest = names[0] if names else dest
            if "required" in options:
                raise TypeError("'required' is an invalid argument for positionals")
        kind = options.pop("action", "store")
        if self._argument_default is not None:
            options.setdefault("default", self._argument_default)
        for name in flags:
            if name in self._names():
                raise ArgumentError(Action(flags, dest), f"conflicting option string: {name}")
        if isinstance(kind, str):
            if kind not in ("store", "store_const", "store_true", "store_false", "append", "append_const", "extend", "count", "help", "version"):
                raise ValueError(f'unknown action "{kind}"')
            if kind == "extend":
                options.setdefault("nargs", "+")
            action = _Kept(kind, flags, dest, **options)
        else:
            action = kind(option_strings=flags, dest=dest, **options)
        if not flags and action.nargs not in ("?", "*", "..."):
            action.required = True
        if action.dest in self._defaults:
            action.default = self._defaults[action.dest]
        self._actions.append(action)
        return action

    def _names(self):
        return {name: action for action in self._actions for name in action.option_strings}

    def add_argument(self, *names, **options):
        action = self._made(names, options)
        self._place(action)
        return action

    def add_argument_group(self, title=None, description=None, **options):
        group = _Group(self, title, description)
        self._groups.append(group)
        return group

    def add_mutually_exclusive_group(self, *, required=False):
        group = _Group(self, exclusive=True, required=required)
        self._exclusive.append(group)
        return group

    def add_subparsers(self, *, title=None, description=None, **options):
        action = _SubParsers(self, **options)
        self._actions.append(action)
        if title or description:
            group = _Group(self, title or "subcommands", description)
            self._groups.append(group)
            group._actions.append(action)
        else:
            self._place(action)
        return action

    def set_defaults(self, **defaults):
        self._defaults.update(defaults)
        for action in self._actions:
            if action.dest in defaults:
                action.default = defaults[action.dest]

    def get_default(self, dest):
        found = [action.default for action in self._actions if action.dest == dest and action.default is not None]
        return found[0] if found else self._defaults.get(dest)

    def _usage_parts(self):
        parts, shown = [], []
        for action in self._actions:
            if action.help is SUPPRESS or not action.option_strings or action in shown:
                continue
            group = next((group for group in self._exclusive if action in group._actions), None)
            together = group._actions if group else [action]
            shown += together
            texts = []
            for each in together:
                name = " | ".join(each.option_strings) if isinstance(each, BooleanOptionalAction) else each.option_strings[0]
                texts.append(f"{name} {each._shown()}".rstrip())
            text = " | ".join(texts)
            if group and group.required:
                parts.append(f"({text})" if len(texts) > 1 else text)
            else:
                parts += text.split(" ") if action.required and not group else [f"[{text}]"]
        return parts, [action._shown() for action in self._actions if not action.option_strings and action.help is not SUPPRESS]

    def format_usage(self):
        if self.usage:
            return f"usage: {self.usage.replace('%(prog)s', self.prog)}\n"
        options, positionals = self._usage_parts()
        line = " ".join(["usage: " + self.prog] + options + positionals)
        if len(line) <= _WIDTH:
            return line + "\n"
        first = "usage: " + self.prog
        if len(first) <= 0.75 * _WIDTH:
            indent = " " * (len(first) + 1)
            lines = _filled(options or positionals, indent, first)
            if options and positionals:
                lines += _filled(positionals, indent)
        else:
            lines = [first] + _filled(options, " " * 7) + _filled(positionals, " " * 7)
        return "\n".join(lines) + "\n"

    def _invocation(self, action):
        if not action.option_strings:
            shown = Action([], action.dest, choices=action.choices, metavar=action.metavar)
            return shown._shown() or action.dest
        return ", ".join(f"{name} {action._shown()}".rstrip() for name in action.option_strings)

    def _help_of(self, action):
        text = action.help or ""
        if text and self._form.adds_defaults and "%(default)" not in text and action.default is not SUPPRESS and (
                action.option_strings or action.nargs in ("?", "*")):
            text += " (default: %(default)s)"
        values = {name: value for name, value in vars(action).items() if value is not SUPPRESS}
        values["prog"] = self.prog
        values = {name: getattr(value, "__name__", value) for name, value in values.items()}
        if action.choices is not None:
            values["choices"] = ", ".join(map(str, action.choices))
        return text % values

    def _lines(self, text, width):
        import textwrap
        if self._form.raw_text:
            return text.splitlines()
        return textwrap.wrap(" ".join(text.split()), width)

    def format_help(self):
        import textwrap
        entries = []
        for group in self._groups:
            rows = []
            for action in group._actions:
                if action.help is SUPPRESS:
                    continue
                rows.append((2, self._invocation(action), self._help_of(action)))
                rows += [(4, name, text) for name, text in getattr(action, "_listed", ())]
            entries.append((group, rows))
        longest = max([indent + len(name) for _, rows in entries for indent, name, _ in rows], default=0)
        help_at = min(longest + 2, _HELP_AT_MOST)
        blocks = [self.format_usage()]

        def prose(text, indent=""):
            text = text.replace("%(prog)s", self.prog)
            if self._form.raw_description:
                return "".join(indent + line for line in text.splitlines(True)).rstrip("\n") + "\n"
            return textwrap.fill(" ".join(text.split()), _WIDTH, initial_indent=indent, subsequent_indent=indent) + "\n"

        if self.description:
            blocks.append(prose(self.description))
        for group, rows in entries:
            if not rows and not group.description:
                continue
            out = [f"{group.title}:\n"] if group.title else []
            if group.description:
                out.append(prose(group.description, "  ") + ("\n" if rows else ""))
            for indent, name, text in rows:
                lines = self._lines(text, max(_WIDTH - help_at, 11)) if text else []
                start = " " * indent + name
                if lines and len(name) <= help_at - indent - 2:
                    start = start.ljust(help_at) + lines.pop(0)
                out.append(start + "\n")
                out += [" " * help_at + line + "\n" for line in lines]
            blocks.append("".join(out))
        if self.epilog:
            blocks.append(prose(self.epilog))
        return "\n".join(blocks)

    def print_help(self, file=None):
        (file or sys.stdout).write(self.format_help())

    def print_usage(self, file=None):
        (file or sys.stdout).write(self.format_usage())

    def exit(self, status=0, message=None):
        if message:
            sys.stderr.write(message)
        sys.exit(status)

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")

    def _convert(self, action, text):
        value = text
        if action.type is not None:
            try:
                value = action.type(text)
            except ArgumentTypeError as error:
                raise ArgumentError(action, str(error)) from None
            except (TypeError, ValueError):
                name = getattr(action.type, "__name__", repr(action.type))
                raise ArgumentError(action, f"invalid {name} value: {text!r}") from None
        self._check(action, value)
        return value

    def _check(self, action, value):
        if action.choices is not None and value not in action.choices:
            raise ArgumentError(action, f"invalid choice: {value!r} (choose from {', '.join(map(repr, action.choices))})")

    def _option(self, arg, options):
        """The action that an argument names, its name there, and a value behind `=` or right behind the letter."""
        if arg in options:
            return options[arg], arg, None
        name, equals, value = arg.partition("=")
        if equals and name in options:
            return options[name], name, value
        if arg.startswith("--") and self._abbrev:
            fitting = [known for known in options if known.startswith(name)]
            if len(fitting) > 1:
                self.error(f"ambiguous option: {arg} could match {', '.join(fitting)}")
            if fitting:
                return options[fitting[0]], fitting[0], value if equals else None
        elif arg[:2] in options and not arg.startswith("--"):
            return options[arg[:2]], arg[:2], arg[2:].removeprefix("=")
        return None, arg, None

    def _is_option(self, arg, options):
        if len(arg) < 2 or arg[0] != "-":
            return False
        number = arg[1:].replace(".", "", 1).isdigit()
        return not (number and not any(name[1:].isdigit() for name in options) or " " in arg and arg not in options)

    def parse_known_args(self, args=None, namespace=None):
        try:
            return self._parse(list(sys.argv[1:] if args is None else args), namespace or Namespace())
        except ArgumentError as error:
            self.error(str(error))

    def _parse(self, args, namespace):
        options, seen, loose, extras, at = self._names(), [], [], [], 0
        for action in self._actions:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for name, value in self._defaults.items():
            if not hasattr(namespace, name):
                setattr(namespace, name, value)
        has_parsers = any([isinstance(action, _SubParsers) for action in self._actions])
        before_parsers = sum([1 for action in self._actions if not action.option_strings]) - 1
        while at < len(args):
            arg = args[at]
            at += 1
            if arg == "--":
                loose += args[at:]
                break
            if not self._is_option(arg, options):
                loose.append(arg)
                if has_parsers and len(loose) > before_parsers:
                    loose += args[at:]
                    break
                continue
            action, name, value = self._option(arg, options)
            if action is None:
                extras.append(arg)
                continue
            self._note(action, seen)
            while action.nargs == 0 and value:
                # Letters behind the first are further flags.
                if name.startswith("--") or "-" + value[0] not in options:
                    raise ArgumentError(action, f"ignored explicit argument {value!r}")
                action(self, namespace, [], name)
                name, value = "-" + value[0], value[1:]
                action = options[name]
                self._note(action, seen)
                value = value or None
            given = [] if value is None else [value]
            most = {None: 1, "?": 1, 0: 0}.get(action.nargs, action.nargs if isinstance(action.nargs, int) else len(args))
            while value is None and len(given) < most and at < len(args) and args[at] != "--" and not self._is_option(args[at], options):
                given.append(args[at])
                at += 1
            self._act(action, namespace, given, name)
        missing = self._act_on_positionals(namespace, loose, seen)
        missing += [_title(action) for action in self._actions if action.required and action.option_strings and action not in seen]
        if missing:
            self.error(f"the following arguments are required: {', '.join(map(str, missing))}")
        for action in self._actions:
            default = action.default
            if action not in seen and isinstance(default, str) and action.type is not None and getattr(namespace, action.dest, None) is default:
                plain = Action(action.option_strings, action.dest, type=action.type, metavar=action.metavar)
                setattr(namespace, action.dest, self._convert(plain, default))
        for group in self._exclusive:
            if group.required and not any([action in seen for action in group._actions]):
                names = [_title(action) for action in group._actions if action.help is not SUPPRESS]
                self.error(f"one of the arguments {' '.join(names)} is required")
        return namespace, extras + loose + namespace.__dict__.pop("_extras", [])

    def _note(self, action, seen):
        for group in self._exclusive:
            for other in group._actions:
                if action in group._actions and other in seen and other is not action:
                    raise ArgumentError(action, f"not allowed with argument {_title(other)}")
        seen.append(action)

    def _act(self, action, namespace, given, name=None):
        nargs = action.nargs
        if nargs is None and not given:
            raise ArgumentError(action, "expected one argument")
        if nargs == "+" and not given:
            raise ArgumentError(action, "expected at least one argument")
        if isinstance(nargs, int) and len(given) != nargs:
            raise ArgumentError(action, f"expected {nargs} argument{'s' if nargs > 1 else ''}")
        if nargs == "A...":
            self._check(action, given[0])
            values = given
        else:
            values = [self._convert(action, each) for each in given]
            if nargs is None:
                values = values[0]
            elif nargs == "?":
                values = values[0] if values else action.const
        action(self, namespace, values, name)

    def _act_on_positionals(self, namespace, loose, seen):
        missing = []
        positionals = [action for action in self._actions if not action.option_strings]
        needs = {None: 1, "+": 1, "A...": 1}
        for place, action in enumerate(positionals):
            nargs = action.nargs
            after = sum([later.nargs if isinstance(later.nargs, int) else needs.get(later.nargs, 0) for later in positionals[place + 1:]])
            room = max(0, len(loose) - after)
            count = {None: 1, "?": min(1, room), "*": room, "+": max(1, room), "A...": len(loose), "...": len(loose)}.get(nargs, nargs)
            if len(loose) < count or nargs == "A..." and not loose:
                if action.required:
                    missing.append(_title(action))
                continue
            given = [loose.pop(0) for _ in range(count)]
            seen.append(action)
            if not given and nargs in ("?", "*"):
                seen.remove(action)
                if nargs == "*" and action.default is None:
                    setattr(namespace, action.dest, [])
                continue
            self._act(action, namespace, given)
        return missing

    def parse_args(self, args=None, namespace=None):
        namespace, extras = self.parse_known_args(args, namespace)
        if extras:
            self.error(f"unrecognized arguments: {' '.join(extras)}")
        return namespace


def _filled(parts, indent, first=None):
    """Parts on lines of their own as far as they do not fit; the first one may already have begun."""
    lines, line = [], first if first is not None else ""
    for part in parts:
        wanted = (line or indent[:-1]) + " " + part
        if len(wanted) > _WIDTH and line.strip():
            lines.append(line)
            wanted = indent + part
        line = wanted
    return lines + [line] if line else lines
