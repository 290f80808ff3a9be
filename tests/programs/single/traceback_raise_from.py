# "The above exception was the direct cause of the following exception".
class ConfigError(Exception):
    """Something is wrong with the settings."""


def parse_port(text):
    try:
        return int(text)
    except ValueError as error:
        raise ConfigError(f"bad port {text!r}") from error


print(parse_port("80"))
try:
    parse_port("http")
except ConfigError as error:
    print(error, "| because:", repr(error.__cause__))
try:
    try:
        parse_port("x")
    except ConfigError:
        raise RuntimeError("hidden") from None
except RuntimeError as error:
    print(error.__cause__, error.__suppress_context__, type(error.__context__).__name__)
parse_port("https")
