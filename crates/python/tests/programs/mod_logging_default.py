import logging
logging.warning("to stderr")
logging.info("unseen")
logging.getLogger("x").error("named %s", [1])
