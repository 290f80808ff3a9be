import logging, sys
logging.basicConfig(level=logging.DEBUG, format="%(levelname)s:%(name)s:%(message)s", stream=sys.stdout)
logging.debug("d %d", 1); logging.info("i %s", "x"); logging.warning("w"); logging.error("e %(a)s", {"a": 1})
log = logging.getLogger("app.net"); log.info("hello"); log.setLevel(logging.WARNING); log.info("no"); log.warning("yes"); print(log.name, log.isEnabledFor(10), logging.getLevelName(40), log.getEffectiveLevel())
h = logging.StreamHandler(sys.stdout); h.setFormatter(logging.Formatter("[%(name)-8s] %(levelname)-7s %(message)s")); log.addHandler(h); log.propagate = False; log.error("own handler"); log.critical("c")
try:
    1 / 0
except ZeroDivisionError:
    logging.error("failed", exc_info=False)
