import sys

SUPPRESS = "==SUPPRESS=="
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE, REMAINDER = "?", "*", "+", "..."


class ArgumentTypeError(Exception):
    pass


class ArgumentError(Exception):
    pass


class HelpFormatter:
    pass


RawDescriptionHelpFormatter = RawTextHelpFormatter = ArgumentDefaultsHelpFormatter = HelpFormatter


class Namespace:
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        return f"Namespace({', '.join(f'{k}={v!r}' for k, v in self.__dict__.items())})"

    def __eq__(self, other):
        return vars(self) == vars(other)

    def __contains__(self, key):
        return key in self.__dict__


class _Action:
    def __init__(self, names, action="store", nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None, dest=None, version=None):
        self.names = names
        self.option_strings = [name for name in names if name.startswith("-")]
        long = [name for name in self.option_strings if name.startswith("--")]
        self.dest = dest or (long or names)[0].lstrip("-").replace("-", "_")
        self.action, self.nargs, self.const, self.type, self.choices = action, nargs, const, type, choices
        self.required, self.help, self.metavar, self.version = required, help, metavar, version
        if action == "store_true":
            self.const, default = True, default if default is not None else False
        elif action == "store_false":
            self.const, default = False, default if default is not None else True
        self.default = default
        self.takes = action in ("store", "append")

    def title(self):
        return "/".join(self.option_strings) or self.metavar or self.dest

    def shown(self):
        name = self.metavar or ("{" + ",".join(map(str, self.choices)) + "}" if self.choices else
                                self.dest.upper() if self.option_strings else self.dest)
        if not self.takes:
            return ""
        if self.nargs == "?":
            return f"[{name}]"
        if self.nargs == "*":
            return f"[{name} ...]"
        if self.nargs == "+":
            return f"{name} [{name} ...]"
        return " ".join([name] * self.nargs) if isinstance(self.nargs, int) else name


class ArgumentParser:
    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=(), formatter_class=HelpFormatter,
                 add_help=True, **options):
        self.prog = prog or sys.argv[0].split("/")[-1]
        self.usage, self.description, self.epilog = usage, description, epilog
        self._actions, self._defaults = [], {}
        if add_help:
            self.add_argument("-h", "--help", action="help", help="show this help message and exit")

    def add_argument(self, *names, **options):
        if options.get("action") in ("store_const", "append_const", "count", "extend"):
            raise NotImplementedError(f"argparse action {options['action']!r} is Python, but Sockscope does not run it yet")
        action = _Action(names, **options)
        self._actions.append(action)
        return action

    def add_argument_group(self, *args, **kwargs):
        return self

    def add_mutually_exclusive_group(self, required=False):
        return self

    def add_subparsers(self, **options):
        raise NotImplementedError("argparse subparsers are Python, but Sockscope does not run them yet")

    def set_defaults(self, **defaults):
        self._defaults.update(defaults)

    def format_usage(self):
        if self.usage:
            return f"usage: {self.usage}\n"
        parts = [self.prog]
        for action in sorted(self._actions, key=lambda action: not action.option_strings):
            text = " ".join(filter(None, [action.option_strings[0] if action.option_strings else "", action.shown()]))
            parts.append(f"[{text}]" if action.option_strings and not action.required else text)
        return "usage: " + " ".join(parts) + "\n"

    def format_help(self):
        out = [self.format_usage()]
        if self.description:
            out.append(f"\n{self.description}\n")
        for title, group in (("positional arguments", [a for a in self._actions if not a.option_strings]),
                             ("options", [a for a in self._actions if a.option_strings])):
            if group:
                out.append(f"\n{title}:\n")
            for action in group:
                names = ", ".join(f"{name} {action.shown()}".rstrip() for name in action.option_strings) or action.shown()
                help = (action.help or "").replace("%(default)s", str(action.default))
                if len(names) > 20 and help:
                    out.append(f"  {names}\n{'':24}{help}\n")
                else:
                    out.append(f"  {names:<22}{help}".rstrip() + "\n")
        if self.epilog:
            out.append(f"\n{self.epilog}\n")
        return "".join(out)

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
                self.error(f"argument {action.title()}: {error}")
            except (TypeError, ValueError):
                name = getattr(action.type, "__name__", repr(action.type))
                self.error(f"argument {action.title()}: invalid {name} value: {text!r}")
        if action.choices is not None and value not in action.choices:
            choices = ", ".join(map(repr, action.choices))
            self.error(f"argument {action.title()}: invalid choice: {value!r} (choose from {choices})")
        return value

    def _store(self, namespace, action, value):
        if action.action == "append":
            value = list(getattr(namespace, action.dest, None) or []) + [value]
        setattr(namespace, action.dest, value)

    def parse_known_args(self, args=None, namespace=None):
        args = list(sys.argv[1:] if args is None else args)
        namespace = namespace or Namespace()
        options = {name: action for action in self._actions for name in action.option_strings}
        for action in self._actions:
            if action.action not in ("help", "version") and not hasattr(namespace, action.dest):
                default = action.default
                if isinstance(default, str) and action.type is not None:
                    default = self._convert(action, default)
                if default is not SUPPRESS:
                    setattr(namespace, action.dest, default)
        for name, value in self._defaults.items():
            setattr(namespace, name, value)
        seen, loose, extras, at = set(), [], [], 0
        while at < len(args):
            arg = args[at]
            at += 1
            if arg == "--":
                loose += args[at:]
                break
            name, equals, value = arg.partition("=")
            action = options.get(arg) or options.get(name)
            if action is None and arg.startswith("-") and len(arg) > 2 and not arg.startswith("--") and arg[:2] in options:
                action, equals, value = options[arg[:2]], "=", arg[2:]
            if action is None and arg.startswith("-") and len(arg) > 1 and not arg[1:].replace(".", "", 1).isdigit():
                extras.append(arg)
                continue
            if action is None:
                loose.append(arg)
                continue
            seen.add(action)
            if action.action == "help":
                self.print_help()
                self.exit()
            if action.action == "version":
                print(action.version)
                self.exit()
            if not action.takes:
                setattr(namespace, action.dest, action.const)
                continue
            values = [value] if equals else []
            most = {None: 1, "?": 1}.get(action.nargs, len(args)) if not isinstance(action.nargs, int) else action.nargs
            while not equals and len(values) < most and at < len(args) and not (args[at].startswith("-") and args[at] in options):
                values.append(args[at])
                at += 1
            if action.nargs is None and not values:
                self.error(f"argument {action.title()}: expected one argument")
            if action.nargs == "+" and not values:
                self.error(f"argument {action.title()}: expected at least one argument")
            if isinstance(action.nargs, int) and len(values) != action.nargs:
                self.error(f"argument {action.title()}: expected {action.nargs} argument{'s' if action.nargs > 1 else ''}")
            values = [self._convert(action, value) for value in values]
            if action.nargs in (None, "?"):
                self._store(namespace, action, values[0] if values else action.const)
            else:
                self._store(namespace, action, values)
        missing = []
        positionals = [action for action in self._actions if not action.option_strings]
        for place, action in enumerate(positionals):
            after = sum(1 for later in positionals[place + 1:] if later.nargs in (None, "+"))
            room = max(0, len(loose) - after)
            count = {None: 1, "?": min(1, room), "*": room, "+": max(1, room)}.get(action.nargs, action.nargs)
            if len(loose) < count or count > room and action.nargs == "+":
                missing.append(action.title())
                continue
            taken, loose = loose[:count], loose[count:]
            values = [self._convert(action, value) for value in taken]
            if action.nargs is None:
                setattr(namespace, action.dest, values[0])
            elif action.nargs == "?":
                if values:
                    setattr(namespace, action.dest, values[0])
            else:
                setattr(namespace, action.dest, values or action.default or [])
        missing += [action.title() for action in self._actions if action.required and action not in seen]
        if missing:
            self.error(f"the following arguments are required: {', '.join(missing)}")
        return namespace, extras + loose

    def parse_args(self, args=None, namespace=None):
        namespace, extras = self.parse_known_args(args, namespace)
        if extras:
            self.error(f"unrecognized arguments: {' '.join(extras)}")
        return namespace
